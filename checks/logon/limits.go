package logon

import (
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
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
	conf, err := r.systemd("coredump.conf", "Coredump")
	if err != nil {
		r.gaps.Add("core", err)
		return
	}
	if o, ok := conf["Storage"]; ok {
		c.Storage = facts.At(strings.ToLower(o.Value), o.Source)
	}
	if o, ok := conf["ProcessSizeMax"]; ok {
		c.Size = facts.AtPtr(o.Value, o.Source)
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

// systemd reads a configuration of systemd with its drop-ins: the main file of
// the first folder that has one, then drop-ins by name; /etc beats /run beats
// /usr for one of the same name (systemd-system.conf(5)).
func (r *reader) systemd(name, section string) (map[string]LogindOption, error) {
	dirs := []string{"/etc/systemd", "/run/systemd", "/usr/local/lib/systemd", "/usr/lib/systemd", "/lib/systemd"}
	var files []string
	drops := map[string]string{}
	for _, d := range dirs {
		if len(files) == 0 {
			_, err := r.h.Lstat(r.ctx, path.Join(d, name))
			if err == nil {
				files = append(files, path.Join(d, name))
			} else if !isAbsent(err) {
				return nil, err
			}
		}
		list, err := r.h.ReadDir(r.ctx, path.Join(d, name+".d"))
		if err != nil && !isAbsent(err) {
			return nil, err
		}
		for _, e := range list {
			if strings.HasSuffix(e.Name, ".conf") && drops[e.Name] == "" {
				drops[e.Name] = path.Join(d, name+".d", e.Name)
			}
		}
	}
	names := []string{}
	for n := range drops {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		files = append(files, drops[n])
	}
	out := map[string]LogindOption{}
	for _, f := range files {
		if to, err := r.h.ReadLink(r.ctx, f); err == nil && to == "/dev/null" {
			continue // masked
		}
		b, err := r.h.ReadFile(r.ctx, f, host.ConfigLimit)
		if isAbsent(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		parseSystemd(out, f, section, string(b))
	}
	return out, nil
}

// parseSystemd adds one file's options; an empty value goes back to the default.
func parseSystemd(out map[string]LogindOption, file, section, text string) {
	n, in := 0, false
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			in = line == "["+section+"]"
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !in || !ok || strings.HasPrefix(line, "#") || strings.HasPrefix(line, ";") {
			continue
		}
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		if value == "" {
			delete(out, key)
			continue
		}
		out[key] = LogindOption{facts.Text(value), facts.FileLine(file, n)}
	}
}

// logindDefaults are those of logind.conf(5).
var logindDefaults = map[string]string{
	"IdleAction": "ignore", "IdleActionSec": "30min", "StopIdleSessionSec": "infinity", "KillUserProcesses": "no",
	"RemoveIPC": "yes", "SessionsMax": "8192",
}

func (r *reader) logind() {
	conf, err := r.systemd("logind.conf", "Login")
	if err != nil {
		r.gaps.Add("logind", err)
		return
	}
	r.facts.Logind = map[string]LogindOption{}
	for name, value := range logindDefaults {
		r.facts.Logind[name] = LogindOption{value, facts.Default("systemd-logind")}
		if o, ok := conf[name]; ok {
			r.facts.Logind[name] = o
		}
	}
}
