// Package sudo reads who may become whom, and under what conditions: the
// sudoers files as sudo reads them (sudoers(5)). It judges nothing; whether a
// grant is too wide is for the policies.
package sudo

import "isoscan/internal/facts"

// Facts is what the sudo check tells.
type Facts struct {
	Present    *facts.Sourced[bool]   `json:"present,omitzero" jsonschema:"there is a sudo program or a sudoers file; false only when neither was found"`
	Program    *facts.Sourced[bool]   `json:"program,omitzero" jsonschema:"the sudo program is there; false on a tree that only has its files"`
	Version    *facts.Sourced[string] `json:"version,omitzero" jsonschema:"version that the program carries, such as 1.9.13p3; absent when there is no program or it names none"`
	Others     map[string]string      `json:"others,omitzero" jsonschema:"other programs that give privileges, by name (doas, sudo-rs, pkexec), with the path where each was seen; their rules are not read"`
	Files      map[string]File        `json:"files,omitzero" jsonschema:"every file and folder that sudo reads or would read, by path"`
	Order      []string               `json:"order,omitzero" jsonschema:"paths of the files in the order in which sudo reads them"`
	Ignored    map[string]Ignored     `json:"ignored,omitzero" jsonschema:"entries of an included folder that sudo passes over, by path"`
	Errors     []Problem              `json:"errors,omitzero" jsonschema:"lines that sudo refuses or settings that it does not know, in reading order"`
	Rules      []Rule                 `json:"rules,omitzero" jsonschema:"each command that some user is granted or refused, aliases resolved, in order; the last that matches wins"`
	Grants     map[string]Grant       `json:"grants,omitzero" jsonschema:"what the rules come to for each account of /etc/passwd that at least one of them concerns, by account name"`
	Waiting    map[string]Grant       `json:"waiting,omitzero" jsonschema:"what the rules come to for whoever joins a group that a rule concerns and that no account of /etc/passwd is in, also one that /etc/group has not and a directory may have, by group name; its uid is that of nobody"`
	Defaults   map[string]Setting     `json:"defaults,omitzero" jsonschema:"value in force for everybody, by option name of sudoers(5); options that nothing sets have the program's default where this check knows it"`
	Exceptions []Exception            `json:"exceptions,omitzero" jsonschema:"settings for some users, hosts, target users or commands only, in order"`
	Targets    map[string]Target      `json:"targets,omitzero" jsonschema:"the programs that the rules name by a plain path and the folders of secure_path, by path"`
}

// File is one sudoers file or an included folder (sudoers(5), "Including other
// files from within sudoers").
type File struct {
	Directory     bool         `json:"directory" jsonschema:"an included folder"`
	Owner         uint32       `json:"owner" jsonschema:"user id"`
	Group         uint32       `json:"group" jsonschema:"group id"`
	Mode          string       `json:"mode" jsonschema:"four octal digits"`
	GroupWritable bool         `json:"group_writable" jsonschema:"writable by a group other than root's (id 0)"`
	WorldWritable bool         `json:"world_writable" jsonschema:"writable by everybody"`
	WorldReadable bool         `json:"world_readable" jsonschema:"readable by everybody"`
	Refused       string       `json:"refused,omitzero" jsonschema:"why sudo does not read it: owner or mode; absent when it reads it. Its rules are then not in force and not listed"`
	ParseOK       bool         `json:"parse_ok" jsonschema:"no line of it is in errors; true for a folder"`
	Source        facts.Source `json:"source" jsonschema:"the line that includes it, or the file itself for the main one"`
}

// Ignored is a file that an included folder holds and sudo does not read: its
// name has a dot or ends in a tilde, or it is no regular file.
type Ignored struct {
	Reason        string `json:"reason" jsonschema:"why sudo passes over it"`
	Mode          string `json:"mode" jsonschema:"four octal digits"`
	WorldWritable bool   `json:"world_writable" jsonschema:"writable by everybody"`
}

// Problem is one line that sudo complains about, as visudo -c does.
type Problem struct {
	Message string       `json:"message" jsonschema:"what is wrong"`
	Setting bool         `json:"setting" jsonschema:"only a Defaults option is unknown or has a value that it does not take; sudo goes on without it"`
	Source  facts.Source `json:"source" jsonschema:"file and line"`
}

// Rule is one command of a user specification (sudoers(5), "User specification").
type Rule struct {
	Source       facts.Source `json:"source" jsonschema:"file and line where the specification starts"`
	Users        []string     `json:"users" jsonschema:"users as sudo sees them with aliases resolved: name, #uid, %group, +netgroup, ALL; a leading ! excludes"`
	Hosts        []string     `json:"hosts" jsonschema:"hosts, aliases resolved"`
	Applies      string       `json:"applies" jsonschema:"yes, no or maybe: whether the hosts include this one; maybe when an address or netgroup decides"`
	RunasUsers   []string     `json:"runas_users" jsonschema:"target users, aliases resolved; the runas_default when the rule names none"`
	RunasGroups  []string     `json:"runas_groups" jsonschema:"target groups, aliases resolved"`
	AsRoot       bool         `json:"as_root" jsonschema:"root (user id 0) is among the target users, or may be"`
	Command      string       `json:"command" jsonschema:"ALL, sudoedit, list, a path, pattern, folder or regular expression"`
	Name         string       `json:"name" jsonschema:"last element of the command's path, ALL, or empty for a folder or regular expression"`
	Arguments    string       `json:"arguments" jsonschema:"any, none, fixed or pattern: what arguments the rule lets through"`
	ArgumentText string       `json:"argument_text,omitzero" jsonschema:"arguments as written, with what looks like a secret left out; absent for any and none"`
	Via          string       `json:"via,omitzero" jsonschema:"name of the Cmnd_Alias that the command comes from; absent when it stands in the rule itself"`
	All          bool         `json:"all" jsonschema:"every command: ALL, or a pattern that matches every path"`
	Wildcard     bool         `json:"wildcard" jsonschema:"the command is a pattern, a folder or a regular expression, so that it names no single program"`
	Negated      bool         `json:"negated" jsonschema:"refuses the command instead of granting it"`
	NoPassword   bool         `json:"no_password" jsonschema:"NOPASSWD is in force for it"`
	Password     bool         `json:"password" jsonschema:"PASSWD is in force for it, which beats a Defaults !authenticate"`
	NoExec       bool         `json:"no_exec" jsonschema:"NOEXEC is in force for it, by tag or by Defaults"`
	SetEnv       bool         `json:"set_env" jsonschema:"SETENV is in force for it: the caller may set the environment"`
	Digest       bool         `json:"digest" jsonschema:"the program's digest is checked"`
}

// Grant is what the rules come to for one account as root on this host.
type Grant struct {
	UID           uint32         `json:"uid" jsonschema:"user id"`
	All           bool           `json:"all" jsonschema:"may run every command as root, or every one but those excluded"`
	AllNoPassword bool           `json:"all_no_password" jsonschema:"may do so without a password"`
	NoPassword    []string       `json:"no_password" jsonschema:"commands that it may run as root without a password, in order of the rules; at most 50"`
	Excluded      []string       `json:"excluded" jsonschema:"commands that are taken away again after every command was granted"`
	Via           []string       `json:"via" jsonschema:"the users, groups and netgroups of the rules that it matches, sorted"`
	Maybe         bool           `json:"maybe" jsonschema:"whether a rule concerns it hangs on a netgroup, an address or a group plugin, and was taken as yes"`
	Sources       []facts.Source `json:"sources" jsonschema:"the rules that concern it, in order"`
}

// Setting is the value of one Defaults option (sudoers(5), "SUDOERS OPTIONS").
type Setting struct {
	Value  string       `json:"value" jsonschema:"as text: on, off, or the value; list elements joined by spaces"`
	On     bool         `json:"on" jsonschema:"false when the option is off or negated"`
	Number *float64     `json:"number,omitzero" jsonschema:"numeric value; minutes for timestamp_timeout and passwd_timeout; absent for other kinds"`
	List   []string     `json:"list,omitzero" jsonschema:"elements that the files add, for a list option; absent for other kinds"`
	Source facts.Source `json:"source" jsonschema:"file and line of the last line that changed it"`
}

// Exception is a setting that holds for some only.
type Exception struct {
	Scope  string       `json:"scope" jsonschema:"user, host, runas or command"`
	For    []string     `json:"for" jsonschema:"whom or what it is for, aliases resolved"`
	Name   string       `json:"name" jsonschema:"option name"`
	Value  string       `json:"value" jsonschema:"on, off or the value; an operator += or -= in front when it changes a list"`
	On     bool         `json:"on" jsonschema:"false when the option is turned off"`
	Source facts.Source `json:"source" jsonschema:"file and line"`
}

// Target is a program that rules name, or a folder of secure_path.
type Target struct {
	Exists bool     `json:"exists" jsonschema:"it is there"`
	Weak   []string `json:"weak" jsonschema:"files and folders on the way to it that somebody other than root can change, each with the reason; empty when there are none"`
}
