package sshd

import "isoscan/internal/facts"

// Facts are those of sshd(8), as it computes them from sshd_config(5).
type Facts struct {
	Present *facts.Sourced[bool]   `json:"present,omitzero" jsonschema:"an SSH server is there: its configuration or its program"`
	Binary  *string                `json:"binary,omitzero" jsonschema:"path of the daemon; absent without a gap when only its configuration is there"`
	Version *facts.Sourced[string] `json:"version,omitzero" jsonschema:"release of OpenSSH such as 9.2, from the bytes of the daemon, or where there is none the one that the distribution ships; absent when neither tells it, and then only those settings are known on which all releases agree"`
	// ConfigFiles by path.
	ConfigFiles map[string]ConfigFile `json:"config_files,omitzero" jsonschema:"every file that is part of the configuration"`
	Effective   *Effective            `json:"effective,omitzero" jsonschema:"the settings in force; absent when sshd refuses its configuration"`
	// Users by account name.
	Users map[string]Settings `json:"users,omitzero" jsonschema:"for each local log-on account but root the settings that differ from the ordinary user's; empty when none does"`
	// Matches in the order of the configuration.
	Matches []Match `json:"matches,omitzero" jsonschema:"the Match blocks, each with its settings whether in force or not"`
	// Refused by keyword.
	Refused map[string]facts.Sourced[string] `json:"refused,omitzero" jsonschema:"the first algorithm list with names that this release does not have, for which sshd refuses its whole configuration; empty when it takes the configuration"`
	// Obsolete by keyword.
	Obsolete map[string]facts.Sourced[string] `json:"obsolete,omitzero" jsonschema:"keywords of old releases that stand in the configuration and that sshd ignores, such as protocol, with the arguments of the first such line"`
	// AuthorizedKeys by account name.
	AuthorizedKeys map[string]UserKeys `json:"authorized_keys,omitzero" jsonschema:"public keys that open accounts: every log-on account, and every other account that has such a file"`
	// HostKeys by path of the private file.
	HostKeys map[string]HostKey `json:"host_keys,omitzero" jsonschema:"the host's own keys that exist; empty without a server"`
}

// Settings are values as sshd -T prints them, by keyword in lower case. Several
// values are joined by a space, subsystems by a semicolon. PermitRootLogin
// without-password is always written prohibit-password, and SetEnv shows names
// only. A list that nothing fills is empty; what depends on how the program
// was built and is not set (ipqos, pidfile) is absent.
type Settings = values

// Effective are the settings for a connection from outside (203.0.113.1).
type Effective struct {
	Root Settings `json:"root" jsonschema:"for root"`
	User Settings `json:"user" jsonschema:"for an ordinary user whom no Match block names"`
}

// ConfigFile is one file of the configuration.
type ConfigFile struct {
	Owner         uint32 `json:"owner" jsonschema:"user ID"`
	Group         uint32 `json:"group" jsonschema:"group ID"`
	Mode          string `json:"mode" jsonschema:"permission bits, four octal digits"`
	GroupWritable bool   `json:"group_writable" jsonschema:"its group may write it"`
	WorldWritable bool   `json:"world_writable" jsonschema:"everyone may write it"`
	// ParentsWritable lists folders above it that others may write.
	ParentsWritable []string `json:"parents_writable" jsonschema:"folders above it that are not root's or that group or others may write"`
}

// Match is one Match block of sshd_config(5).
type Match struct {
	Criteria string       `json:"criteria" jsonschema:"its conditions, those of an including block first"`
	Source   facts.Source `json:"source" jsonschema:"where it begins"`
	// Everyone: it has no condition on the user.
	Everyone bool `json:"everyone" jsonschema:"no condition names a user or group"`
	// Accounts that its conditions on the user let in.
	Accounts []string `json:"accounts" jsonschema:"local log-on accounts, root included, that meet its User and Group conditions"`
	// Elsewhere names the other conditions.
	Elsewhere []string `json:"elsewhere" jsonschema:"kinds of its other conditions, such as address"`
	Settings  Settings `json:"settings" jsonschema:"what it sets, in force or not; algorithm lists as written"`
	// Otherwise are the values outside of it.
	Otherwise Settings `json:"otherwise" jsonschema:"for each keyword that it sets the value in force for an ordinary user from outside (for permitrootlogin: for root), where that is known"`
}

// UserKeys are the authorized_keys files of one account, as AuthorizedKeysFile
// names them.
type UserKeys struct {
	Home  string             `json:"home" jsonschema:"home folder of the account"`
	UID   uint32             `json:"uid" jsonschema:"user ID of the account"`
	Files map[string]KeyFile `json:"files" jsonschema:"the files that exist, by path"`
}

// KeyFile is one authorized_keys file (sshd(8), AUTHORIZED_KEYS FILE FORMAT).
type KeyFile struct {
	Owner         uint32 `json:"owner" jsonschema:"user ID"`
	Mode          string `json:"mode" jsonschema:"permission bits, four octal digits"`
	GroupWritable bool   `json:"group_writable" jsonschema:"its group may write it"`
	GroupPrivate  bool   `json:"group_private" jsonschema:"nobody but the account is in its group"`
	WorldWritable bool   `json:"world_writable" jsonschema:"everyone may write it"`
	// Parents from the file's folder up to the home folder, or to / outside it.
	Parents []Folder `json:"parents" jsonschema:"folders above it, up to the home folder, or to the root for a file outside it"`
	// Keys are absent when the file could not be read.
	Keys []Key `json:"keys,omitzero" jsonschema:"its keys in order"`
	// Ignored lines hold nothing that sshd takes for a key.
	Ignored int `json:"ignored" jsonschema:"lines that are neither empty, nor comments, nor keys"`
}

// Folder is one folder on the way to a file.
type Folder struct {
	Path          string `json:"path" jsonschema:"its path"`
	Owner         uint32 `json:"owner" jsonschema:"user ID"`
	Mode          string `json:"mode" jsonschema:"permission bits, four octal digits"`
	GroupWritable bool   `json:"group_writable" jsonschema:"its group may write it"`
	GroupPrivate  bool   `json:"group_private" jsonschema:"nobody but the account is in its group"`
	WorldWritable bool   `json:"world_writable" jsonschema:"everyone may write it"`
}

// Key is one public key, without its material.
type Key struct {
	Line        int      `json:"line" jsonschema:"line in the file"`
	Type        string   `json:"type" jsonschema:"key type such as ssh-ed25519"`
	Bits        int      `json:"bits,omitzero" jsonschema:"size in bits; absent for a type unknown here"`
	Fingerprint string   `json:"fingerprint" jsonschema:"SHA-256 fingerprint as ssh-keygen -l prints it"`
	Options     []string `json:"options" jsonschema:"names of the options in front of the key, sorted"`
}

// HostKey is one of the host's own keys.
type HostKey struct {
	Owner       uint32 `json:"owner" jsonschema:"user ID of the private file"`
	Group       uint32 `json:"group" jsonschema:"group ID of the private file"`
	GroupName   string `json:"group_name,omitzero" jsonschema:"name of that group; absent when no group has the ID"`
	Mode        string `json:"mode" jsonschema:"permission bits of the private file, four octal digits"`
	GroupAccess bool   `json:"group_access" jsonschema:"its group may read or write the private file"`
	WorldAccess bool   `json:"world_access" jsonschema:"everyone may read or write the private file"`
	Type        string `json:"type,omitzero" jsonschema:"key type"`
	Bits        int    `json:"bits,omitzero" jsonschema:"size in bits"`
	Fingerprint string `json:"fingerprint,omitzero" jsonschema:"SHA-256 fingerprint of the public key"`
	// Encrypted: a passphrase protects the private file.
	Encrypted *bool `json:"encrypted,omitzero" jsonschema:"the private file is encrypted"`
}
