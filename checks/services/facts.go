package services

import "isoscan/internal/facts"

// Facts is what starts services on the host, and in which state they are.
type Facts struct {
	// Init is the init system that the files show.
	Init *facts.Sourced[string] `json:"init,omitzero" jsonschema:"init system: systemd, sysvinit, openrc, other or none; absent when it could not be told"`
	// Booted says whether systemd runs now (sd_booted(3)).
	Booted *facts.Sourced[bool] `json:"booted,omitzero" jsonschema:"systemd is the running manager; absent on a host that does not run"`
	// Target is what a normal boot leads to (systemd.special(7)).
	Target *facts.Sourced[string] `json:"target,omitzero" jsonschema:"systemd's default target, such as multi-user.target"`
	// Units of systemd by name, aliases and instances included (systemd.unit(5)).
	Units map[string]Unit `json:"units,omitzero" jsonschema:"systemd units by name; empty where no unit file is"`
	// Daemons are the service units that are neither masked nor aliases.
	Daemons map[string]Daemon `json:"daemons,omitzero" jsonschema:"what each service unit runs, by unit name"`
	// Scripts are the init scripts that systemd has no unit for, or that sysvinit or OpenRC start.
	Scripts map[string]Script `json:"scripts,omitzero" jsonschema:"init scripts of /etc/init.d by name"`
	// Starts is everything that starts at boot or is then triggered.
	Starts map[string]Start `json:"starts,omitzero" jsonschema:"what starts at boot, by unit name (rsyslog.service) or script name; of the conditions of units only those on files of /etc, /usr and the like are evaluated"`
	// Running is the state of the manager's units now.
	Running map[string]State `json:"running,omitzero" jsonschema:"units as systemctl list-units shows them, without devices, slices, scopes and mounts; absent when systemd does not run"`
	// Failed lists failed units.
	Failed []string `json:"failed,omitzero" jsonschema:"names of units in the state failed, sorted; absent when systemd does not run"`
	// Inetd holds the services of inetd.conf(5) and xinetd.conf(5), by name and protocol.
	Inetd map[string]Inetd `json:"inetd,omitzero" jsonschema:"services of inetd.conf, inetd.d and xinetd, by NAME/PROTOCOL@FILE:LINE"`
	// Journald is the effective journald.conf(5).
	Journald *Journald `json:"journald,omitzero" jsonschema:"effective configuration of systemd-journald"`
	// Clock is how the clock is kept right.
	Clock *Clock `json:"clock,omitzero" jsonschema:"sources of the time services, and whether the clock follows"`
	// Autologin lists what logs somebody on without a password.
	Autologin map[string]facts.Sourced[string] `json:"autologin,omitzero" jsonschema:"log-on without a password at a console or display, account by where it happens"`
	// Emergency describes the shells of rescue.target and emergency.target.
	Emergency map[string]Shell `json:"emergency,omitzero" jsonschema:"rescue.service and emergency.service, where they exist"`
	// CtrlAltDel is what the key combination starts.
	CtrlAltDel *facts.Sourced[string] `json:"ctrl_alt_del,omitzero" jsonschema:"what Ctrl-Alt-Del starts: a unit name, masked, none or a command of inittab"`
	// CtrlAltDelBurst is CtrlAltDelBurstAction= of systemd-system.conf(5).
	CtrlAltDelBurst *facts.Sourced[string] `json:"ctrl_alt_del_burst,omitzero" jsonschema:"what systemd does itself when Ctrl-Alt-Del is pressed more than seven times in two seconds, even if its target is masked: none, reboot-force and so on; 'not counted' under another init system"`
	// Jobs are what the system crontabs and the periodic folders run.
	Jobs map[string]Job `json:"jobs,omitzero" jsonschema:"system cron jobs by file and line or file: the programs that each runs, never their arguments"`
}

// Unit is one systemd unit with its drop-ins merged (systemd.unit(5)).
type Unit struct {
	Load string `json:"load" jsonschema:"found, masked or missing"`
	// Enabled in the words of systemctl(1) is-enabled.
	Enabled string       `json:"enabled" jsonschema:"what systemctl is-enabled says: enabled, enabled-runtime, disabled, static, masked, masked-runtime, indirect, alias, generated, transient, linked, linked-runtime; empty when missing"`
	Alias   *string      `json:"alias,omitzero" jsonschema:"the unit that this name stands for"`
	Source  facts.Source `json:"source" jsonschema:"the fragment or the mask"`
	Listen  []string     `json:"listen,omitzero" jsonschema:"the setting ListenStream=, ListenDatagram= and the like; sockets only"`
	When    []string     `json:"when,omitzero" jsonschema:"the setting OnCalendar=, OnBootSec= and the like as KEY=VALUE; timers only"`
	Trigger *string      `json:"trigger,omitzero" jsonschema:"the unit that a socket, timer or path starts"`
}

// Daemon is what a service unit runs, and how confined (systemd.exec(5)).
type Daemon struct {
	// Exec holds the programs of ExecStart=, without arguments.
	Exec []string `json:"exec,omitzero" jsonschema:"programs that ExecStart= runs, without arguments"`
	User string   `json:"user" jsonschema:"the account of User=, (dynamic) for DynamicUser=yes, root when neither is set"`
	// Sandbox lists the directives that confine the service.
	Sandbox []string     `json:"sandbox,omitzero" jsonschema:"sandboxing directives that are set and confine, sorted"`
	Source  facts.Source `json:"source" jsonschema:"the fragment"`
}

// Script is one init script with its LSB header.
type Script struct {
	Manager string       `json:"manager" jsonschema:"sysvinit, openrc, or systemd when its generator makes a unit of the script"`
	Levels  []string     `json:"levels,omitzero" jsonschema:"run levels in which it starts"`
	Starts  bool         `json:"starts" jsonschema:"starts in a normal boot"`
	Source  facts.Source `json:"source"`
}

// Start says how something comes to run.
type Start struct {
	Manager string       `json:"manager" jsonschema:"systemd, sysvinit or openrc"`
	Via     string       `json:"via" jsonschema:"boot, or what triggers it later: socket, timer, path"`
	Source  facts.Source `json:"source" jsonschema:"the link or setting that pulls it in"`
}

// State is a unit's state in the running manager (systemctl(1) list-units).
type State struct {
	Active string `json:"active" jsonschema:"active, inactive, failed, activating ..."`
	Sub    string `json:"sub" jsonschema:"the type's own state, such as running or dead"`
}

// Inetd is one service of a super-server.
type Inetd struct {
	Name     string  `json:"name" jsonschema:"service name in lower case; a port number when it has no name"`
	Protocol string  `json:"protocol" jsonschema:"such as tcp, udp6"`
	Server   string  `json:"server" jsonschema:"program that answers, behind tcpd where that is used, or internal"`
	User     *string `json:"user,omitzero"`
	Wrapped  bool    `json:"wrapped" jsonschema:"started through tcpd"`
	// Enabled: the line is not a comment, the xinetd service not disabled.
	Enabled bool         `json:"enabled" jsonschema:"not disabled in its own file"`
	Super   string       `json:"super" jsonschema:"inetd or xinetd"`
	Source  facts.Source `json:"source"`
}

// Journald is the part of journald.conf(5) that decides what is kept.
type Journald struct {
	Present         bool                   `json:"present" jsonschema:"systemd-journald.service exists and is not masked, or no service manager is installed yet and journald.conf is set"`
	Storage         facts.Sourced[string]  `json:"storage" jsonschema:"the setting Storage=: volatile, persistent, auto or none"`
	Persistent      facts.Sourced[bool]    `json:"persistent" jsonschema:"what is logged survives a restart: Storage=persistent, or auto with /var/log/journal there"`
	Compress        facts.Sourced[string]  `json:"compress" jsonschema:"the setting Compress="`
	ForwardToSyslog *facts.Sourced[bool]   `json:"forward_to_syslog,omitzero" jsonschema:"the setting ForwardToSyslog=; absent when nothing sets it, for builds differ in the default"`
	Seal            facts.Sourced[bool]    `json:"seal" jsonschema:"the setting Seal="`
	MaxRetention    facts.Sourced[string]  `json:"max_retention" jsonschema:"the setting MaxRetentionSec= as written; 0 is no limit in time"`
	SystemMaxUse    *facts.Sourced[string] `json:"system_max_use,omitzero" jsonschema:"the setting SystemMaxUse= as written; absent: a tenth of the file system, at most 4G"`
	MaxLevelStore   facts.Sourced[string]  `json:"max_level_store" jsonschema:"the setting MaxLevelStore="`
	RateLimitBurst  facts.Sourced[string]  `json:"rate_limit_burst" jsonschema:"the setting RateLimitBurst= as written; 0 is no limit"`
}

// Clock is how the clock is kept right.
type Clock struct {
	Sources      map[string]TimeSource `json:"sources,omitzero" jsonschema:"configured time sources of chrony, ntp, openntpd and systemd-timesyncd, by file and line, whether or not the service starts"`
	Synchronized *facts.Sourced[bool]  `json:"synchronized,omitzero" jsonschema:"the kernel's clock is synchronised, as timedatectl says; only where systemd runs"`
	// Offsets is what each time service that runs says of the clock.
	Offsets map[string]ClockOffset `json:"offsets,omitzero" jsonschema:"how far the clock is off, by the product whose service runs: chrony, ntp or systemd-timesyncd; empty when none runs; absent on a host that does not run"`
}

// ClockOffset is a running time service's answer: chronyc(1) tracking, ntpq(1)
// rv or timedatectl(1) timesync-status.
type ClockOffset struct {
	Following    bool         `json:"following" jsonschema:"the service follows a source other than this machine's own clock"`
	Microseconds *int64       `json:"microseconds,omitzero" jsonschema:"how far the clock is from the time that the service follows, without its sign, in microseconds; absent while it follows nothing"`
	Source       facts.Source `json:"source"`
}

// TimeSource is one server, pool or device that gives the time.
type TimeSource struct {
	Product string       `json:"product" jsonschema:"chrony, ntp, openntpd or systemd-timesyncd"`
	Kind    string       `json:"kind" jsonschema:"server, servers, pool, peer, refclock or sensor"`
	Name    string       `json:"name" jsonschema:"host name, address or device"`
	Source  facts.Source `json:"source"`
}

// Shell is how a rescue or emergency shell is reached.
type Shell struct {
	Exec   string       `json:"exec" jsonschema:"program that gives the shell"`
	Asks   bool         `json:"asks" jsonschema:"sulogin or systemd-sulogin-shell asks for root's password"`
	Forced bool         `json:"forced" jsonschema:"SYSTEMD_SULOGIN_FORCE is set, so that a locked root account gives a shell without a password"`
	Source facts.Source `json:"source"`
}

// Job is one thing that cron runs for the system.
type Job struct {
	Programs []string     `json:"programs,omitzero" jsonschema:"names of the programs that the command gives by absolute path, or of the script in cron.daily and its like"`
	Source   facts.Source `json:"source"`
}
