package sudo

import (
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
)

// compiled lists the defaults of sudo itself that rules ask for; sudoers(5),
// "SUDOERS OPTIONS". Those that differ between builds take the value that
// protects least: Debian waits 15 minutes, upstream 5.
var compiled = map[string]string{
	"authenticate": "on", "env_reset": "on", "use_pty": "off", "requiretty": "off", "visiblepw": "off",
	"rootpw": "off", "targetpw": "off", "runaspw": "off", "setenv": "off", "noexec": "off",
	"log_input": "off", "log_output": "off", "log_allowed": "on", "log_denied": "on", "logfile": "off",
	"syslog": "authpriv", "secure_path": "off", "timestamp_timeout": "15", "timestamp_type": "tty",
	"tty_tickets": "on", "passwd_tries": "3", "passwd_timeout": "5", "umask": "0022", "lecture": "once",
	"runas_default": "root", "root_sudo": "on", "insults": "off", "pwfeedback": "off",
	"exempt_group": "off", "ignore_dot": "on", "mail_badpass": "off", "runas_allow_unknown_id": "off",
	"log_passwords": "off", "env_file": "off", "closefrom_override": "off", "env_editor": "on",
}

// effective applies the global settings in order. Unknown options and values
// that sudo does not take are told as problems and change nothing.
func effective(list []setting, version string) (map[string]Setting, []problem) {
	table := optionTable()
	program := strings.TrimSpace("sudo " + version)
	out := map[string]Setting{}
	for name, v := range compiled {
		if name == "use_pty" && newerThan(version, 1, 9, 14) {
			v = "on"
		}
		out[name] = table[name].value(v, facts.Default(program))
	}
	for _, name := range []string{"env_keep", "env_check", "env_delete", "log_servers"} {
		out[name] = Setting{Value: "", On: name != "log_servers", List: []string{}, Source: facts.Default(program)}
	}
	var bad []problem
	for _, s := range list {
		o, known := table[s.name]
		why := "unknown defaults entry " + s.name
		if known {
			why = o.check(s)
		}
		if why != "" {
			bad = append(bad, problem{s.at, why})
			continue
		}
		if s.scope == "" {
			out[s.name] = o.apply(out[s.name], s)
		}
	}
	return out, bad
}

// newerThan tells whether version is at least major.minor.patch.
func newerThan(version string, want ...int) bool {
	for i, part := range strings.SplitN(version, ".", len(want)) {
		digits := strings.TrimRightFunc(part, func(r rune) bool { return r < '0' || r > '9' })
		if n := strings.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' }); n >= 0 {
			digits = digits[:n]
		}
		n, err := strconv.Atoi(digits)
		if err != nil {
			return false
		}
		if n != want[i] {
			return n > want[i]
		}
	}
	return version != ""
}

func (o option) value(v string, src facts.Source) Setting {
	s := Setting{Value: facts.Text(v), On: v != "off", Source: src}
	if n, err := strconv.ParseFloat(v, 64); err == nil && (o.kind == kindNumber || o.kind == kindTime) {
		s.Number = &n
	}
	return s
}

func (o option) apply(before Setting, s setting) Setting {
	src := facts.FileLine(s.at.file, s.at.line)
	if o.kind != kindList {
		switch s.op {
		case "off":
			v := o.value("off", src)
			if o.kind == kindTime || o.kind == kindNumber {
				zero := 0.0
				v.Number = &zero
			}
			return v
		case "on":
			v := "on"
			if s.name == "syslog" {
				v = compiled["syslog"]
			}
			return o.value(v, src)
		}
		return o.value(s.value, src)
	}
	list := slices.Clone(before.List)
	words := strings.Fields(s.value)
	switch s.op {
	case "off":
		list = nil
	case "=":
		list = words
	case "+=":
		for _, w := range words {
			if !slices.Contains(list, w) {
				list = append(list, w)
			}
		}
	case "-=":
		list = slices.DeleteFunc(list, func(w string) bool { return slices.Contains(words, w) })
	}
	out := Setting{On: s.op != "off", List: []string{}, Source: src}
	for _, w := range list {
		// env_keep and its like may give a value: NAME=value could be a secret.
		name, _, _ := strings.Cut(w, "=")
		out.List = append(out.List, facts.Text(name))
	}
	out.Value = facts.Text(strings.Join(out.List, " "))
	return out
}

var scopeNames = map[string]string{":": "user", "@": "host", ">": "runas", "!": "command"}

func exceptions(list []setting, b *book) []Exception {
	table := optionTable()
	out := []Exception{}
	for _, s := range list {
		o, known := table[s.name]
		if s.scope == "" || !known || o.check(s) != "" {
			continue
		}
		kind := map[string]string{":": "User", "@": "Host", ">": "Runas", "!": "Cmnd"}[s.scope]
		e := Exception{Scope: scopeNames[s.scope], For: b.texts(kind, s.members), Name: s.name, On: s.op != "off", Source: facts.FileLine(s.at.file, s.at.line)}
		switch s.op {
		case "on", "off":
			e.Value = s.op
		case "=":
			e.Value = facts.Text(s.value)
		default:
			e.Value = facts.Text(s.op + s.value)
		}
		if o.kind == kindList {
			e.Value = facts.Text(o.apply(Setting{}, setting{op: "=", value: s.value}).Value)
			if s.op == "+=" || s.op == "-=" {
				e.Value = s.op + e.Value
			}
		}
		out = append(out, e)
	}
	return out
}
