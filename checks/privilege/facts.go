// Package privilege reads who may act with more rights without sudo: the rules
// of polkit and of doas. It keeps no argument of a command.
package privilege

import "isoscan/internal/facts"

// Facts is what the privilege check tells.
type Facts struct {
	Polkit *Polkit `json:"polkit,omitzero"`
	Doas   *Doas   `json:"doas,omitzero"`
}

// Polkit is polkit(8). It is there when its daemon is, or when the package
// database lists a package of it.
type Polkit struct {
	Present facts.Sourced[bool]   `json:"present" jsonschema:"its daemon is there, or the package database lists it as installed"`
	Rules   map[string]PolkitRule `json:"rules,omitzero" jsonschema:"functions of the rules files, and sections of .pkla files, that let somebody do something without a password, by file and line"`
	Admins  []Admins              `json:"admins,omitzero" jsonschema:"who is asked for a password as administrator, in the order in which polkit asks; absent when not told"`
	Files   map[string]File       `json:"files,omitzero" jsonschema:"rules files, by path"`
}

// PolkitRule is one function that may answer YES, read as text: polkit's rules
// are programs, and only plain comparisons are understood.
type PolkitRule struct {
	Groups    []string `json:"groups,omitzero" jsonschema:"groups that it asks for"`
	Users     []string `json:"users,omitzero" jsonschema:"accounts that it asks for"`
	Actions   []string `json:"actions,omitzero" jsonschema:"actions that it names, patterns included"`
	Everyone  bool     `json:"everyone" jsonschema:"it asks for no group and no account"`
	AnyAction bool     `json:"any_action" jsonschema:"it does not look at the action"`
	// Present: only those who sit at the host.
	AtConsole bool         `json:"at_console" jsonschema:"it asks for an active session at the host itself"`
	Told      bool         `json:"told" jsonschema:"its conditions are plain comparisons; false when they are negated or computed, so that it may mean something else"`
	Vendor    bool         `json:"vendor" jsonschema:"in a folder for the files of packages"`
	Source    facts.Source `json:"source" jsonschema:"where it begins"`
}

// Admins is one answer to who is an administrator.
type Admins struct {
	Identities []string     `json:"identities" jsonschema:"such as unix-group:sudo, in order"`
	Source     facts.Source `json:"source" jsonschema:"where it stands"`
}

// File is a configuration file and who can change it.
type File struct {
	Owner uint32   `json:"owner" jsonschema:"user id"`
	Mode  string   `json:"mode" jsonschema:"four octal digits"`
	Weak  []string `json:"weak,omitzero" jsonschema:"the file and the folders on the way to it that somebody other than root can change, with the reason"`
}

// Doas is doas(1).
type Doas struct {
	Present facts.Sourced[bool] `json:"present" jsonschema:"the program is there"`
	Rules   []DoasRule          `json:"rules,omitzero" jsonschema:"rules in order; the last that matches decides; empty without a configuration"`
	Errors  map[string]string   `json:"errors,omitzero" jsonschema:"lines that cannot be understood, by file and line; doas refuses the whole file for one"`
	Files   map[string]File     `json:"files,omitzero" jsonschema:"configuration files, by path"`
}

// DoasRule is one line of doas.conf(5).
type DoasRule struct {
	Permit    bool         `json:"permit" jsonschema:"permit, and not deny"`
	Identity  string       `json:"identity" jsonschema:"account, or :group"`
	Target    string       `json:"target" jsonschema:"account that it is about; empty for every account, root too"`
	Command   string       `json:"command" jsonschema:"command that it is about; empty for every command"`
	Arguments bool         `json:"arguments" jsonschema:"the arguments are fixed"`
	NoPass    bool         `json:"no_pass" jsonschema:"no password is asked for"`
	Persist   bool         `json:"persist" jsonschema:"the password is remembered for a time"`
	KeepEnv   bool         `json:"keep_env" jsonschema:"the caller's environment is kept"`
	NoLog     bool         `json:"no_log" jsonschema:"what is run is not logged"`
	SetEnv    []string     `json:"set_env,omitzero" jsonschema:"names of variables that are set or kept"`
	Source    facts.Source `json:"source" jsonschema:"the line"`
}
