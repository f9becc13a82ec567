package sysctl

import "isoscan/internal/facts"

// Facts are the kernel's parameters that bear on security: what they are now,
// and what the next boot will make them (sysctl.d(5)).
type Facts struct {
	// Settings by name, as sysctl(8) writes it with dots; interfaces have
	// their own (net.ipv4.conf.eth0.rp_filter). The interface "*" is any that
	// comes later, where a wildcard sets it.
	Settings map[string]Setting `json:"settings,omitzero" jsonschema:"kernel parameters by name, dots between the parts"`
	// IPv6 is false when the running kernel has no IPv6, or when it is switched
	// off (disable_ipv6 of all interfaces) now and after the next boot.
	IPv6 *facts.Sourced[bool] `json:"ipv6,omitzero" jsonschema:"IPv6 is there and not switched off, now or after the next boot"`
	// Files are those that systemd-sysctl reads, in order.
	Files []string `json:"files,omitzero" jsonschema:"configuration files in the order in which they are applied at boot"`
	// Malformed lines are passed over at boot.
	Malformed []facts.Source `json:"malformed,omitzero" jsonschema:"lines that are neither a setting nor a comment; they are passed over at boot"`
}

// Setting is one parameter. One that the running kernel does not have has no
// entry. Live is absent on a host that does not run; Boot is absent where
// neither a file nor a default common to all kernels tells it.
type Setting struct {
	Live *facts.Sourced[string] `json:"live,omitzero" jsonschema:"value in the running kernel"`
	Boot *facts.Sourced[string] `json:"boot,omitzero" jsonschema:"value after the next boot: of the last line that sets it, else the kernel's default"`
}
