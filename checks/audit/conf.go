package audit

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// defaults of the daemon, for what auditd.conf does not set. A daemon without
// the file runs on these alone.
var defaults = map[string]string{
	"local_events": "yes", "write_logs": "yes", "log_file": "/var/log/audit/audit.log", "log_format": "enriched",
	"log_group": "root", "flush": "none", "freq": "0", "num_logs": "0", "name_format": "none", "max_log_file": "0",
	"max_log_file_action": "ignore", "space_left": "0", "space_left_action": "ignore", "admin_space_left": "0",
	"admin_space_left_action": "ignore", "disk_full_action": "ignore", "disk_error_action": "syslog",
	"action_mail_acct": "root", "overflow_action": "syslog", "transport": "tcp", "plugin_dir": "/etc/audit/plugins.d",
}

// choices lists the values of settings that have a fixed set.
var choices = map[string]string{
	"local_events": "yes no", "write_logs": "yes no", "log_format": "raw enriched nolog",
	"flush":       "none incremental incremental_async data sync",
	"name_format": "none hostname fqd numeric user", "max_log_file_action": "ignore syslog suspend rotate keep_logs",
	"space_left_action": spaceActions + " rotate", "admin_space_left_action": spaceActions + " rotate",
	"disk_full_action": spaceActions + " rotate", "disk_error_action": spaceActions,
	"overflow_action": "ignore syslog suspend single halt", "transport": "tcp krb5",
}

const spaceActions = "ignore syslog email exec suspend single halt"

// known are the settings that are valid and decide nothing here.
var known = set(`priority_boost name verify_email tcp_listen_port tcp_listen_queue tcp_max_per_addr use_libwrap
	tcp_client_ports tcp_client_max_idle enable_krb5 krb5_principal krb5_key_file distribute_network q_depth
	max_restarts end_of_event_timeout dispatcher disp_qos report_interval`)

// asWritten keep their case.
var asWritten = set("log_file log_group plugin_dir action_mail_acct")

var numeric = set("freq num_logs max_log_file")

// setting is one line NAME = VALUE.
type setting struct {
	name, value string
	at          facts.Source
}

// settings reads a file of auditd's form: blanks part name, equals sign and
// value. What the daemon refuses is returned apart.
func settings(file string, b []byte) (list []setting, bad []Problem) {
	n := 0
	for l := range strings.Lines(string(b)) {
		n++
		at := facts.FileLine(file, n)
		w := strings.FieldsFunc(strings.TrimSuffix(l, "\n"), func(c rune) bool { return c == ' ' })
		switch {
		case len(w) == 0 || w[0][0] == '#':
		case len(w) < 3 || w[1] != "=":
			bad = append(bad, Problem{"not of the form NAME = VALUE, with a blank on both sides of the sign", at})
		default:
			list = append(list, setting{strings.ToLower(facts.Text(w[0])), facts.Text(strings.Join(w[2:], " ")), at})
		}
	}
	return list, bad
}

// config reads auditd.conf(5).
func (g *gatherer) config() {
	const name = "/etc/audit/auditd.conf"
	b, err := g.ReadFile(g.ctx, name, host.ConfigLimit)
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		g.gaps.Add("config", err)
		return
	}
	c := parseConfig(name, b)
	if err != nil {
		c.Source = facts.Default("auditd")
	}
	g.f.Config = c
}

func parseConfig(name string, b []byte) *Config {
	c := &Config{Settings: map[string]facts.Sourced[string]{}, Malformed: []Problem{}, Source: facts.File(name)}
	for k, v := range defaults {
		c.Settings[k] = facts.At(v, facts.Default("auditd"))
	}
	list, bad := settings(name, b)
	c.Malformed = append(c.Malformed, bad...)
	for _, s := range list {
		value, _, _ := strings.Cut(s.value, " ") // an option may follow
		low := strings.ToLower(value)
		_, err := strconv.ParseUint(value, 10, 32)
		switch _, shown := defaults[s.name]; {
		case !shown && !known[s.name]:
			c.Malformed = append(c.Malformed, Problem{"there is no setting " + s.name, s.at})
		case choices[s.name] != "" && !slices.Contains(strings.Fields(choices[s.name]), low):
			c.Malformed = append(c.Malformed, Problem{fmt.Sprintf("%s cannot be %s", s.name, value), s.at})
		case numeric[s.name] && err != nil:
			c.Malformed = append(c.Malformed, Problem{s.name + " takes a number", s.at})
		case shown && asWritten[s.name]:
			c.Settings[s.name] = facts.At(value, s.at)
		case shown:
			c.Settings[s.name] = facts.At(low, s.at)
		}
	}
	slices.SortFunc(c.Malformed, func(a, b Problem) int { return strings.Compare(string(a.Source), string(b.Source)) })
	action, logs, size := c.Settings["max_log_file_action"], c.Settings["num_logs"], c.Settings["max_log_file"]
	c.CapacityMB = facts.At(-1, action.Source)
	if action.Value == "rotate" {
		n, _ := strconv.Atoi(logs.Value)
		mb, _ := strconv.Atoi(size.Value)
		// With fewer than two files nothing is rotated away.
		if n >= 2 {
			c.CapacityMB = facts.At(n*mb, logs.Source)
		}
	}
	return c
}

// plugins reads the plugins of the daemon, where audit 3 and audit 2 have them.
func (g *gatherer) plugins() {
	dirs := []string{"/etc/audit/plugins.d", "/etc/audisp/plugins.d"}
	if c := g.f.Config; c != nil {
		if d := c.Settings["plugin_dir"].Value; path.IsAbs(d) && !slices.Contains(dirs, d) {
			dirs = []string{d}
		}
	}
	out := map[string]Plugin{}
	for _, dir := range dirs {
		list, err := g.ReadDir(g.ctx, dir)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			g.gaps.Add("plugins", err)
			return
		}
		for _, e := range list {
			name, ok := strings.CutSuffix(e.Name, ".conf")
			if !ok || e.IsDir() || out[name].Source != "" {
				continue
			}
			p := path.Join(dir, e.Name)
			b, err := g.ReadFile(g.ctx, p, host.ConfigLimit)
			if err != nil {
				g.gaps.Add(fmt.Sprintf("plugins[%q]", facts.Text(name)), err)
				continue
			}
			out[facts.Text(name)] = parsePlugin(p, b)
		}
	}
	g.f.Plugins = out
}

// kinds of plugins by their program.
var kinds = map[string]string{
	"audisp-remote": "remote", "audisp-syslog": "syslog", "builtin_syslog": "syslog", "audisp-af_unix": "unix",
	"builtin_af_unix": "unix", "audisp-ids": "ids", "audispd-zos-remote": "zos",
}

func parsePlugin(name string, b []byte) Plugin {
	p := Plugin{Kind: "other", Source: facts.File(name)}
	list, _ := settings(name, b)
	for _, s := range list {
		switch s.name {
		case "active":
			p.Active, p.Source = strings.EqualFold(s.value, "yes"), s.at
		case "path":
			p.Path = s.value
			if k := kinds[path.Base(s.value)]; k != "" {
				p.Kind = k
			}
		}
	}
	return p
}

// remote reads audisp-remote.conf(5).
func (g *gatherer) remote() {
	for _, name := range []string{"/etc/audit/audisp-remote.conf", "/etc/audisp/audisp-remote.conf"} {
		b, err := g.ReadFile(g.ctx, name, host.ConfigLimit)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			g.gaps.Add("remote", err)
			return
		}
		g.f.Remote = parseRemote(name, b)
		return
	}
}

func parseRemote(name string, b []byte) *Remote {
	d := facts.Default("audisp-remote")
	r := &Remote{
		Server: facts.At("", d), Transport: facts.At("tcp", d), Krb5: facts.At(false, d),
		Mode: facts.At("immediate", d), Failure: facts.At("stop", d),
	}
	list, _ := settings(name, b)
	for _, s := range list {
		low := strings.ToLower(s.value)
		switch s.name {
		case "remote_server":
			r.Server = facts.At(s.value, s.at)
		case "transport":
			r.Transport = facts.At(low, s.at)
			if low == "krb5" {
				r.Krb5 = facts.At(true, s.at)
			}
		case "enable_krb5":
			if low == "yes" {
				r.Krb5 = facts.At(true, s.at)
			}
		case "mode":
			r.Mode = facts.At(low, s.at)
		case "network_failure_action":
			r.Failure = facts.At(low, s.at)
		}
	}
	return r
}
