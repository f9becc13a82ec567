// Package integrity reads what a monitor of file integrity compares with: where
// AIDE's configuration says that the record of the files is, and whether it is
// there. It never reads the record itself, and judges nothing.
package integrity

import (
	"time"

	"isoscan/internal/facts"
)

// Facts is what the integrity check tells.
type Facts struct {
	AIDE *AIDE `json:"aide,omitzero" jsonschema:"the Advanced Intrusion Detection Environment"`
}

// AIDE is its program, configuration and database (aide(1), aide.conf(5)).
type AIDE struct {
	Present facts.Sourced[bool] `json:"present" jsonschema:"the program is there"`
	// Config is the first of the places where distributions put it. Another one
	// may stand on the command line.
	Config *string `json:"config,omitzero" jsonschema:"its configuration; absent when AIDE is not there or none is in the usual places"`
	// Named tells whether the configuration names a database at all.
	Named    *bool     `json:"named,omitzero" jsonschema:"the configuration says where the database is; absent without a configuration"`
	Database *Database `json:"database,omitzero" jsonschema:"what it compares with; absent when the configuration names none"`
}

// Database is what database_in= names.
type Database struct {
	// Kind is the beginning of the URL. Of other kinds than file nothing more is
	// told, as they may hold passwords.
	Kind     string       `json:"kind" jsonschema:"file, or how else it is named: stdin, fd, http, https, ftp"`
	Path     string       `json:"path,omitzero" jsonschema:"the file; absent for another kind"`
	Exists   *bool        `json:"exists,omitzero" jsonschema:"a regular file is there; absent for another kind"`
	Bytes    *int64       `json:"bytes,omitzero" jsonschema:"its size; absent when it is not there"`
	Modified *time.Time   `json:"modified,omitzero" jsonschema:"when it was written; absent when it is not there"`
	Source   facts.Source `json:"source" jsonschema:"the line that names it"`
}
