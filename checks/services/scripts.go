package services

import (
	"context"
	"errors"
	"fmt"
	"path"
	"sort"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

// normalLevels are the run levels of a normal boot. Debian, Red Hat and SUSE
// use one of 2, 3 and 5; S and boot come before each.
var normalLevels = map[string]bool{"2": true, "3": true, "4": true, "5": true, "S": true, "boot": true}

// helpers stand in /etc/init.d and are no services.
var helpers = map[string]bool{"README": true, "skeleton": true, "rc": true, "rcS": true, "functions": true, "functions.sh": true}

// scripts reads /etc/init.d, the links of sysvinit in /etc/rc?.d and the
// run levels of OpenRC. With systemd a script counts only where no unit of its
// name exists: its generator then makes one.
func (g *gatherer) scripts(ctx context.Context, tree *systemd.Tree) {
	g.f.Scripts = map[string]Script{}
	list, err := g.ReadDir(ctx, "/etc/init.d")
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		g.scriptGap("/etc/init.d", err)
		return
	}
	openrc := g.openrcLevels(ctx)
	sysv := g.sysvLevels(ctx)
	for _, e := range list {
		name := e.Name
		if e.IsDir() && (len(sysv[name]) > 0 || len(openrc[name]) > 0) {
			p := path.Join("/etc/init.d", name)
			g.scriptGap(p, fmt.Errorf("%s starts, and is a folder: %w", facts.Text(p), host.ErrIrregular))
		}
		if e.IsDir() || helpers[name] || strings.HasPrefix(name, ".") || e.IsRegular() && e.Perm()&0o111 == 0 {
			continue
		}
		p := path.Join("/etc/init.d", name)
		s := Script{Manager: "sysvinit", Source: facts.File(facts.Text(p))}
		levels := sysv[name]
		if openrc != nil {
			s.Manager, levels = "openrc", openrc[name]
		} else if g.unitsCount(tree) {
			s.Manager = "systemd"
			unit := strings.TrimSuffix(name, ".sh") + ".service"
			if u := tree.Units[unit]; u != nil && u.State != "generated" {
				continue
			}
		}
		for level, source := range levels {
			s.Levels = append(s.Levels, level)
			if normalLevels[level] || openrc != nil && level != "shutdown" {
				s.Starts, s.Source = true, source
			}
		}
		sort.Strings(s.Levels)
		g.f.Scripts[facts.Text(name)] = s
	}
}

// sysvLevels maps script names to the levels whose S links start them.
func (g *gatherer) sysvLevels(ctx context.Context) map[string]map[string]facts.Source {
	out := map[string]map[string]facts.Source{}
	for _, level := range []string{"S", "boot", "2", "3", "4", "5"} {
		dirs := []string{"/etc/rc" + level + ".d", "/etc/rc.d/rc" + level + ".d", "/etc/init.d/rc" + level + ".d"}
		for _, dir := range dirs {
			if level == "boot" {
				dir = strings.Replace(dir, "rcboot.d", "boot.d", 1)
			}
			list, err := g.ReadDir(ctx, dir)
			if err != nil {
				if !errors.Is(err, host.ErrNotExist) {
					g.scriptGap(dir, err)
				}
				continue
			}
			for _, e := range list {
				// S, two digits of order, and the script's name.
				if len(e.Name) < 4 || e.Name[0] != 'S' || e.IsDir() {
					continue
				}
				name := e.Name[3:]
				if e.IsLink() {
					if dest, err := g.ReadLink(ctx, path.Join(dir, e.Name)); err == nil {
						name = path.Base(dest)
					}
				}
				if out[name] == nil {
					out[name] = map[string]facts.Source{}
				}
				out[name][level] = facts.File(facts.Text(path.Join(dir, e.Name)))
			}
		}
	}
	return out
}

// openrcLevels maps script names to the run levels of OpenRC that hold them;
// nil where OpenRC has none.
func (g *gatherer) openrcLevels(ctx context.Context) map[string]map[string]facts.Source {
	levels, err := g.ReadDir(ctx, "/etc/runlevels")
	if errors.Is(err, host.ErrNotExist) {
		return nil
	}
	if err != nil {
		g.scriptGap("/etc/runlevels", err)
		return nil
	}
	out := map[string]map[string]facts.Source{}
	for _, level := range levels {
		dir := path.Join("/etc/runlevels", level.Name)
		if !level.IsDir() && !level.IsLink() {
			g.scriptGap(dir, fmt.Errorf("%s: no folder: %w", facts.Text(dir), host.ErrIrregular))
			continue
		}
		list, err := g.ReadDir(ctx, dir)
		if err != nil {
			g.scriptGap(dir, err)
			continue
		}
		for _, e := range list {
			if e.IsDir() {
				continue
			}
			if out[e.Name] == nil {
				out[e.Name] = map[string]facts.Source{}
			}
			out[e.Name][facts.Text(level.Name)] = facts.File(facts.Text(path.Join(dir, e.Name)))
		}
	}
	return out
}

// scriptGap records that a folder of init scripts or their links is unread.
func (g *gatherer) scriptGap(dir string, err error) {
	g.part("scripts", dir, err)
	g.part("starts", dir, err)
}
