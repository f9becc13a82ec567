// Package services gathers what starts on a host and in which state it is:
// systemd units from their files, init scripts, super-servers, the journal's
// configuration, and the ways to a shell without a password at the console.
package services

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "services",
		Title: "Services and what starts them",
		Description: "Reads systemd units (with aliases, masks and drop-ins), init scripts, inetd and xinetd, " +
			"journald.conf and console log-on settings from files, and the units' state from systemctl where systemd runs.",
	}
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	g := &gatherer{Host: h, gaps: gaps, f: &Facts{}}
	tree, err := systemd.Load(ctx, h)
	if err != nil {
		return nil, err
	}
	for _, p := range tree.Problems {
		// What was read stands; what is missing has the name of the unit, or of
		// the folder or link, that could not be read.
		g.part("units", cmp.Or(p.Unit, p.Path), p.Err)
		g.part("daemons", cmp.Or(p.Unit, p.Path), p.Err)
		g.part("starts", p.Path, p.Err)
		g.part("autologin", p.Path, p.Err)
	}
	g.units(tree)
	g.initSystem(ctx, tree)
	g.scripts(ctx, tree)
	g.starts(ctx, tree)
	g.running(ctx)
	g.inetd(ctx)
	g.journald(ctx, tree)
	g.clock(ctx)
	g.console(ctx, tree)
	g.jobs(ctx)
	return g.f, ctx.Err()
}

// errNotRunning is the reason for what only a running system tells.
var errNotRunning = fmt.Errorf("only a running system tells this: %w", host.ErrUnsupported)

// gatherer carries what every part needs.
type gatherer struct {
	host.Host
	gaps *facts.Gaps
	f    *Facts
}

// part records that one element of a map could not be observed.
func (g *gatherer) part(of, key string, err error) {
	g.gaps.Add(fmt.Sprintf("%s[%s]", of, strconv.Quote(facts.Text(key))), err)
}

func (g *gatherer) units(tree *systemd.Tree) {
	g.f.Units = make(map[string]Unit, len(tree.Units))
	g.f.Daemons = map[string]Daemon{}
	for name, u := range tree.Units {
		g.f.Units[facts.Text(name)] = unitFacts(u)
		if u.Load == "found" && u.AliasOf == "" && systemd.Type(name) == "service" {
			g.f.Daemons[facts.Text(name)] = daemonFacts(u)
		}
	}
	target, source, assumed := tree.DefaultTarget()
	if len(tree.Units) == 0 {
		return
	}
	at := facts.File(source)
	if assumed {
		at = facts.Default("systemd")
	}
	g.f.Target = facts.AtPtr(target, at)
}

// unitsCount tells whether units are what starts things here: they are, unless
// another manager is seen to be in charge. A tree with units but no manager, as
// an image without its base system, is taken for systemd's.
func (g *gatherer) unitsCount(tree *systemd.Tree) bool {
	if len(tree.Units) == 0 {
		return false
	}
	return g.f.Init == nil || g.f.Init.Value != "openrc" && g.f.Init.Value != "sysvinit"
}

func (g *gatherer) starts(ctx context.Context, tree *systemd.Tree) {
	g.f.Starts = map[string]Start{}
	g.firstProcess(ctx)
	if g.unitsCount(tree) {
		for name, s := range tree.Starts() {
			source := facts.Source(s.Source)
			if s.Source == "" {
				source = facts.Default("systemd")
			}
			g.f.Starts[facts.Text(name)] = Start{"systemd", s.Via, source}
		}
	}
	for name, s := range g.f.Scripts {
		if s.Starts {
			g.f.Starts[name] = Start{s.Manager, "boot", s.Source}
		}
	}
}

// firstProcess makes sure that the manager whose files are read is the one
// that runs: under another first process, files tell what would start, which
// is no evidence that it does.
func (g *gatherer) firstProcess(ctx context.Context) {
	if g.f.Booted == nil || g.f.Booted.Value {
		return
	}
	const comm = "/proc/1/comm"
	data, err := g.ReadFile(ctx, comm, 4096)
	if err != nil {
		g.part("starts", comm, err)
		return
	}
	name := facts.Text(strings.TrimSpace(string(data)))
	if i := g.f.Init; i != nil && (i.Value == "openrc" || i.Value == "sysvinit") && (name == "init" || name == "openrc-init") {
		return
	}
	g.gaps.AddReason(fmt.Sprintf("starts[%q]", comm),
		fmt.Sprintf("the first process of this host is %s, which is no service manager whose files are read", name), false)
}

// initSystem tells what starts the rest, by the program that /sbin/init is, and
// whether systemd runs now.
func (g *gatherer) initSystem(ctx context.Context, tree *systemd.Tree) {
	if err := g.manager(ctx, tree); err != nil {
		// Whose files count is not known, so neither is what they start.
		g.gaps.Add("init", err)
		g.part("starts", "init", err)
	}
	if !g.Has(host.CapSystem) {
		for _, p := range []string{"booted", "running", "failed"} {
			g.gaps.Add(p, errNotRunning)
		}
		return
	}
	const run = "/run/systemd/system"
	booted, err := exists(ctx, g, run)
	if err != nil {
		g.gaps.Add("booted", err)
		return
	}
	g.f.Booted = facts.AtPtr(booted, facts.File(run))
}

// managers are the programs that tell the init system, best first.
var managers = []struct{ file, name string }{
	{"/usr/lib/systemd/systemd", "systemd"}, {"/lib/systemd/systemd", "systemd"},
	{"/sbin/openrc", "openrc"}, {"/usr/sbin/openrc", "openrc"},
}

func (g *gatherer) manager(ctx context.Context, tree *systemd.Tree) error {
	for _, m := range managers {
		info, err := g.Stat(ctx, m.file)
		switch {
		case errors.Is(err, host.ErrNotExist):
			continue
		case err != nil:
			return err
		case !info.IsRegular():
			return fmt.Errorf("%s: %w", m.file, host.ErrIrregular)
		}
		g.f.Init = facts.AtPtr(m.name, facts.File(m.file))
		return nil
	}
	lines, err := g.inittabLines(ctx)
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		return err
	}
	// Distributions with systemd leave one behind that has comments only.
	if err == nil && (len(lines) > 0 || len(tree.Units) == 0) {
		g.f.Init = facts.AtPtr("sysvinit", facts.File(inittabFile))
	}
	if g.f.Init == nil && len(tree.Units) == 0 {
		g.f.Init = facts.AtPtr("none", facts.File("/sbin/init"))
		if ok, err := exists(ctx, g, "/sbin/init"); err != nil || ok {
			g.f.Init.Value = "other"
		}
	}
	return nil
}

// exists follows links. A dangling link does not exist.
func exists(ctx context.Context, h host.Files, p string) (bool, error) {
	_, err := h.Stat(ctx, p)
	if errors.Is(err, host.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// running asks the manager. On a host that it does not run there is nothing to
// ask and nothing is missing.
func (g *gatherer) running(ctx context.Context) {
	if g.f.Booted == nil || !g.f.Booted.Value || !g.Has(host.CapRun) || g.Kind() != host.Local {
		return
	}
	argv := []string{"systemctl", "list-units", "--all", "--full", "--plain", "--no-legend", "--no-pager"}
	out, err := g.Run(ctx, argv...)
	if err == nil && out.ExitCode != 0 {
		first, _, _ := strings.Cut(strings.TrimSpace(string(out.Stderr)), "\n")
		err = fmt.Errorf("%s: exit status %d: %s", strings.Join(argv[:2], " "), out.ExitCode, facts.Text(first))
	}
	if err != nil {
		g.gaps.Add("running", err)
		g.gaps.Add("failed", err)
		return
	}
	g.f.Running, g.f.Failed = parseListUnits(string(out.Stdout))
}

func unitFacts(u *systemd.Unit) Unit {
	out := Unit{Load: u.Load, Enabled: u.State, Alias: some(u.AliasOf), Source: facts.File(facts.Text(u.Path))}
	if u.Load != "found" || u.AliasOf != "" {
		return out
	}
	switch systemd.Type(u.Name) {
	case "socket":
		for _, key := range []string{"ListenStream", "ListenDatagram", "ListenSequentialPacket", "ListenFIFO"} {
			for _, a := range u.Values("Socket", key) {
				out.Listen = append(out.Listen, facts.Text(a.Value))
			}
		}
		out.Trigger = trigger(u, "Socket", "Service")
	case "timer":
		for _, key := range []string{"OnCalendar", "OnActiveSec", "OnBootSec", "OnStartupSec", "OnUnitActiveSec", "OnUnitInactiveSec"} {
			for _, a := range u.Values("Timer", key) {
				out.When = append(out.When, key+"="+facts.Text(a.Value))
			}
		}
		out.Trigger = trigger(u, "Timer", "Unit")
	case "path":
		out.Trigger = trigger(u, "Path", "Unit")
	}
	return out
}

func daemonFacts(u *systemd.Unit) Daemon {
	out := Daemon{Exec: []string{}, User: "root", Sandbox: sandbox(u), Source: facts.File(facts.Text(u.Path))}
	for _, e := range u.Values("Service", "ExecStart") {
		if c := systemd.Command(e.Value); c != "" {
			out.Exec = append(out.Exec, facts.Text(c))
		}
	}
	if a, ok := u.Last("Service", "User"); ok {
		out.User = facts.Text(a.Value)
	}
	if a, ok := u.Last("Service", "DynamicUser"); ok {
		if yes, _ := systemd.Bool(a.Value); yes {
			out.User = "(dynamic)"
		}
	}
	return out
}

func trigger(u *systemd.Unit, section, key string) *string {
	if w := u.Words(section, key); len(w) > 0 {
		return some(w[len(w)-1])
	}
	base := strings.TrimSuffix(u.Real(), "."+systemd.Type(u.Real()))
	if a, ok := u.Last("Socket", "Accept"); ok && section == "Socket" {
		if yes, _ := systemd.Bool(a.Value); yes {
			return some(base + "@.service")
		}
	}
	return some(base + ".service")
}

// confining says of which directives of systemd.exec(5) a value confines.
var confining = map[string]func(string) bool{
	"PrivateTmp": isOn, "PrivateDevices": isOn, "PrivateNetwork": isOn, "PrivateUsers": isOn, "PrivateMounts": isOn,
	"ProtectHome": isOn, "ProtectSystem": isOn, "ProtectKernelTunables": isOn, "ProtectKernelModules": isOn,
	"ProtectKernelLogs": isOn, "ProtectControlGroups": isOn, "ProtectClock": isOn, "ProtectHostname": isOn,
	"NoNewPrivileges": isOn, "RestrictNamespaces": isOn, "RestrictRealtime": isOn, "RestrictSUIDSGID": isOn,
	"MemoryDenyWriteExecute": isOn, "LockPersonality": isOn, "DynamicUser": isOn, "RemoveIPC": isOn,
	"RestrictAddressFamilies": isSet, "SystemCallFilter": isSet, "SystemCallArchitectures": isSet,
	"CapabilityBoundingSet": isSetEvenEmpty, "ReadOnlyPaths": isSet, "InaccessiblePaths": isSet,
	"RootDirectory": isSet, "RootImage": isSet, "AppArmorProfile": isSet, "SELinuxContext": isSet,
	"ProtectProc": func(v string) bool { return v != "" && v != "default" },
}

// isOn: a boolean that is true, or one of the stronger words ("strict",
// "read-only", "tmpfs", a list of namespaces) in its place.
func isOn(v string) bool {
	yes, ok := systemd.Bool(v)
	return yes || !ok && v != ""
}

func isSet(v string) bool { return v != "" }

// isSetEvenEmpty: an empty bounding set takes every capability away.
func isSetEvenEmpty(string) bool { return true }

func sandbox(u *systemd.Unit) []string {
	last := map[string]string{}
	for _, a := range u.Settings {
		if a.Section == "Service" && confining[a.Key] != nil {
			last[a.Key] = a.Value
		}
	}
	for key, value := range last {
		if !confining[key](value) {
			delete(last, key)
		}
	}
	return slices.AppendSeq([]string{}, slices.Values(sortedKeys(last)))
}

// parseListUnits reads "systemctl list-units --plain --no-legend": unit, load,
// active, sub and description on each line.
func parseListUnits(text string) (map[string]State, []string) {
	states, failed := map[string]State{}, []string{}
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		// Old versions mark a failed unit although --plain was asked for.
		if len(f) > 0 && (f[0] == "●" || f[0] == "*") {
			f = f[1:]
		}
		if len(f) < 4 || !systemd.ValidName(f[0]) {
			continue
		}
		name := facts.Text(f[0])
		if f[2] == "failed" {
			failed = append(failed, name)
		}
		switch systemd.Type(f[0]) {
		case "service", "socket", "timer", "target", "path":
			if f[1] != "not-found" {
				states[name] = State{facts.Text(f[2]), facts.Text(f[3])}
			}
		}
	}
	slices.Sort(failed)
	return states, failed
}

// some is the pointer to a text that is set, nil for one that is not.
func some(s string) *string {
	if s == "" {
		return nil
	}
	s = facts.Text(s)
	return &s
}

func base(p string) string { return facts.Text(path.Base(p)) }
