// Package audit gathers what the kernel's audit system will record after the
// next boot: the rules as augenrules and auditctl load them, what they cover by
// purpose, the audit daemon's configuration and plugins, and the kernel's
// command line. It does not know which of this a host must have.
package audit

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "audit",
		Title: "Audit rules and the audit daemon",
		Description: "Merges and loads /etc/audit/rules.d or audit.rules as augenrules and auditctl do, tells what they record, " +
			"and reads auditd.conf, its plugins, and auditing on the kernel's command line.",
	}
}

const (
	rulesDir  = "/etc/audit/rules.d"
	rulesFile = "/etc/audit/audit.rules"
	maxFiles  = 500
	maxLines  = 20_000
)

// gatherer carries what every part needs.
type gatherer struct {
	host.Host
	ctx  context.Context
	gaps *facts.Gaps
	f    *Facts
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	g := &gatherer{Host: h, ctx: ctx, gaps: gaps, f: &Facts{}}
	g.daemon()
	g.rules()
	if g.f.Present != nil && g.f.Present.Value {
		g.config()
	}
	g.plugins()
	g.remote()
	g.files()
	g.boot()
	g.live()
	return g.f, ctx.Err()
}

// stat tells whether something is there, following links.
func (g *gatherer) stat(p string) (exists, dir bool, err error) {
	i, err := g.Stat(g.ctx, p)
	switch {
	case err == nil:
		return true, i.IsDir(), nil
	case errors.Is(err, host.ErrNotExist), errors.Is(err, host.ErrLoop):
		return false, false, nil
	case errors.Is(err, host.ErrIrregular):
		return false, false, nil // a file stands where a folder should
	}
	return false, false, err
}

// programs are the places of the audit daemon.
var programs = []string{"/usr/sbin/auditd", "/sbin/auditd"}

// daemon tells whether an audit daemon is installed and what loads its rules.
func (g *gatherer) daemon() {
	present := facts.At(false, facts.File(programs[0]))
	for _, p := range append(slices.Clone(programs), "/etc/init.d/auditd") {
		ok, _, err := g.stat(p)
		if err != nil {
			g.gaps.Add("present", err)
			return
		}
		if ok {
			present = facts.At(true, facts.File(p))
			break
		}
	}
	tree, err := systemd.Load(g.ctx, g)
	if err != nil {
		g.gaps.Add("loader", err)
		if !present.Value {
			g.gaps.Add("present", err)
			return
		}
		g.f.Present = &present
		return
	}
	unit := tree.Lookup(g.ctx, "auditd.service")
	if (unit.Load == "found" || unit.Load == "masked") && !present.Value {
		present = facts.At(true, facts.File(facts.Text(unit.Path)))
	}
	g.f.Present = &present
	g.loader(tree, unit)
}

// loader finds the command that hands the rules over: of auditd.service, of
// audit-rules.service since audit 4.0, or of the init script.
func (g *gatherer) loader(tree *systemd.Tree, auditd *systemd.Unit) {
	for _, u := range []*systemd.Unit{auditd, tree.Lookup(g.ctx, "audit-rules.service")} {
		for _, key := range []string{"ExecStart", "ExecStartPre", "ExecStartPost"} {
			for _, a := range u.Values("Service", key) {
				switch base := path.Base(systemd.Command(a.Value)); {
				case base == "augenrules" && strings.Contains(a.Value, "--load"):
					g.f.Loader = facts.AtPtr("augenrules", facts.FileLine(facts.Text(a.Path), a.Line))
				case base == "auditctl" && strings.Contains(a.Value, "-R"):
					g.f.Loader = facts.AtPtr("auditctl", facts.FileLine(facts.Text(a.Path), a.Line))
				}
			}
		}
	}
	if g.f.Loader != nil {
		return
	}
	if auditd.Load == "found" {
		g.f.Loader = facts.AtPtr("none", facts.File(facts.Text(auditd.Path)))
		return
	}
	const script = "/etc/init.d/auditd"
	if ok, _, err := g.stat(script); err != nil || !ok {
		if err != nil {
			g.gaps.Add("loader", err)
		}
		return
	}
	g.f.Loader = facts.AtPtr("auditctl", facts.File(script))
	for _, p := range []string{"/etc/default/auditd", "/etc/sysconfig/auditd", "/etc/conf.d/auditd"} {
		b, err := g.ReadFile(g.ctx, p, host.ConfigLimit)
		if err != nil {
			if !errors.Is(err, host.ErrNotExist) {
				g.gaps.Add("loader", err)
			}
			continue
		}
		n := 0
		for l := range strings.Lines(string(b)) {
			n++
			key, v, ok := strings.Cut(strings.TrimSpace(l), "=")
			if v = strings.ToLower(strings.Trim(v, `"'`)); ok && key == "USE_AUGENRULES" && v == "yes" {
				g.f.Loader = facts.AtPtr("augenrules", facts.FileLine(p, n))
			}
		}
	}
}

// rules reads and loads the rules. Where nothing says who loads them, they are
// taken as augenrules would.
func (g *gatherer) rules() {
	r := &Rules{Files: []string{}, List: []Rule{}, Errors: []Problem{}, Ignored: []string{}, Silenced: []Problem{}, Source: facts.File(rulesDir)}
	lines, err := g.lines(r)
	if err == nil && len(lines) > maxLines {
		err = fmt.Errorf("%s: more than %d lines", rulesDir, maxLines)
	}
	if err != nil {
		for _, p := range []string{"rules", "purposes", "privileged"} {
			g.gaps.Add(p, err)
		}
		return
	}
	m := newMachine(g.elf())
	s := load(m, lines, g.stat)
	g.f.Rules = r
	for _, one := range s.rules {
		r.List = append(r.List, one.fact())
	}
	r.Locked, r.Stopped, r.Excluded = s.locked, s.stopped, s.excluded()
	r.Errors = append(r.Errors, s.errors...)
	r.Enabled = facts.At("unset", facts.Default("auditctl"))
	if v, ok := s.settled["e"]; ok {
		r.Enabled = v
	}
	for name, to := range map[string]**facts.Sourced[string]{"f": &r.Failure, "b": &r.Backlog} {
		if v, ok := s.settled[name]; ok {
			*to = &v
		}
	}
	if off := s.off(); off != nil {
		r.Silenced = append(r.Silenced, Problem{facts.Text(strings.TrimSpace(off.line.text)), off.line.source})
	}
	if len(s.doubts) > 0 {
		d := s.doubts[0]
		why := fmt.Sprintf("%s: %s", d.Source, d.Reason)
		for _, p := range []string{"rules.errors", "purposes", "privileged"} {
			g.gaps.AddReason(p, why, false)
		}
		return
	}
	g.f.Purposes = derive(s, m)
	g.privileged(s, m)
}

// lines reads the rules from where they are loaded.
func (g *gatherer) lines(r *Rules) ([]line, error) {
	auditctl := g.f.Loader != nil && g.f.Loader.Value == "auditctl"
	list, err := g.ReadDir(g.ctx, rulesDir)
	missing := errors.Is(err, host.ErrNotExist)
	if err != nil && !missing && !auditctl {
		return nil, err
	}
	if auditctl || missing {
		r.Source = facts.File(rulesFile)
		b, err := g.ReadFile(g.ctx, rulesFile, host.ConfigLimit)
		if errors.Is(err, host.ErrNotExist) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		r.Files = append(r.Files, rulesFile)
		return plain(file{rulesFile, b}), nil
	}
	var names []string
	for _, e := range list {
		switch {
		case strings.HasPrefix(e.Name, "."):
		case strings.HasSuffix(e.Name, ".rules"):
			names = append(names, e.Name)
		case !e.IsDir():
			r.Ignored = append(r.Ignored, facts.Text(path.Join(rulesDir, e.Name)))
		}
	}
	if len(names) > maxFiles {
		return nil, fmt.Errorf("%s: more than %d files", rulesDir, maxFiles)
	}
	sortNames(names)
	var files []file
	for _, n := range names {
		p := path.Join(rulesDir, n)
		// The shell of augenrules parts names at blanks.
		if strings.ContainsAny(n, " \t\n*?[") {
			return nil, fmt.Errorf("%s: augenrules does not read a file of such a name whole", facts.Text(p))
		}
		b, err := g.ReadFile(g.ctx, p, host.ConfigLimit)
		if errors.Is(err, host.ErrNotExist) {
			continue // a dangling link
		}
		if err != nil {
			return nil, err
		}
		r.Files = append(r.Files, facts.Text(p))
		files = append(files, file{p, b})
	}
	return merge(files, g.mawk()), nil
}

// mawk tells whether awk is mawk.
func (g *gatherer) mawk() bool {
	p := "/usr/bin/awk"
	for range 5 {
		to, err := g.ReadLink(g.ctx, p)
		if err != nil {
			break
		}
		if !path.IsAbs(to) {
			to = path.Join(path.Dir(p), to)
		}
		p = to
	}
	return path.Base(p) == "mawk"
}

// elf reads which processor the programs are for; 0 when no program tells it.
func (g *gatherer) elf() uint16 {
	for _, p := range []string{"/usr/sbin/auditctl", "/sbin/auditctl", "/bin/sh", "/usr/bin/env", "/bin/busybox", "/usr/bin/bash"} {
		b, err := g.ReadFile(g.ctx, p, host.ConfigLimit)
		if err != nil || len(b) < 20 || string(b[:4]) != "\x7fELF" {
			continue
		}
		if b[5] == 2 { // big-endian
			return binary.BigEndian.Uint16(b[18:])
		}
		return binary.LittleEndian.Uint16(b[18:])
	}
	return 0
}

// setuidFolders are those where programs that gain rights usually are.
var setuidFolders = []string{"/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/usr/lib/openssh", "/usr/lib/dbus-1.0", "/usr/libexec", "/usr/lib/polkit-1", "/bin", "/sbin"}

// privileged judges every set-uid and set-gid program of the usual folders.
func (g *gatherer) privileged(s *state, m machine) {
	out := map[string]Coverage{}
	for _, dir := range setuidFolders {
		if i, err := g.Lstat(g.ctx, dir); err == nil && i.IsLink() {
			continue // its target is in the list
		}
		list, err := g.ReadDir(g.ctx, dir)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			g.gaps.Add("privileged", err)
			return
		}
		for _, i := range list {
			if p := path.Join(dir, i.Name); i.IsRegular() && i.Perm()&0o6000 != 0 && i.Perm()&0o111 != 0 {
				out[facts.Text(p)] = s.runs(m, p)
			}
		}
	}
	g.f.Privileged = out
}
