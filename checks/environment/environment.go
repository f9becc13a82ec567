package environment

import (
	"context"
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
		ID: "environment", Title: "Secrets in environments",
		Description: "Looks for variables whose name speaks of a secret in start-up files of shells, /etc/environment, environment.d, " +
			"files of services' environments, crontabs and Environment= of units. It keeps names and places, never values.",
	}
}

const (
	maxFiles   = 5000
	maxSecrets = 500
)

// places are the files, or all files of a folder, by what they are.
var places = []struct {
	kind, paths string
}{
	{"session", "/etc/environment /etc/security/pam_env.conf /etc/environment.d/* /run/environment.d/* /usr/local/lib/environment.d/* /usr/lib/environment.d/*"},
	{"shell", `/etc/profile /usr/etc/profile /etc/profile.local /etc/profile.d/* /usr/etc/profile.d/* /etc/bash.bashrc /usr/etc/bash.bashrc
		/etc/bash.bashrc.local /etc/bashrc /etc/zshenv /etc/zprofile /etc/zshrc /etc/zlogin /etc/zsh/* /etc/csh.login /etc/csh.cshrc /etc/csh/login.d/*
		/etc/ksh.kshrc /etc/rc.local`},
	{"service", "/etc/default/* /etc/sysconfig/* /etc/conf.d/*"},
	{"job", "/etc/crontab /etc/cron.d/*"},
}

type gatherer struct {
	host.Host
	ctx  context.Context
	gaps *facts.Gaps
	f    *Facts
	seen map[string]bool
	more bool
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	if _, err := h.Stat(ctx, "/etc"); err != nil {
		return nil, err
	}
	files, units := 0, 0
	g := &gatherer{Host: h, ctx: ctx, gaps: gaps, f: &Facts{Files: &files, Units: &units, Secrets: map[string]Secret{}}, seen: map[string]bool{}}
	for _, p := range places {
		for _, pattern := range strings.Fields(p.paths) {
			g.files(p.kind, pattern)
		}
	}
	tree, err := systemd.Load(ctx, h)
	if err != nil {
		return nil, err
	}
	for _, p := range tree.Problems {
		g.gap(p.Path, p.Err)
	}
	g.units(tree)
	if g.more {
		gaps.AddReason(`secrets["more"]`, "there is more than was looked at", false)
	}
	return g.f, ctx.Err()
}

func (g *gatherer) gap(name string, err error) {
	g.gaps.Add(fmt.Sprintf("secrets[%q]", facts.Text(name)), err)
}

// files reads one file, or those of a folder.
func (g *gatherer) files(kind, pattern string) {
	dir, all := strings.CutSuffix(pattern, "/*")
	if !all {
		g.file(kind, pattern)
		return
	}
	list, err := g.ReadDir(g.ctx, dir)
	if err != nil {
		if !errors.Is(err, host.ErrNotExist) && !errors.Is(err, host.ErrIrregular) {
			g.gap(dir, err)
		}
		return
	}
	for _, e := range list {
		if !e.IsDir() {
			g.file(kind, path.Join(dir, e.Name))
		}
	}
}

func (g *gatherer) file(kind, name string) {
	if g.seen[name] || g.ctx.Err() != nil {
		return
	}
	g.seen[name] = true
	if len(g.seen) > maxFiles {
		g.more = true
		return
	}
	info, err := g.Stat(g.ctx, name)
	var b []byte
	if err == nil && !info.IsRegular() {
		return // a folder, or a link to /dev/null, which takes a file out
	}
	if err == nil {
		b, err = g.ReadFile(g.ctx, name, host.ConfigLimit)
	}
	if errors.Is(err, host.ErrNotExist) || errors.Is(err, host.ErrIrregular) {
		return
	}
	if err != nil {
		g.gap(name, err)
		return
	}
	*g.f.Files++
	list := secrets(string(b), kind == "shell")
	if name == "/etc/security/pam_env.conf" {
		list = pamSecrets(string(b))
	}
	for _, s := range list {
		g.note(kind, s.name, name, s.line, info)
	}
}

func (g *gatherer) note(kind, variable, file string, line int, info host.FileInfo) {
	source := facts.FileLine(facts.Text(file), line)
	if len(g.f.Secrets) >= maxSecrets {
		g.more = true
		return
	}
	g.f.Secrets[string(source)+" "+variable] = Secret{
		Variable: variable, Kind: kind, WorldReadable: info.Perm()&0o004 != 0, Mode: fmt.Sprintf("%04o", info.Perm()), Source: source,
	}
}

// units looks at Environment= of services, and at the files that they name.
func (g *gatherer) units(tree *systemd.Tree) {
	all := []*systemd.Unit{}
	for name, u := range tree.Units {
		if systemd.Type(name) == "service" && u.Load == "found" && u.AliasOf == "" {
			all = append(all, u)
		}
	}
	for _, u := range tree.Waiting(g.ctx) {
		if systemd.Type(u.Name) == "service" {
			all = append(all, u)
		}
	}
	slices.SortFunc(all, func(a, b *systemd.Unit) int { return strings.Compare(a.Name, b.Name) })
	*g.f.Units = len(all)
	for _, u := range all {
		for _, a := range u.Values("Service", "Environment") {
			g.assignment(a)
		}
		for _, w := range u.Words("Service", "EnvironmentFile") {
			// Names with specifiers or patterns are told when the unit starts.
			if name := strings.TrimPrefix(w, "-"); strings.HasPrefix(name, "/") && !strings.ContainsAny(name, "%*?[") {
				g.file("service", path.Clean(name))
			}
		}
	}
	c := systemd.ReadConfig(g.ctx, g, "system.conf")
	for _, err := range c.Problems {
		g.gap("/etc/systemd/system.conf", err)
	}
	for _, a := range c.Settings {
		if a.Section == "Manager" && (a.Key == "DefaultEnvironment" || a.Key == "ManagerEnvironment") {
			g.assignment(a)
		}
	}
}

func (g *gatherer) assignment(a systemd.Assignment) {
	for _, w := range systemd.Words(a.Value) {
		name, value, ok := strings.Cut(w, "=")
		if !ok || !speaks.MatchString(name) || !literal(value, false) || strings.ContainsAny(name, " \t") {
			continue
		}
		info, err := g.Stat(g.ctx, a.Path)
		if err != nil {
			g.gap(a.Path, err)
			continue
		}
		g.note("unit", facts.Text(name), a.Path, a.Line, info)
	}
}
