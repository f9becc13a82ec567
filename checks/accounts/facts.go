package accounts

import (
	"time"

	"isoscan/internal/facts"
)

// Facts is what is known of the local accounts and groups of a host. Maps are
// keyed by account or group name; where a name stands twice, the first entry
// is the one in the map, as for getpwnam(3), and duplicate_names has them all.
type Facts struct {
	Users       map[string]User       `json:"users,omitzero" jsonschema:"accounts of /etc/passwd by name"`
	Credentials map[string]Credential `json:"credentials,omitzero" jsonschema:"what stands for each account's password, by name, from /etc/passwd and /etc/shadow together"`
	Shadow      map[string]Shadow     `json:"shadow,omitzero" jsonschema:"ageing and expiry from /etc/shadow by account name; empty when the host has no such file"`
	Groups      map[string]Group      `json:"groups,omitzero" jsonschema:"groups of /etc/group by name"`
	GShadow     map[string]GShadow    `json:"gshadow,omitzero" jsonschema:"entries of /etc/gshadow by group name; empty when the host has no such file"`
	Kinds       map[string]string     `json:"kinds,omitzero" jsonschema:"by account name: root (UID 0), human (a UID from UID_MIN to UID_MAX, or above with a shell that lets log on, but not 65534), or system (all others)"`
	IDRanges    *IDRanges             `json:"id_ranges,omitzero" jsonschema:"the ranges that decide kinds"`
	Homes       map[string]Home       `json:"homes,omitzero" jsonschema:"home folders by account name, of human accounts and of those whose shell lets log on"`
	LastLogons  map[string]LastLogon  `json:"last_logons,omitzero" jsonschema:"by name, of accounts whose shell lets log on"`

	Sources map[string]facts.Sourced[[]string] `json:"sources,omitzero" jsonschema:"where the host looks accounts up, by database (passwd, group, shadow), from /etc/nsswitch.conf"`
	Remote  *facts.Sourced[[]string]           `json:"remote,omitzero" jsonschema:"sources of accounts other than local files; what they hold is not looked at"`
	Shells  *facts.Sourced[[]string]           `json:"shells,omitzero" jsonschema:"log-on shells of /etc/shells"`

	Malformed map[string][]Malformed `json:"malformed,omitzero" jsonschema:"lines that break the file's format, by file: passwd, shadow, group, gshadow"`
	NIS       map[string][]NISEntry  `json:"nis,omitzero" jsonschema:"lines that begin with + or -, which pull in or cut out accounts of NIS, by file: passwd, shadow, group"`

	DuplicateNames  []Duplicate `json:"duplicate_names,omitzero" jsonschema:"account names that stand more than once"`
	DuplicateUIDs   []Duplicate `json:"duplicate_uids,omitzero" jsonschema:"UIDs that several names share"`
	DuplicateGroups []Duplicate `json:"duplicate_groups,omitzero" jsonschema:"group names that stand more than once"`
	DuplicateGIDs   []Duplicate `json:"duplicate_gids,omitzero" jsonschema:"GIDs that several names share"`
	UIDZero         []UIDZero   `json:"uid_zero,omitzero" jsonschema:"every line of /etc/passwd with UID 0, second entries of a name included, in the order of the file"`
}

// User is one line of /etc/passwd, passwd(5).
type User struct {
	UID    int64  `json:"uid" jsonschema:"numeric user ID"`
	GID    int64  `json:"gid" jsonschema:"numeric ID of the primary group"`
	Home   string `json:"home" jsonschema:"home folder"`
	Shell  string `json:"shell" jsonschema:"log-on program; empty means /bin/sh"`
	LogOn  bool   `json:"log_on_shell" jsonschema:"the shell is neither nologin, false nor /dev/null"`
	Listed *bool  `json:"shell_listed,omitzero" jsonschema:"the shell stands in /etc/shells"`
	Exists *bool  `json:"shell_exists,omitzero" jsonschema:"the shell exists on the host"`
	// Field is what the second field holds.
	Field  string       `json:"password_field" jsonschema:"what the second field of /etc/passwd holds: shadowed (x), empty, none (an entry that no password matches), hash"`
	Source facts.Source `json:"source" jsonschema:"file and line"`
}

// Credential is what stands for a password: never the password or its hash.
type Credential struct {
	State     string       `json:"state" jsonschema:"set (a hash), empty (no password is asked), none (no password matches: * or !), locked (a hash behind a lock mark), invalid (neither; no password matches), missing (shadowed but without an entry in /etc/shadow)"`
	Algorithm string       `json:"algorithm" jsonschema:"of a hash, by crypt(5); empty without one: des, bigcrypt, bsdi, md5, sun-md5, nt, bcrypt, sha256, sha512, scrypt, gost-yescrypt, yescrypt, sha1"`
	Cost      int64        `json:"cost" jsonschema:"cost of the hash; 0 where the method has none or there is no hash, -1 where it cannot be told: of sha256, sha512, sha1, sun-md5 and bsdi its rounds, of bcrypt the logarithm of its rounds, of yescrypt, gost-yescrypt and scrypt the CPU time cost of crypt(5)"`
	Source    facts.Source `json:"source" jsonschema:"file and line of the entry that counts"`
}

// Shadow is one line of /etc/shadow, shadow(5). An empty number is -1, as
// getspent(3) has it.
type Shadow struct {
	LastChange int64        `json:"last_change_day" jsonschema:"day of the last password change since 1970-01-01; 0: must be changed at the next log-on; -1: ageing is off"`
	Min        int64        `json:"min_days" jsonschema:"days before the password may be changed; -1: not set"`
	Max        int64        `json:"max_days" jsonschema:"days after which the password must be changed; -1: never"`
	Warn       int64        `json:"warn_days" jsonschema:"days of warning before that; -1: not set"`
	Inactive   int64        `json:"inactive_days" jsonschema:"days after the expiry of the password until the account is closed; -1: never"`
	Expire     int64        `json:"expire_day" jsonschema:"day since 1970-01-01 on which the account is closed; -1: never"`
	Source     facts.Source `json:"source" jsonschema:"file and line"`
}

// Group is one line of /etc/group, group(5).
type Group struct {
	GID      int64        `json:"gid" jsonschema:"numeric group ID"`
	Members  []string     `json:"members" jsonschema:"listed members, sorted"`
	Primary  []string     `json:"primary_members" jsonschema:"local accounts whose primary group it is, sorted"`
	Password string       `json:"password" jsonschema:"state of the group password that counts, as in credentials: set, empty, none, locked, invalid; unknown when /etc/gshadow could not be read"`
	Source   facts.Source `json:"source" jsonschema:"file and line"`
}

// GShadow is one line of /etc/gshadow, gshadow(5).
type GShadow struct {
	Password string       `json:"password" jsonschema:"state of the group password: set, empty, none, locked, invalid"`
	Admins   []string     `json:"admins" jsonschema:"who may change the members and the password, sorted"`
	Members  []string     `json:"members" jsonschema:"who may join without the password, sorted"`
	Source   facts.Source `json:"source" jsonschema:"file and line"`
}

// IDRanges is from login.defs(5), with the defaults of shadow-utils.
type IDRanges struct {
	UIDMin facts.Sourced[int64] `json:"uid_min" jsonschema:"lowest UID of a human account"`
	UIDMax facts.Sourced[int64] `json:"uid_max" jsonschema:"highest UID of a human account"`
}

// Home is what stands at an account's home folder.
type Home struct {
	Path          string `json:"path" jsonschema:"as in /etc/passwd"`
	Kind          string `json:"kind" jsonschema:"directory, missing, or other (a link to nothing, a file)"`
	Link          bool   `json:"link" jsonschema:"the path itself is a symbolic link"`
	UID           int64  `json:"uid" jsonschema:"owner; -1 when it is missing"`
	GID           int64  `json:"gid" jsonschema:"group; -1 when it is missing"`
	Mode          string `json:"mode" jsonschema:"permission bits, four octal digits; empty when it is missing"`
	GroupWritable bool   `json:"group_writable" jsonschema:"the group may write"`
	WorldAccess   bool   `json:"world_access" jsonschema:"everyone may read, write or search it"`
	WorldWritable bool   `json:"world_writable" jsonschema:"everyone may write"`
}

// LastLogon is from /var/log/lastlog and /var/log/wtmp.
type LastLogon struct {
	// Absent: never, as far as the file goes back.
	At     *time.Time   `json:"at,omitzero" jsonschema:"time of the last log-on; absent: none is recorded"`
	From   string       `json:"from,omitzero" jsonschema:"host it came from"`
	Source facts.Source `json:"source" jsonschema:"the file that tells"`
}

// Malformed is a line that is not as the file's manual page says.
type Malformed struct {
	Problem string       `json:"problem" jsonschema:"what is wrong"`
	Used    bool         `json:"used" jsonschema:"the system takes the line as an entry all the same"`
	Source  facts.Source `json:"source" jsonschema:"file and line"`
}

// NISEntry is a line of compatibility mode, nsswitch.conf(5).
type NISEntry struct {
	Name   string       `json:"name" jsonschema:"the first field: +, +name, +@netgroup, -name"`
	Source facts.Source `json:"source" jsonschema:"file and line"`
}

// Duplicate is a name or a number that several lines have.
type Duplicate struct {
	ID      string         `json:"id" jsonschema:"the name or number"`
	Names   []string       `json:"names" jsonschema:"the names, in the order of the file"`
	Sources []facts.Source `json:"sources" jsonschema:"file and line of each"`
}

// UIDZero is one line that makes a superuser.
type UIDZero struct {
	Name   string       `json:"name" jsonschema:"account name"`
	Source facts.Source `json:"source" jsonschema:"file and line"`
}
