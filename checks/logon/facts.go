// Package logon reads what people meet when they log on: the texts before and
// after it, the environment that start-up files leave in their shells, and the
// limits on their sessions. It judges nothing.
package logon

import "isoscan/internal/facts"

// Facts is what the logon check tells.
type Facts struct {
	Banners   map[string]Banner       `json:"banners,omitzero" jsonschema:"the texts shown before log-on (/etc/issue, /etc/issue.net) and after it (/etc/motd), by path"`
	MotdParts []string                `json:"motd_parts,omitzero" jsonschema:"files of /etc/update-motd.d that can be executed, and so add to the message of the day, sorted"`
	Sessions  map[string]Session      `json:"sessions,omitzero" jsonschema:"what a shell ends up with, by who and how: root_login, user_login (a log-on), root_shell, user_shell (a further interactive shell), zsh_login when an account has zsh"`
	Shells    map[string]int          `json:"shells,omitzero" jsonschema:"number of accounts by log-on shell, those with nologin or false left out"`
	Path      map[string]PathEntry    `json:"path,omitzero" jsonschema:"every element of a search path that start-up files, /etc/environment or login.defs set, by its text"`
	Loader    map[string]Loaded       `json:"loader,omitzero" jsonschema:"every library and folder that LD_PRELOAD, LD_AUDIT and LD_LIBRARY_PATH name after the start-up files, as NAME=ELEMENT; empty when none is set"`
	Umask     *facts.Sourced[string]  `json:"umask,omitzero" jsonschema:"UMASK of login.defs, for new home folders and through pam_umask, four octal digits; absent when it is not set"`
	Access    *Access                 `json:"access,omitzero" jsonschema:"/etc/security/access.conf"`
	Securetty *Securetty              `json:"securetty,omitzero" jsonschema:"/etc/securetty"`
	Nologin   *facts.Sourced[bool]    `json:"nologin,omitzero" jsonschema:"/etc/nologin or /run/nologin exists and keeps everybody but root out"`
	Core      *Core                   `json:"core,omitzero" jsonschema:"what becomes of the memory of programs that crash"`
	Logind    map[string]LogindOption `json:"logind,omitzero" jsonschema:"options of logind.conf(5) that end or lock idle sessions, by name, defaults included"`
}

// Banner is one of issue(5), issue.net(5), motd(5).
type Banner struct {
	Exists    bool         `json:"exists" jsonschema:"a file is there; false for a link to nothing"`
	Link      string       `json:"link,omitzero" jsonschema:"text of the symbolic link; absent when it is none"`
	Empty     bool         `json:"empty" jsonschema:"nothing but blanks, or no file"`
	Bytes     int          `json:"bytes" jsonschema:"length in bytes; 0 when there is no file"`
	Digest    string       `json:"digest,omitzero" jsonschema:"SHA-256 of the contents, hexadecimal; absent when there is no file"`
	FirstLine string       `json:"first_line" jsonschema:"first line that is not blank"`
	Text      string       `json:"text" jsonschema:"the text in lower case, blanks run together, cut at 1024 bytes, for the policies to look words up in"`
	Escapes   []string     `json:"escapes" jsonschema:"escape sequences of agetty(8) that tell about the system: \\m \\n \\o \\O \\r \\s \\S \\v and \\4 \\6; sorted"`
	System    []string     `json:"system" jsonschema:"names and versions of the operating system that the text tells in words, from os-release and well-known names; sorted"`
	Source    facts.Source `json:"source" jsonschema:"the file"`
}

// Session is what a shell ends up with. Where a start-up file branches on what
// cannot be told without running it, there are several values: each may be it.
type Session struct {
	Tmout []Tmout `json:"tmout,omitzero" jsonschema:"what TMOUT may be (bash(1)); one value when it can be told"`
	Umask []Umask `json:"umask,omitzero" jsonschema:"what the start-up files may set the file mode mask to"`
	// History holds HISTFILE, HISTSIZE, HISTFILESIZE and HISTIGNORE.
	History map[string][]Setting `json:"history,omitzero" jsonschema:"what decides whether bash keeps what is typed, by histfile, histsize, histfilesize, histignore and history (the option, on or off); empty for zsh, which keeps nothing unless its user says so"`
	Files   []string             `json:"files,omitzero" jsonschema:"the start-up files that were looked for first, in order"`
}

// Tmout is one possible value of TMOUT.
type Tmout struct {
	Set      bool         `json:"set" jsonschema:"it has a value"`
	Known    bool         `json:"known" jsonschema:"false when the value is computed by a command"`
	Seconds  int          `json:"seconds" jsonschema:"seconds of idleness after which the shell ends; 0 for none, as for no number"`
	Readonly bool         `json:"readonly" jsonschema:"the user cannot change it"`
	Exported bool         `json:"exported" jsonschema:"further shells inherit it"`
	Source   facts.Source `json:"source" jsonschema:"the line that sets it, or the first start-up file when none does"`
}

// Umask is one possible file mode mask.
type Umask struct {
	Set        bool         `json:"set" jsonschema:"the start-up files set it"`
	Known      bool         `json:"known" jsonschema:"false when it is computed by a command"`
	Mask       string       `json:"mask" jsonschema:"four octal digits; empty when not set or not known"`
	GroupWrite bool         `json:"group_write" jsonschema:"new files may be written to by their group"`
	OtherRead  bool         `json:"other_read" jsonschema:"new files may be read by everybody"`
	OtherWrite bool         `json:"other_write" jsonschema:"new files may be written to by everybody"`
	Source     facts.Source `json:"source" jsonschema:"the line that sets it, or the first start-up file when none does"`
}

// PathEntry is one folder of a search path.
type PathEntry struct {
	Kind    string         `json:"kind" jsonschema:"absolute, relative, empty or dot (both mean the current folder), or computed (cannot be told)"`
	Exists  bool           `json:"exists" jsonschema:"the folder is there"`
	Weak    []string       `json:"weak" jsonschema:"folders on the way to it that somebody other than root can change, with the reason; empty when there are none"`
	Root    bool           `json:"root" jsonschema:"it is in a search path of root"`
	Sources []facts.Source `json:"sources" jsonschema:"lines that give it, sorted; at most 10"`
}

// Loaded is one library or folder that the dynamic linker is told of (ld.so(8)).
type Loaded struct {
	Variable string         `json:"variable" jsonschema:"LD_PRELOAD, LD_AUDIT or LD_LIBRARY_PATH"`
	Name     string         `json:"name" jsonschema:"the library or folder as written"`
	Kind     string         `json:"kind" jsonschema:"absolute, relative (from the current folder, or by name alone) or computed (cannot be told)"`
	Weak     []string       `json:"weak" jsonschema:"files and folders on the way to it that somebody other than root can change, with the reason; empty when there are none"`
	Root     bool           `json:"root" jsonschema:"it counts for root"`
	Sources  []facts.Source `json:"sources" jsonschema:"lines that give it, sorted; at most 10"`
}

// Access is access.conf(5); it counts where a PAM stack has pam_access.
type Access struct {
	Present     facts.Sourced[bool] `json:"present" jsonschema:"the file exists and has a rule"`
	Rules       int                 `json:"rules" jsonschema:"number of rules"`
	DefaultDeny bool                `json:"default_deny" jsonschema:"the last rule refuses everybody from everywhere"`
}

// Securetty lists the terminals where root may log on (securetty(5)).
type Securetty struct {
	Present   facts.Sourced[bool] `json:"present" jsonschema:"the file exists; without it pam_securetty lets root on from everywhere"`
	Terminals []string            `json:"terminals" jsonschema:"terminals, sorted"`
}

// Core tells about core dumps.
type Core struct {
	Limits  []Limit                `json:"limits" jsonschema:"the lines about core of limits.conf(5) and limits.d, in reading order; later ones win for the same domain"`
	Storage facts.Sourced[string]  `json:"storage" jsonschema:"Storage of coredump.conf(5): none, external or journal"`
	Size    *facts.Sourced[string] `json:"size,omitzero" jsonschema:"ProcessSizeMax of coredump.conf(5) as written; absent when it is not set"`
	Systemd *facts.Sourced[bool]   `json:"systemd,omitzero" jsonschema:"systemd-coredump is installed and takes the dumps"`
}

// Limit is one line of limits.conf(5).
type Limit struct {
	Domain string       `json:"domain" jsonschema:"user, @group, * for everybody (root excepted) or a range"`
	Type   string       `json:"type" jsonschema:"hard, soft or - for both"`
	Value  string       `json:"value" jsonschema:"blocks of 1 KiB, unlimited or -1"`
	Source facts.Source `json:"source" jsonschema:"file and line"`
}

// LogindOption is one option of logind.conf(5).
type LogindOption struct {
	Value  string       `json:"value" jsonschema:"as written, or the default; yes or no of switches; infinity for a StopIdleSessionSec that never comes, ignore for an IdleAction that never does"`
	Source facts.Source `json:"source" jsonschema:"file and line, or the program's default"`
}
