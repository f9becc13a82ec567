// Package mac reads which mandatory access control the kernel enforces and what
// the next boot will bring: AppArmor and SELinux.
package mac

import "isoscan/internal/facts"

// Facts is what the mac check tells.
type Facts struct {
	LSM      *facts.Sourced[[]string] `json:"lsm,omitzero" jsonschema:"security modules that the running kernel uses; absent on a host that does not run, or where securityfs is not mounted"`
	AppArmor *AppArmor                `json:"apparmor,omitzero"`
	SELinux  *SELinux                 `json:"selinux,omitzero"`
	// Arguments of the kernel's command line that switch a module on or off.
	Arguments map[string]facts.Sourced[string] `json:"arguments,omitzero" jsonschema:"kernel arguments about security modules that the boot loader gives or gave, as NAME=VALUE@FILE: the argument"`
	// Labels of processes.
	Labels map[string]string `json:"labels,omitzero" jsonschema:"what confines each process with an executable, by process id: the label of /proc/PID/attr/current; absent on a host that does not run, empty where no module gives labels"`
}

// AppArmor is apparmor(7).
type AppArmor struct {
	Installed facts.Sourced[bool]  `json:"installed" jsonschema:"its parser, which loads profiles, is there"`
	Enabled   *facts.Sourced[bool] `json:"enabled,omitzero" jsonschema:"the running kernel uses it; absent on a host that does not run"`
	AtBoot    *facts.Sourced[bool] `json:"at_boot,omitzero" jsonschema:"a service loads the profiles at boot"`
	// Loaded are the profiles of the running kernel.
	Loaded map[string]string `json:"loaded,omitzero" jsonschema:"mode of each loaded profile, by name: enforce, complain, kill, unconfined or prompt; absent on a host that does not run or without securityfs"`
	// Profiles are those of the files.
	Profiles map[string]Profile `json:"profiles,omitzero" jsonschema:"profiles of /etc/apparmor.d, by name"`
}

// Profile is one profile as its file and the links beside it say
// (apparmor.d(5)).
type Profile struct {
	Mode     string       `json:"mode" jsonschema:"enforce, complain, kill, unconfined or prompt: what it will be loaded with"`
	Disabled bool         `json:"disabled" jsonschema:"a link in /etc/apparmor.d/disable keeps it from being loaded"`
	Source   facts.Source `json:"source" jsonschema:"the line that begins it, or the link that decides"`
}

// SELinux is selinux_config(5).
type SELinux struct {
	Installed  facts.Sourced[bool]    `json:"installed" jsonschema:"its configuration is there"`
	Configured *facts.Sourced[string] `json:"configured,omitzero" jsonschema:"mode of the next boot: enforcing, permissive or disabled, as it is without a configuration"`
	Type       *facts.Sourced[string] `json:"type,omitzero" jsonschema:"the policy that is named; absent when SELinux is not installed"`
	Policy     *facts.Sourced[bool]   `json:"policy,omitzero" jsonschema:"a compiled policy of that type is there; absent when SELinux is not installed"`
	Running    *facts.Sourced[string] `json:"running,omitzero" jsonschema:"mode of the running kernel: enforcing, permissive or disabled; absent on a host that does not run"`
	Permissive []string               `json:"permissive,omitzero" jsonschema:"domains that a local policy module makes permissive, sorted; absent when SELinux is not installed"`
}
