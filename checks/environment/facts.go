// Package environment finds variables that look as if they held a secret, in the
// files from which sessions, services and jobs get their environment. It tells
// their names and where they stand, never a value, and judges nothing.
package environment

import "isoscan/internal/facts"

// Facts is what the environment check tells.
type Facts struct {
	// Files are those that are there.
	Files   *int              `json:"files,omitzero" jsonschema:"number of files that were looked at, unit files not counted"`
	Units   *int              `json:"units,omitzero" jsonschema:"number of service units that were looked at"`
	Secrets map[string]Secret `json:"secrets,omitzero" jsonschema:"variables whose name speaks of a secret and that have a value of their own, by file, line and name; at most 500"`
}

// Secret is one such variable. Its value is not kept.
type Secret struct {
	Variable string `json:"variable" jsonschema:"its name"`
	// Kind: systemd tells anybody who asks what Environment= of a unit says,
	// whoever may read the file (systemd.exec(5)).
	Kind          string       `json:"kind" jsonschema:"session (pam_env and environment.d), shell (a start-up file of shells), service (a file that services get their environment from), job (a crontab) or unit (Environment= of a service unit)"`
	WorldReadable bool         `json:"world_readable" jsonschema:"everybody may read the file; whether the folders on the way let him is not looked at"`
	Mode          string       `json:"mode" jsonschema:"the file's mode, four octal digits"`
	Source        facts.Source `json:"source" jsonschema:"file and line"`
}
