package logon

import (
	"errors"
	"math"
	"path"
	"regexp"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

// access reads access.conf(5) and access.d; the first rule that matches counts.
func (r *reader) access() {
	a := &Access{Present: facts.At(false, facts.File("/etc/security/access.conf"))}
	files, err := r.withFolder("/etc/security/access.conf", "/etc/security/access.d")
	if err != nil {
		r.gaps.Add("access", err)
		return
	}
	for _, f := range files {
		b, err := r.h.ReadFile(r.ctx, f, host.ConfigLimit)
		if isAbsent(err) {
			continue
		}
		if err != nil {
			r.gaps.Add("access", err)
			return
		}
		n := 0
		for line := range strings.Lines(string(b)) {
			n++
			part := strings.SplitN(strings.TrimSpace(line), ":", 3)
			if len(part) != 3 || strings.HasPrefix(part[0], "#") {
				continue
			}
			a.Rules++
			a.Present = facts.At(true, facts.FileLine(f, n))
			a.DefaultDeny = strings.TrimSpace(part[0]) == "-" && strings.TrimSpace(part[1]) == "ALL" && strings.TrimSpace(part[2]) == "ALL"
		}
	}
	r.facts.Access = a
}

// withFolder lists a file and the ".conf" files of a folder, sorted.
func (r *reader) withFolder(file, dir string) ([]string, error) {
	files := []string{file}
	list, err := r.h.ReadDir(r.ctx, dir)
	if err != nil && !isAbsent(err) {
		return nil, err
	}
	for _, e := range list {
		if strings.HasSuffix(e.Name, ".conf") && e.Name[0] != '.' {
			files = append(files, path.Join(dir, e.Name))
		}
	}
	return files, nil
}

func (r *reader) securetty() {
	b, err := r.h.ReadFile(r.ctx, "/etc/securetty", host.ConfigLimit)
	if err != nil && !isAbsent(err) {
		r.gaps.Add("securetty", err)
		return
	}
	s := &Securetty{Present: facts.At(err == nil, facts.File("/etc/securetty")), Terminals: []string{}}
	for line := range strings.Lines(string(b)) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line != "" && len(s.Terminals) < 200 {
			s.Terminals = append(s.Terminals, facts.Text(line))
		}
	}
	slices.Sort(s.Terminals)
	r.facts.Securetty = s
}

func (r *reader) nologin() {
	for _, p := range []string{"/etc/nologin", "/run/nologin", "/var/run/nologin"} {
		_, err := r.h.Lstat(r.ctx, p)
		if err == nil {
			r.facts.Nologin = facts.AtPtr(true, facts.File(p))
			return
		}
		if !isAbsent(err) {
			r.gaps.Add("nologin", err)
			return
		}
	}
	r.facts.Nologin = facts.AtPtr(false, facts.File("/etc/nologin"))
}

// core reads limits.conf(5), its folder and coredump.conf(5).
func (r *reader) core() {
	c := &Core{Limits: []Limit{}, Storage: facts.At("external", facts.Default("systemd-coredump"))}
	files, err := r.withFolder("/etc/security/limits.conf", "/etc/security/limits.d")
	if err != nil {
		r.gaps.Add("core", err)
		return
	}
	for _, f := range files {
		b, err := r.h.ReadFile(r.ctx, f, host.ConfigLimit)
		if isAbsent(err) {
			continue
		}
		if err != nil {
			r.gaps.Add("core", err)
			return
		}
		c.Limits = append(c.Limits, parseLimits(f, string(b))...)
	}
	conf, err := r.systemdConfig("coredump.conf")
	if err != nil {
		r.gaps.Add("core", err)
		return
	}
	if a, ok := conf.Last("Coredump", "Storage", among("none", "external", "journal")); ok {
		c.Storage = facts.At(a.Value, facts.FileLine(a.Path, a.Line))
	}
	if a, ok := conf.Last("Coredump", "ProcessSizeMax", coreSize.MatchString); ok {
		c.Size = facts.AtPtr(a.Value, facts.FileLine(a.Path, a.Line))
	}
	for _, p := range []string{"/usr/lib/systemd/systemd-coredump", "/lib/systemd/systemd-coredump"} {
		_, err := r.h.Stat(r.ctx, p)
		if err == nil {
			c.Systemd = facts.AtPtr(true, facts.File(p))
			break
		}
		if !isAbsent(err) {
			r.gaps.Add("core.systemd", err)
			break
		}
		c.Systemd = facts.AtPtr(false, facts.File(p))
	}
	r.facts.Core = c
}

// parseLimits reads the lines of limits.conf(5) about core dumps.
func parseLimits(file, text string) []Limit {
	var out []Limit
	n := 0
	for line := range strings.Lines(text) {
		n++
		line, _, _ = strings.Cut(line, "#")
		f := strings.Fields(line)
		if len(f) == 4 && strings.EqualFold(f[2], "core") && len(out) < 500 {
			out = append(out, Limit{facts.Text(f[0]), facts.Text(strings.ToLower(f[1])), facts.Text(strings.ToLower(f[3])), facts.FileLine(file, n)})
		}
	}
	return out
}

// systemdConfig reads a configuration file of systemd with its drop-ins.
func (r *reader) systemdConfig(name string) (systemd.Config, error) {
	c := systemd.ReadConfig(r.ctx, r.h, name)
	return c, errors.Join(c.Problems...)
}

// logindDefaults are those of logind.conf(5).
var logindDefaults = map[string]string{
	"IdleAction": "ignore", "IdleActionSec": "30min", "StopIdleSessionSec": "infinity", "KillUserProcesses": "no",
	"RemoveIPC": "yes", "SessionsMax": "8192",
}

// idleActions are those that every version knows, and newerActions those that
// only some know (logind.conf(5)). A version passes over what it does not know.
var (
	idleActions  = strings.Fields("ignore poweroff reboot halt kexec suspend hibernate hybrid-sleep suspend-then-hibernate lock factory-reset")
	newerActions = strings.Fields("sleep soft-reboot secure-attention-key")
	coreSize     = regexp.MustCompile(`^[0-9][0-9. ]*([BKMGTPE][0-9. ]*)*$|^infinity$`)
)

func among(words ...string) func(string) bool {
	return func(v string) bool { return slices.Contains(words, v) }
}

// logind takes the last value that it can read, whatever stands behind; an empty one
// is none of them.
func (r *reader) logind() {
	conf, err := r.systemdConfig("logind.conf")
	if err != nil {
		r.gaps.Add("logind", err)
		return
	}
	r.facts.Logind = map[string]LogindOption{}
	set := func(name string, valid func(string) bool) {
		o := LogindOption{logindDefaults[name], facts.Default("systemd-logind")}
		if a, ok := conf.Last("Login", name, valid); ok {
			o = LogindOption{facts.Text(a.Value), facts.FileLine(facts.Text(a.Path), a.Line)}
		}
		r.facts.Logind[name] = o
	}
	isSpan := func(v string) bool { _, ok := systemd.Span(v); return ok }
	isBool := func(v string) bool { _, ok := systemd.Bool(v); return ok }
	isNumber := func(v string) bool { _, ok := systemd.Number(v); return ok }
	set("IdleAction", among(idleActions...))
	set("IdleActionSec", isSpan)
	set("StopIdleSessionSec", isSpan)
	set("KillUserProcesses", isBool)
	set("RemoveIPC", isBool)
	set("SessionsMax", isNumber)
	for _, name := range []string{"KillUserProcesses", "RemoveIPC"} {
		o := r.facts.Logind[name]
		on, _ := systemd.Bool(o.Value)
		r.facts.Logind[name] = LogindOption{map[bool]string{true: "yes", false: "no"}[on], o.Source}
	}
	if o := r.facts.Logind["StopIdleSessionSec"]; never(o.Value) {
		r.facts.Logind["StopIdleSessionSec"] = LogindOption{"infinity", o.Source}
	}
	if o := r.facts.Logind["IdleActionSec"]; never(o.Value) {
		r.facts.Logind["IdleAction"] = LogindOption{"ignore", o.Source}
	}
	if a, ok := conf.Last("Login", "IdleAction", among(append(newerActions, idleActions...)...)); ok && slices.Contains(newerActions, a.Value) {
		r.gaps.AddReason(`logind["IdleAction"]`, string(facts.FileLine(facts.Text(a.Path), a.Line))+": not every version knows this action", false)
		delete(r.facts.Logind, "IdleAction")
	}
}

// never tells whether a span switches a time limit of logind off.
func never(span string) bool {
	n, _ := systemd.Span(span)
	return n == 0 || math.IsInf(n, 1)
}
