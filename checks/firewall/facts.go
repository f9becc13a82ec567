package firewall

import "isoscan/internal/facts"

// Facts is what filters packets now, and what will after the next boot.
type Facts struct {
	// Managers are the tools that load rules at boot, by name.
	Managers map[string]Manager `json:"managers,omitzero" jsonschema:"tools whose rules are on this host, by name: nftables, iptables, ip6tables, ufw, firewalld, or another tool that writes rules (shorewall, ferm ...)"`
	// Input, Forward and Output are keyed MOMENT/FAMILY, such as boot/ipv4 and
	// live/ipv6; live is there on a running host only.
	Input   map[string]Filter `json:"input,omitzero" jsonschema:"what may reach this host, by live/ipv4, live/ipv6, boot/ipv4 and boot/ipv6; the live ones only where the host runs"`
	Forward map[string]Filter `json:"forward,omitzero" jsonschema:"what may pass through this host, by the same keys"`
	Output  map[string]Filter `json:"output,omitzero" jsonschema:"what may leave this host, by the same keys"`
	// Files that hold rules.
	Files map[string]File `json:"files,omitzero" jsonschema:"files that the rules are loaded from, by path"`
	// IPv6 says whether the running kernel speaks it.
	IPv6 *facts.Sourced[bool] `json:"ipv6,omitzero" jsonschema:"the running kernel has IPv6 addresses; absent on a host that does not run"`
	// Wrappers is hosts_access(5).
	Wrappers *Wrappers `json:"wrappers,omitzero" jsonschema:"TCP wrappers: /etc/hosts.allow and /etc/hosts.deny"`
}

// Manager is one tool that loads rules.
type Manager struct {
	// Starts says whether its unit or script starts at boot.
	Starts bool `json:"starts" jsonschema:"its unit or script starts in a normal boot"`
	// Enabled is what its own configuration says, apart from the unit.
	Enabled bool `json:"enabled" jsonschema:"its own configuration does not turn it off (ENABLED in ufw.conf; true for tools without such a switch)"`
	// Filters tells whether it loads a rule set that can stop anything.
	Filters *bool        `json:"filters,omitzero" jsonschema:"the rules that it loads at boot hold a chain at input; absent when they are not understood, or not loaded"`
	Source  facts.Source `json:"source" jsonschema:"what starts it, or its configuration"`
}

// Filter is what becomes of the first packet of a new connection of one
// family, at one hook, at one moment. Rules are followed with such packets:
// from addresses and over interfaces that no rule names, to each port.
type Filter struct {
	// Moment and Family repeat the key for rules to read.
	Moment string `json:"moment" jsonschema:"live or boot"`
	Family string `json:"family" jsonschema:"ipv4 or ipv6"`
	// By names the tools that filter here; empty when nothing does.
	By []string `json:"by,omitzero" jsonschema:"tools with a chain at this hook, sorted; empty when nothing filters"`
	// Policy of the chains themselves.
	Policy *string `json:"policy,omitzero" jsonschema:"drop when a base chain at this hook has the policy drop, accept when each has accept, none without a chain"`
	// Default is what becomes of most ports.
	Default *string `json:"default,omitzero" jsonschema:"what becomes of a connection that no rule is made for: accept, drop or reject; absent when rules that are not understood decide it"`
	Open    *bool   `json:"open,omitzero" jsonschema:"at least half of all TCP or of all UDP ports can be reached from anywhere; absent when it could not be told"`
	// Allowed ports, for forward and output only when the default is not accept.
	Allowed []string `json:"allowed,omitzero" jsonschema:"ports that can be reached from anywhere, as tcp/22 or udp/60000-61000, sorted; tcp/0-65535 is everything; absent when it could not be told"`
	// OpenInterfaces are named by rules and let everything in.
	OpenInterfaces []string `json:"open_interfaces,omitzero" jsonschema:"interfaces named in rules, without lo, over which most ports can be reached although the default is closed; * ends a pattern"`
	Stateful       *bool    `json:"stateful,omitzero" jsonschema:"answers to known connections pass where new connections do not"`
	LoopbackGuard  *bool    `json:"loopback_guard,omitzero" jsonschema:"packets with a loopback sender that come over another interface are dropped; input only"`
	RateLimited    *bool    `json:"rate_limited,omitzero" jsonschema:"a rate or number of connections is limited"`
	Logged         *bool    `json:"logged,omitzero" jsonschema:"packets are logged somewhere on the way"`
	// Source of the chain that decides.
	Source facts.Source `json:"source" jsonschema:"the chain's policy, or what says that there is none"`
}

// File is a file that rules are loaded from.
type File struct {
	Mode          string `json:"mode" jsonschema:"four octal digits"`
	UID           int    `json:"uid" jsonschema:"owner"`
	GroupWritable bool   `json:"group_writable" jsonschema:"its group may write, and is not root's"`
	WorldWritable bool   `json:"world_writable" jsonschema:"anyone may write"`
}

// Wrappers is the access control of TCP wrappers (hosts_access(5)).
type Wrappers struct {
	// DenyAll: every client that hosts.allow does not name is refused.
	DenyAll facts.Sourced[bool] `json:"deny_all" jsonschema:"a line denies ALL services to ALL clients"`
	// AllowAll: the first line that fits anyone lets them in.
	AllowAll facts.Sourced[bool] `json:"allow_all" jsonschema:"a line of hosts.allow lets ALL clients into ALL services"`
	Rules    int                 `json:"rules" jsonschema:"number of rules in both files"`
}
