package passwords

import "isoscan/internal/facts"

// Facts is how a host takes, changes, stores and refuses passwords.
type Facts struct {
	LoginDefs map[string]Setting   `json:"login_defs,omitzero" jsonschema:"settings of login.defs(5) as shadow-utils reads them, by key; a number or text that nothing sets has the default of shadow-utils"`
	PAM       *facts.Sourced[bool] `json:"pam,omitzero" jsonschema:"the host has PAM: one of the folders that libpam reads exists"`
	Services  map[string]Service   `json:"services,omitzero" jsonschema:"expanded stacks of the services that matter for log-on, by service; only those with a file of their own, and other"`
	Change    map[string]Change    `json:"change,omitzero" jsonschema:"what happens when a password is changed, by service: passwd, chpasswd, newusers, login, sshd and so on; only those whose stack can change a password of /etc/shadow, or when there is none, those that name pam_unix and no quality module"`
	LogOn     map[string]LogOn     `json:"log_on,omitzero" jsonschema:"what happens when somebody proves who they are, by service: kind log_on (login, sshd, display managers), elevate (su, sudo), other, or shared (a common file, only when no service is configured)"`
	Open      []Open               `json:"open,omitzero" jsonschema:"ways through an auth stack on which nothing proves who is there, of every service that has a file"`
	Su        map[string]Su        `json:"su,omitzero" jsonschema:"who may use su at all, by service: su, su-l"`
	Other     *Other               `json:"other,omitzero" jsonschema:"what a program without a service of its own gets; absent when there is no such file"`
}

// Setting is one key of login.defs.
type Setting struct {
	Value  string       `json:"value" jsonschema:"as text"`
	Number *int64       `json:"number,omitzero" jsonschema:"the value as a number (0 octal, 0x hexadecimal); absent: it is none"`
	Source facts.Source `json:"source" jsonschema:"where it stands, or the default"`
}

// Service is what pam_start(3) makes of a service.
type Service struct {
	Source    facts.Source `json:"source" jsonschema:"the file"`
	FromOther []string     `json:"from_other" jsonschema:"types that the file leaves to other"`
	Auth      []Module     `json:"auth" jsonschema:"in the order of the stack"`
	Account   []Module     `json:"account" jsonschema:"in the order of the stack"`
	Password  []Module     `json:"password" jsonschema:"in the order of the stack"`
	Session   []Module     `json:"session" jsonschema:"in the order of the stack"`
}

// Module is one line of a stack, pam.conf(5).
type Module struct {
	Module  string       `json:"module" jsonschema:"file name, as pam_unix.so; empty: the line makes the stack fail"`
	Args    []string     `json:"args" jsonschema:"arguments; of modules that are not Linux-PAM's own the names of settings and common flags, … for what is left out"`
	Control string       `json:"control" jsonschema:"the control field as written"`
	Reached bool         `json:"reached" jsonschema:"some way through the stack runs it"`
	Problem string       `json:"problem,omitzero" jsonschema:"why libpam makes the line fail"`
	Source  facts.Source `json:"source" jsonschema:"file and line"`
}

// Change is the password stack of a service that can change a local password
// (Local).
type Change struct {
	Source  facts.Source `json:"source" jsonschema:"the file of the service"`
	Local   bool         `json:"-"`
	Hash    *Hash        `json:"hash,omitzero" jsonschema:"how the new password is stored"`
	Quality *Quality     `json:"quality,omitzero" jsonschema:"what the new password must be like"`
	History *History     `json:"history,omitzero" jsonschema:"which old passwords are refused"`
}

// Hash is what pam_unix(8) does with a new password.
type Hash struct {
	Method   string       `json:"method" jsonschema:"des, bigcrypt, md5, sha256, sha512, bcrypt, gost-yescrypt or yescrypt; in lower case"`
	Cost     *int64       `json:"cost,omitzero" jsonschema:"lowest cost that a version of Linux-PAM takes from these settings: rounds of sha256 and sha512, crypt(5)'s cost of bcrypt and yescrypt"`
	Source   facts.Source `json:"source" jsonschema:"the argument of pam_unix or the line of login.defs that decides; a default when neither does"`
	Ignored  string       `json:"ignored,omitzero" jsonschema:"a method of login.defs that an argument overrules, or that pam_unix does not know"`
	MinBytes *int64       `json:"significant_bytes,omitzero" jsonschema:"how many bytes of a password count; absent: all"`
}

// Quality is pam_pwquality(8), pam_cracklib(8) or pam_passwdqc(8).
type Quality struct {
	Module   string `json:"module,omitzero" jsonschema:"the module; absent: none is in the stack"`
	Enforced bool   `json:"enforced" jsonschema:"no way through the stack stores a password that the module refused or did not see"`
	Why      string `json:"why,omitzero" jsonschema:"why it is not enforced"`
	// Effective values, of the module's settings with its defaults.
	MinLength    *int64                          `json:"min_length,omitzero" jsonschema:"fewest characters that can pass, credits taken off; of pam_passwdqc the least of its classes"`
	MinClasses   *int64                          `json:"min_classes,omitzero" jsonschema:"fewest kinds of character (digits, upper case, lower case, others), minclass and negative credits together"`
	DictCheck    *bool                           `json:"dictionary_check,omitzero" jsonschema:"words of a dictionary are refused"`
	ForRoot      *bool                           `json:"enforce_for_root,omitzero" jsonschema:"root is held to it too"`
	Settings     map[string]facts.Sourced[int64] `json:"settings,omitzero" jsonschema:"numeric settings of pwquality.conf(5) with the place that decides each"`
	UnixMinimum  *int64                          `json:"unix_min_length,omitzero" jsonschema:"minlen of pam_unix itself"`
	Source       facts.Source                    `json:"source" jsonschema:"the line of the module, or the file of the service when there is none"`
	LengthSource facts.Source                    `json:"length_source,omitzero" jsonschema:"where the minimum length is set"`
}

// History is pam_pwhistory(8) or remember= of pam_unix(8).
type History struct {
	Module   string       `json:"module,omitzero" jsonschema:"the module; absent: none keeps old passwords"`
	Enforced bool         `json:"enforced" jsonschema:"no way through the stack stores a password that the module refused or did not see"`
	Why      string       `json:"why,omitzero" jsonschema:"why it is not enforced"`
	Remember *int64       `json:"remember,omitzero" jsonschema:"how many old passwords are refused"`
	ForRoot  *bool        `json:"enforce_for_root,omitzero" jsonschema:"root is held to it too"`
	Source   facts.Source `json:"source" jsonschema:"where the number is set, or the file of the service when there is none"`
}

// LogOn is the auth stack of a service, and what its session shows.
type LogOn struct {
	Kind          string                `json:"kind" jsonschema:"log_on, elevate, other or shared"`
	Source        facts.Source          `json:"source" jsonschema:"the file of the service"`
	NullOK        facts.Sourced[bool]   `json:"nullok" jsonschema:"pam_unix lets accounts with an empty password in"`
	Lockout       *Lockout              `json:"lockout,omitzero" jsonschema:"what failed attempts lead to"`
	DelayMS       *facts.Sourced[int64] `json:"delay_ms,omitzero" jsonschema:"longest pause after a failed attempt that a module asks for, in milliseconds; 0: none does"`
	LastLogon     facts.Sourced[string] `json:"last_logon" jsonschema:"pam_lastlog in the session: shown, silent, or absent (the program may show it by itself)"`
	NoLogin       bool                  `json:"nologin" jsonschema:"pam_nologin is in the auth or account stack: /etc/nologin keeps people out"`
	TimeLimits    facts.Sourced[bool]   `json:"time" jsonschema:"pam_time is in the account stack"`
	Limits        facts.Sourced[bool]   `json:"limits" jsonschema:"pam_limits is in the session stack"`
	AccessControl facts.Sourced[bool]   `json:"access" jsonschema:"pam_access is in the auth or account stack"`
	AccountUnix   facts.Sourced[bool]   `json:"account_checked" jsonschema:"expired accounts and passwords are looked at: pam_unix or the like in the account stack"`
}

// Lockout is pam_faillock(8), pam_tally2(8) or pam_tally(8).
type Lockout struct {
	Module   string                `json:"module,omitzero" jsonschema:"the module; absent: none counts failures"`
	Enforced bool                  `json:"enforced" jsonschema:"each wrong local password is counted, and a locked account cannot get in with the right one"`
	Why      string                `json:"why,omitzero" jsonschema:"why it is not enforced"`
	Resets   bool                  `json:"resets" jsonschema:"a success clears the count"`
	Deny     *facts.Sourced[int64] `json:"deny,omitzero" jsonschema:"failures that lock; 0: never locks"`
	Unlock   *facts.Sourced[int64] `json:"unlock_seconds,omitzero" jsonschema:"seconds until it opens again; 0: an administrator must open it"`
	Interval *facts.Sourced[int64] `json:"interval_seconds,omitzero" jsonschema:"seconds within which the failures count; absent: without limit"`
	Root     *facts.Sourced[bool]  `json:"even_deny_root,omitzero" jsonschema:"root can be locked too"`
	Source   facts.Source          `json:"source" jsonschema:"the first line of the module, or the file of the service when there is none"`
}

// Open is a way in without proof.
type Open struct {
	Service   string       `json:"service" jsonschema:"service with such a way"`
	Module    string       `json:"module" jsonschema:"the module that lets in"`
	Condition string       `json:"condition" jsonschema:"who is let in, when the module looks at something: its arguments; empty: anybody"`
	Group     string       `json:"group,omitzero" jsonschema:"the group of the condition, when it is one"`
	Source    facts.Source `json:"source" jsonschema:"line of the module"`
}

// Su is pam_wheel(8) or another module that keeps people from su.
type Su struct {
	Restricted bool         `json:"restricted" jsonschema:"only members of a group get through, whatever password they know; root always does"`
	Module     string       `json:"module,omitzero" jsonschema:"what restricts"`
	Group      string       `json:"group,omitzero" jsonschema:"the group; absent: wheel, or the group with GID 0 when there is no wheel"`
	Why        string       `json:"why,omitzero" jsonschema:"why it is not restricted"`
	Source     facts.Source `json:"source" jsonschema:"line of the module, or the file of the service"`
}

// Other is the service other.
type Other struct {
	Source facts.Source `json:"source" jsonschema:"the file"`
	Denies []string     `json:"denies" jsonschema:"types on which no way succeeds, of auth, account, password, session"`
	Allows []string     `json:"allows" jsonschema:"types on which some way succeeds"`
}
