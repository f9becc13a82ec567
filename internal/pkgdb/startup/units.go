// Package startup tells what a host starts by itself: units by what enables or
// masks them, and programs by the cron tables and timers that name them. It
// reads files only, so it works on a tree that does not run. It does not know
// what the programs are for.
package startup

import (
	"context"
	"errors"
	"path"
	"sort"
	"strings"

	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

// State is what starts a unit, or keeps it from starting.
type State string

// The states of a unit.
const (
	// Enabled: something starts it at boot, or at its time.
	Enabled State = "enabled"
	// Disabled: the unit is there and nothing starts it.
	Disabled State = "disabled"
	// Masked: linked to /dev/null, so nothing can start it.
	Masked State = "masked"
	// Absent: no unit of this name.
	Absent State = "absent"
)

// Unit is what is known of one service, timer or socket.
type Unit struct {
	Name  string
	State State
	// File is the unit file, or the init script; empty when absent.
	File string
	// By is the link that enables or masks it; empty otherwise.
	By string
}

// Source is the file that shows the state best.
func (u Unit) Source() string {
	switch {
	case strings.HasPrefix(u.By, "/"):
		return u.By
	case u.File != "":
		return u.File
	}
	return "/etc/systemd/system"
}

// Table holds the units and run levels of one host.
type Table struct {
	h      host.Files
	tree   *systemd.Tree
	starts map[string]systemd.Start
	// scripts maps a SysV or OpenRC service to the link that starts it.
	scripts map[string]string
	// systemd: the host has it. Where it does not, a unit file starts nothing
	// and the run levels decide.
	systemd bool
}

// Load reads the unit folders, the SysV run levels and the OpenRC run levels.
// A folder that is absent holds nothing; any other error is returned.
func Load(ctx context.Context, h host.Files) (*Table, error) {
	tree, err := systemd.Load(ctx, h)
	if err != nil {
		return nil, err
	}
	for _, p := range tree.Problems {
		if p.Unit == "" {
			return nil, p.Err
		}
	}
	t := &Table{h: h, tree: tree, starts: tree.Starts(), scripts: map[string]string{}}
	for _, file := range []string{"/usr/lib/systemd/systemd", "/lib/systemd/systemd"} {
		_, err := h.Stat(ctx, file)
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			return nil, err
		}
		t.systemd = t.systemd || err == nil
	}
	for _, level := range []string{"2", "3", "4", "5", "S"} {
		dir := "/etc/rc" + level + ".d"
		entries, err := list(ctx, h, dir)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if len(e.Name) > 3 && e.Name[0] == 'S' && e.Name[1] >= '0' && e.Name[1] <= '9' {
				t.script(e.Name[3:], path.Join(dir, e.Name))
			}
		}
	}
	levels, err := list(ctx, h, "/etc/runlevels")
	if err != nil {
		return nil, err
	}
	for _, level := range levels {
		if level.Name == "shutdown" || !level.IsDir() {
			continue
		}
		dir := path.Join("/etc/runlevels", level.Name)
		entries, err := list(ctx, h, dir)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			t.script(e.Name, path.Join(dir, e.Name))
		}
	}
	return t, nil
}

func (t *Table) script(name, by string) {
	if t.scripts[name] == "" {
		t.scripts[name] = by
	}
}

func list(ctx context.Context, h host.Files, dir string) ([]host.FileInfo, error) {
	entries, err := h.ReadDir(ctx, dir)
	if errors.Is(err, host.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return entries, nil
}

// Names lists the units that match, sorted, whatever their state.
func (t *Table) Names(match func(name string) bool) []string {
	var out []string
	for name := range t.tree.Units {
		if match(name) {
			out = append(out, name)
		}
	}
	sort.Strings(out)
	return out
}

// Unit tells the state of one unit, such as "clamav-daemon.service".
func (t *Table) Unit(ctx context.Context, name string) (Unit, error) {
	u := Unit{Name: name, State: Absent}
	for _, p := range t.tree.Problems {
		if p.Unit == name {
			return u, p.Err
		}
	}
	su := t.tree.Lookup(ctx, name)
	switch {
	case su == nil:
		return u, ctx.Err()
	case su.Load == "masked":
		u.State, u.File, u.By = Masked, su.Path, su.Path
		return u, nil
	case su.Load == "found":
		u.State, u.File = Disabled, su.Path
		// A tree with no targets of its own still has the links.
		if start, ok := t.starts[su.Real()]; ok {
			u.State, u.By = Enabled, start.Source
		} else if su.State == "enabled" || su.State == "enabled-runtime" {
			u.State = Enabled
		} else if by := t.scripts[strings.TrimSuffix(name, ".service")]; by != "" && !t.systemd {
			u.State, u.By = Enabled, by
		}
		return u, nil
	}
	service, ok := strings.CutSuffix(name, ".service")
	if !ok {
		return u, nil
	}
	script := "/etc/init.d/" + service
	if _, err := t.h.Stat(ctx, script); errors.Is(err, host.ErrNotExist) {
		return u, nil
	} else if err != nil {
		return u, err
	}
	u.State, u.File = Disabled, script
	if by := t.scripts[service]; by != "" {
		u.State, u.By = Enabled, by
	}
	return u, nil
}

// Exec returns the command lines that a service starts, drop-ins included,
// and for a timer those of the service that it triggers.
func (t *Table) Exec(ctx context.Context, name string) []string {
	u := t.tree.Lookup(ctx, name)
	if u == nil {
		return nil
	}
	if strings.HasSuffix(name, ".timer") {
		target := strings.TrimSuffix(u.Real(), ".timer") + ".service"
		if a, ok := u.Last("Timer", "Unit"); ok && a.Value != "" && !strings.HasSuffix(a.Value, ".timer") {
			target = a.Value
		}
		return t.Exec(ctx, target)
	}
	var out []string
	for _, key := range []string{"ExecStartPre", "ExecStart", "ExecStartPost"} {
		for _, a := range u.Values("Service", key) {
			out = append(out, strings.TrimLeft(a.Value, "@-:+!|"))
		}
	}
	return out
}

// Values returns the values of one setting of a unit, drop-ins included, with
// the file and line of each; an unknown unit has none.
func (t *Table) Values(ctx context.Context, name, section, key string) []systemd.Assignment {
	if u := t.tree.Lookup(ctx, name); u != nil && u.Load == "found" {
		return u.Values(section, key)
	}
	return nil
}
