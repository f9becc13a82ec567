package modules

import "isoscan/internal/facts"

// Facts is which kernel modules this host refuses to load.
type Facts struct {
	// Modules are those that configuration names and those of interest, by name.
	Modules map[string]Module `json:"modules,omitzero" jsonschema:"kernel modules that modprobe.d names, and those that a host seldom needs, by name with underscores"`
	// Files are the configuration files in the order in which modprobe reads them.
	Files []string `json:"files,omitzero" jsonschema:"files of modprobe.d that count, in reading order"`
	// Kernels tells of which kernels the modules were looked up.
	Kernels map[string]Kernel `json:"kernels,omitzero" jsonschema:"installed kernels with modules, by release; empty when there is none, as in a container"`
	// Live is what the running kernel says of itself.
	Live map[string]facts.Sourced[bool] `json:"live,omitzero" jsonschema:"loading: the running kernel takes modules, for it knows them and kernel.modules_disabled is 0; empty on a host that does not run"`
	// Guards are the configurations of USBGuard.
	Guards map[string]USBGuard `json:"guards,omitzero" jsonschema:"USBGuard by its configuration file; empty where there is none"`
}

// Module is what modprobe(8) does when something asks for one module.
type Module struct {
	// Install is the first "install" line that fits (modprobe.d(5)).
	Install *facts.Sourced[string] `json:"install,omitzero" jsonschema:"what the line install runs in place of loading: nothing (/bin/false, /bin/true ...) or other; absent without such a line"`
	// Blacklist is a "blacklist" line or modprobe.blacklist= of the kernel's command line.
	Blacklist *facts.Sourced[bool] `json:"blacklist,omitzero" jsonschema:"not loaded for a device or protocol, though by name or as a dependency; absent without such a line"`
	// Kernels that have it as a module, and those that it is built into.
	Kernels []string `json:"kernels,omitzero" jsonschema:"releases of installed kernels that have the module; absent for modules that are not looked for"`
	Builtin []string `json:"builtin,omitzero" jsonschema:"releases of installed kernels that it is a part of; absent for modules that are not looked for"`
	// Loaded now.
	Loaded *facts.Sourced[bool] `json:"loaded,omitzero" jsonschema:"in the running kernel, as a module or built in; absent on a host that does not run"`
}

// Kernel is one folder of /lib/modules.
type Kernel struct {
	Modules int          `json:"modules" jsonschema:"how many modules modules.dep lists"`
	Source  facts.Source `json:"source" jsonschema:"its modules.dep"`
}

// USBGuard is usbguard-daemon.conf(5) and the rules.
type USBGuard struct {
	Starts facts.Sourced[bool] `json:"starts" jsonschema:"usbguard.service starts in a normal boot"`
	// Implicit is ImplicitPolicyTarget: what becomes of a device without a rule.
	Implicit facts.Sourced[string] `json:"implicit" jsonschema:"what becomes of a device that no rule fits: allow, block or reject; block when nothing sets it"`
	// Inserted is InsertedDevicePolicy.
	Inserted facts.Sourced[string] `json:"inserted" jsonschema:"how a device is treated that comes while the daemon runs: apply-policy, block or reject"`
	// Present is PresentDevicePolicy.
	Present facts.Sourced[string] `json:"present" jsonschema:"how a device is treated that is there when the daemon starts: apply-policy, allow, block, reject or keep"`
	// Storage lists allow rules that let a storage device in that nobody knows.
	Storage []facts.Sourced[string] `json:"storage,omitzero" jsonschema:"rules that, before any other decides, allow storage devices without naming one: their target"`
	Rules   int                     `json:"rules" jsonschema:"number of rules"`
	// Refused: with one of them the daemon does not start.
	Refused []facts.Sourced[string] `json:"refused,omitzero" jsonschema:"what the daemon refuses in its files, so that it does not start: a line, a missing file, or a mode that lets group or others in"`
}
