package logging

import "isoscan/internal/facts"

// Facts is where messages of the system go, who gets a copy, and how long the
// files are kept.
type Facts struct {
	// Daemons are the syslog daemons whose configuration is there.
	Daemons map[string]Daemon `json:"daemons,omitzero" jsonschema:"syslog daemons that are configured, by product: rsyslog, syslog-ng"`
	Journal *Journal          `json:"journal,omitzero" jsonschema:"what of the journal leaves this host, and how long it is kept"`
	// Rotates comes before Rotation, so that its absence has a reason.
	Rotates *facts.Sourced[bool] `json:"rotates,omitzero" jsonschema:"logrotate has a configuration: /etc/logrotate.conf is there"`
	// Rotation is logrotate's.
	Rotation *Rotation `json:"rotation,omitzero" jsonschema:"logrotate(8); absent when it has no configuration"`
	// Retention tells of each log how long rotation keeps it.
	Retention map[string]Retention `json:"retention,omitzero" jsonschema:"how long rotation keeps each log: those that a syslog daemon writes, and those in /var/log, by path"`
	// Ends tells where each log leads.
	Ends map[string]End `json:"ends,omitzero" jsonschema:"where the links of each log lead: those that a syslog daemon writes, and the usual ones in /var/log and /run whether or not they are there, by path"`
	// Accounting is process accounting (acct(5)).
	Accounting *Accounting `json:"accounting,omitzero" jsonschema:"process accounting"`
}

// Daemon is one syslog daemon as its configuration makes it work.
type Daemon struct {
	Files []string `json:"files,omitzero" jsonschema:"configuration files that were read, in order"`
	// Routes tells where messages of each facility go.
	Routes map[string]Route `json:"routes,omitzero" jsonschema:"where the messages of each facility go: auth, authpriv, cron, daemon, kern, mail, user, syslog, lpr, news, uucp, ftp, local0 to local7"`
	// Logs are the files that are written.
	Logs map[string]Log `json:"logs,omitzero" jsonschema:"files that are written, by path; a name made of the message's parts is shown as its template"`
	// Remotes are the hosts that get a copy.
	Remotes map[string]Remote `json:"remotes,omitzero" jsonschema:"hosts that get a copy, by PROTOCOL://HOST:PORT"`
	// Listens are the doors through which other hosts send.
	Listens map[string]Listen `json:"listens,omitzero" jsonschema:"inputs that take messages from the network, by MODULE:PORT"`
	// Local says which inputs take the messages of this host.
	Local     []string  `json:"local,omitzero" jsonschema:"inputs on this host: imuxsock, imjournal, system and unix take the messages of its programs, imklog and imkmsg those of the kernel, internal the daemon's own, file the lines of a file; empty: none is loaded"`
	Discards  []Discard `json:"discards,omitzero" jsonschema:"rules that throw messages away, in order"`
	Malformed []Problem `json:"malformed,omitzero" jsonschema:"statements that the daemon refuses: rsyslog passes over them, syslog-ng does not start"`
	Source    string    `json:"source" jsonschema:"the main configuration file"`
}

// Route is where one facility goes.
type Route struct {
	Files   []string `json:"files,omitzero" jsonschema:"files that get its messages of severity info and above without further conditions"`
	Remotes []string `json:"remotes,omitzero" jsonschema:"remotes that get its messages of severity info and above without further conditions"`
	// Unkept and Unsent list severities, most urgent first.
	Unkept []string `json:"unkept,omitzero" jsonschema:"severities from emerg to info that reach neither a file nor another host for certain"`
	Unsent []string `json:"unsent,omitzero" jsonschema:"severities from emerg to info that reach no other host for certain"`
	// Dropped names the rules that throw whole severities of it away.
	Dropped []string `json:"dropped,omitzero" jsonschema:"where messages of the facility are thrown away"`
}

// Log is one file that is written.
type Log struct {
	Mode   facts.Sourced[string] `json:"mode" jsonschema:"mode with which the daemon makes the file, umask taken off, four octal digits; empty when it could not be told"`
	Opened bool                  `json:"open" jsonschema:"a file so made can be read or changed by everybody"`
	Source facts.Source          `json:"source"`
}

// Remote is one host that gets a copy.
type Remote struct {
	Host     string `json:"host"`
	Port     string `json:"port"`
	Protocol string `json:"protocol" jsonschema:"udp, tcp, relp or https"`
	TLS      bool   `json:"tls" jsonschema:"encrypted"`
	Auth     string `json:"auth" jsonschema:"how the other side is checked: the driver's word such as x509/name, peer-verify, or empty when it is not"`
	Queue    bool   `json:"queue" jsonschema:"messages wait on disk while the other side is away"`
	// Everything: all facilities, severity info and above, go there.
	Everything bool         `json:"everything" jsonschema:"messages of all facilities of severity info and above go there"`
	Source     facts.Source `json:"source"`
}

// Listen is one input from the network.
type Listen struct {
	Protocol string       `json:"protocol" jsonschema:"udp, tcp or relp"`
	Address  string       `json:"address" jsonschema:"the address it binds, empty for every one"`
	Port     string       `json:"port"`
	Loopback bool         `json:"loopback" jsonschema:"bound to this host only"`
	TLS      bool         `json:"tls"`
	Source   facts.Source `json:"source"`
}

// Discard is one rule that throws messages away.
type Discard struct {
	Filter string       `json:"filter" jsonschema:"the selector or condition"`
	Whole  []string     `json:"whole,omitzero" jsonschema:"facilities of which every message of some severity from emerg to info is lost there"`
	Source facts.Source `json:"source"`
}

// Problem is a statement that is refused.
type Problem struct {
	Reason string       `json:"reason"`
	Source facts.Source `json:"source"`
}

// Journal is what systemd-journal-upload(8) and journald.conf(5) say.
type Journal struct {
	Upload    facts.Sourced[string] `json:"upload" jsonschema:"host to which systemd-journal-upload sends, without user and password; empty when none is set"`
	UploadTLS bool                  `json:"upload_tls" jsonschema:"it is sent by https"`
	// RetentionDays is MaxRetentionSec=.
	RetentionDays facts.Sourced[int] `json:"retention_days" jsonschema:"days after which journal files are deleted (MaxRetentionSec=); -1 without a limit in time"`
}

// Rotation is the configuration of logrotate(8).
type Rotation struct {
	Entries   map[string]Entry `json:"entries,omitzero" jsonschema:"log files and patterns of the sections, by name as written"`
	Malformed []Problem        `json:"malformed,omitzero" jsonschema:"directives that logrotate refuses, so that it passes over the section or file"`
	Files     []string         `json:"files,omitzero" jsonschema:"configuration files that were read, in order"`
}

// Entry is what a section says of one file or pattern.
type Entry struct {
	Frequency string `json:"frequency" jsonschema:"hourly, daily, weekly, monthly, yearly, or size when only the size decides"`
	Every     int    `json:"every_days" jsonschema:"days between two rotations; 0 when hourly or by size"`
	Rotate    int    `json:"rotate" jsonschema:"old logs that are kept; -1 keeps all"`
	MaxAge    *int   `json:"max_age,omitzero" jsonschema:"days after which old logs are deleted; absent when nothing sets it"`
	// MaxSize: the size can bring a rotation forward.
	MaxSize      bool         `json:"max_size" jsonschema:"a log that grows beyond a size is rotated before its time"`
	Create       *string      `json:"create,omitzero" jsonschema:"mode of the new log, four octal digits; absent when it keeps that of the old one"`
	Opened       bool         `json:"open" jsonschema:"the new log can be read or changed by everybody"`
	Mail         bool         `json:"mail" jsonschema:"old logs are mailed away"`
	CopyTruncate bool         `json:"copy_truncate" jsonschema:"the log is copied and then emptied, which can lose lines"`
	Source       facts.Source `json:"source"`
}

// Retention is how long rotation keeps one log.
type Retention struct {
	Rotated bool   `json:"rotated" jsonschema:"a section is about it; false: nothing deletes it"`
	Days    int    `json:"days" jsonschema:"days that old logs are kept; -1 without a limit, or when the size decides"`
	Forever bool   `json:"forever" jsonschema:"old logs are never deleted"`
	BySize  bool   `json:"by_size" jsonschema:"the size decides, so that no time is sure"`
	Pattern string `json:"pattern" jsonschema:"the section's name or pattern; empty when not rotated"`
	Source  string `json:"source" jsonschema:"the section, or the log itself"`
}

// End is where one log leads.
type End struct {
	Exists bool   `json:"exists" jsonschema:"it is there"`
	Lost   bool   `json:"lost" jsonschema:"its links lead to /dev/null or in a circle, so that what is written there is gone"`
	To     string `json:"to" jsonschema:"the last path that its links lead to; its own when it is no link"`
}

// Accounting is process accounting.
type Accounting struct {
	Present facts.Sourced[bool]   `json:"present" jsonschema:"the program accton is installed"`
	File    *facts.Sourced[int64] `json:"file,omitzero" jsonschema:"bytes in the accounting file; absent when there is none"`
}
