package audit

import "isoscan/internal/facts"

// Facts is what the kernel will audit after the next boot, and what becomes of
// the records.
type Facts struct {
	Present *facts.Sourced[bool] `json:"present,omitzero" jsonschema:"an audit daemon is installed: its program, its unit or its init script is there"`
	// Loader is what hands the rules to the kernel at boot.
	Loader *facts.Sourced[string] `json:"loader,omitzero" jsonschema:"what loads the rules at boot: augenrules (merges rules.d), auditctl (reads audit.rules as it is) or none"`
	Rules  *Rules                 `json:"rules,omitzero" jsonschema:"the rules that are loaded at boot"`
	// Purposes tells what the loaded rules record, by purpose.
	Purposes map[string]Purpose `json:"purposes,omitzero" jsonschema:"what the loaded rules record, by purpose: identity, privilege, logins, sessions, time, network, mac, dac, access, mounts, deletion, modules, kernel, execution, audit, schedule, sudo_log, startup"`
	// Privileged tells of each set-uid or set-gid program whether its use is recorded.
	Privileged map[string]Coverage `json:"privileged,omitzero" jsonschema:"set-uid and set-gid programs in the usual folders, and whether each use is recorded, by path"`
	Config     *Config             `json:"config,omitzero" jsonschema:"auditd.conf(5); absent when no audit daemon is installed"`
	Plugins    map[string]Plugin   `json:"plugins,omitzero" jsonschema:"plugins of the audit daemon, by file name without .conf"`
	Remote     *Remote             `json:"remote,omitzero" jsonschema:"audisp-remote.conf(5); absent when the file is not there"`
	// Files are those that decide what is recorded, and the records.
	Files map[string]Mode `json:"files,omitzero" jsonschema:"owner and mode of the configuration (/etc/audit and what is in it) and of the records, by path"`
	// Boot is what the boot loader tells the kernel.
	Boot map[string]Boot `json:"boot,omitzero" jsonschema:"auditing on the kernel's command line, by boot entry"`
	Live *Live           `json:"live,omitzero" jsonschema:"what auditctl -s and auditctl -l say; only on the running machine, as root"`
}

// Rules is the rule set as auditctl(8) -R loads it.
type Rules struct {
	Files []string `json:"files,omitzero" jsonschema:"the files that were read, in order"`
	// List holds the rules that are in the kernel afterwards, in the kernel's order.
	List    []Rule                 `json:"list,omitzero" jsonschema:"the rules in force after loading, in the order in which the kernel tries them"`
	Enabled facts.Sourced[string]  `json:"enabled" jsonschema:"the last -e: 0 off, 1 on, 2 on and locked until the next boot, unset when no line sets it"`
	Failure *facts.Sourced[string] `json:"failure,omitzero" jsonschema:"the last -f: 0 silent, 1 printk, 2 panic; absent when no line sets it"`
	Backlog *facts.Sourced[string] `json:"backlog,omitzero" jsonschema:"the last -b; absent when no line sets it"`
	Stopped *facts.Sourced[string] `json:"stopped,omitzero" jsonschema:"why loading stops at a line, so that no later line counts; absent when all are loaded"`
	Errors  []Problem              `json:"errors,omitzero" jsonschema:"lines that auditctl or the kernel refuses"`
	Locked  bool                   `json:"locked" jsonschema:"-e 2 is reached: the rules cannot be changed until the next boot"`
	Ignored []string               `json:"ignored,omitzero" jsonschema:"files in rules.d whose name does not end in .rules, so that they are not read"`
	// Silenced are rules by which nothing is recorded.
	Silenced []Problem         `json:"silenced,omitzero" jsonschema:"rules that turn off the recording of everything: never,task for everybody, or SYSCALL records excluded"`
	Excluded map[string]string `json:"excluded,omitzero" jsonschema:"record types that the exclude list drops for everyone, and where"`
	Source   facts.Source      `json:"source" jsonschema:"the folder or file that the rules come from"`
}

// Problem is a line that is refused.
type Problem struct {
	Reason string       `json:"reason" jsonschema:"what is wrong"`
	Source facts.Source `json:"source"`
}

// Rule is one audit rule (auditctl(8)); -w is shown as the rule that it stands for.
type Rule struct {
	List     string       `json:"list" jsonschema:"exit, task, user, exclude, filesystem or io_uring"`
	Action   string       `json:"action" jsonschema:"always or never"`
	Path     *string      `json:"path,omitzero" jsonschema:"the file that is watched"`
	Dir      *string      `json:"dir,omitzero" jsonschema:"the folder that is watched with all that is below it"`
	Perms    string       `json:"perms" jsonschema:"the accesses of r, w, x and a that count; empty: the syscalls decide"`
	Arch     string       `json:"arch" jsonschema:"b64, b32, as written for others, or empty when the rule names none"`
	Syscalls []string     `json:"syscalls,omitzero" jsonschema:"names of system calls, or all"`
	Fields   []string     `json:"fields,omitzero" jsonschema:"the other conditions, as written"`
	Keys     []string     `json:"keys,omitzero" jsonschema:"search keys"`
	Source   facts.Source `json:"source"`
}

// Purpose is one thing to record, with its parts.
type Purpose struct {
	Paths    map[string]Coverage `json:"paths,omitzero" jsonschema:"changes of files and folders, by path"`
	Syscalls map[string]Coverage `json:"syscalls,omitzero" jsonschema:"system calls that this machine has, by name"`
}

// Coverage tells whether an event is recorded whoever causes it.
type Coverage struct {
	Covered bool `json:"covered" jsonschema:"recorded for everybody, in the machine's own word size"`
	// Missing lists what is left out: an ABI, an access, an error.
	Missing []string `json:"missing,omitzero" jsonschema:"what is not recorded: b64, b32 (programs of that word size), w, a, x (an access), EACCES, EPERM (a refusal)"`
	By      []string `json:"by,omitzero" jsonschema:"where the rules are that record it"`
	// Exists is of paths only.
	Exists *bool   `json:"exists,omitzero" jsonschema:"the file or folder is there now; absent for system calls, for what is made at boot, and where it could not be told"`
	Why    *string `json:"why,omitzero" jsonschema:"a rule that looks as if it recorded it, and why it does not"`
}

// Config is auditd.conf(5).
type Config struct {
	// Settings by name, values in lower case but for paths and names.
	Settings  map[string]facts.Sourced[string] `json:"settings,omitzero" jsonschema:"every setting that decides what becomes of the records, by name: of the file, else the daemon's own; values in lower case, but paths and names as written"`
	Malformed []Problem                        `json:"malformed,omitzero" jsonschema:"lines that the daemon refuses, for which it does not start"`
	// CapacityMB is what rotation keeps.
	CapacityMB facts.Sourced[int] `json:"capacity_mb" jsonschema:"megabytes of records that rotation keeps (num_logs times max_log_file); -1 when rotation deletes nothing"`
	Source     facts.Source       `json:"source"`
}

// Plugin is one plugin of auditd (auditd-plugins(5)).
type Plugin struct {
	Active bool         `json:"active" jsonschema:"active = yes"`
	Path   string       `json:"path" jsonschema:"the program"`
	Kind   string       `json:"kind" jsonschema:"remote, syslog, unix, ids, zos or other, by the program's name"`
	Source facts.Source `json:"source"`
}

// Remote is audisp-remote.conf(5).
type Remote struct {
	Server    facts.Sourced[string] `json:"server" jsonschema:"remote_server; empty when nothing names one"`
	Transport facts.Sourced[string] `json:"transport" jsonschema:"tcp or krb5"`
	Krb5      facts.Sourced[bool]   `json:"krb5" jsonschema:"the records are authenticated and encrypted (transport = krb5, or enable_krb5 = yes)"`
	Mode      facts.Sourced[string] `json:"mode" jsonschema:"immediate, or forward: kept in a queue on disk until sent"`
	Failure   facts.Sourced[string] `json:"failure" jsonschema:"network_failure_action"`
}

// Boot is what one boot entry says of auditing (the kernel's parameters audit
// and audit_backlog_limit).
type Boot struct {
	Audit   *string      `json:"audit,omitzero" jsonschema:"value of the last audit=; absent when the entry has none"`
	On      bool         `json:"on" jsonschema:"auditing is on from the first process"`
	Off     bool         `json:"off" jsonschema:"auditing is off until the next boot (audit=0 or audit=off)"`
	Backlog *int         `json:"backlog,omitzero" jsonschema:"audit_backlog_limit; absent when the entry has none"`
	Source  facts.Source `json:"source"`
}

// Live is the kernel's audit system now.
type Live struct {
	Enabled string       `json:"enabled" jsonschema:"0 off, 1 on, 2 on and locked"`
	Daemon  bool         `json:"daemon" jsonschema:"an audit daemon is connected"`
	Lost    int          `json:"lost" jsonschema:"records lost since the start"`
	Backlog int          `json:"backlog_limit" jsonschema:"the most records that may wait"`
	Rules   *int         `json:"rules,omitzero" jsonschema:"number of rules in the kernel"`
	Source  facts.Source `json:"source"`
}

// Mode is who may read and change a file or folder.
type Mode struct {
	Kind        string `json:"kind" jsonschema:"config or log"`
	Folder      bool   `json:"folder"`
	Owner       uint32 `json:"owner" jsonschema:"user id"`
	Group       uint32 `json:"group" jsonschema:"group id"`
	Mode        string `json:"mode" jsonschema:"four octal digits"`
	OthersWrite bool   `json:"others_write" jsonschema:"somebody other than root may change it: its owner, its group or everybody"`
	OthersRead  bool   `json:"others_read" jsonschema:"everybody may read it, or list the folder"`
}
