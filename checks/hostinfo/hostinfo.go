// Package hostinfo gathers what the host is: operating system, kernel,
// hardware, virtualisation, role, and how full it is.
package hostinfo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/osrelease"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "host",
		Title: "Host, hardware and capacity",
		Description: "Reads os-release, host name, machine id, installed kernels, and on a running system /proc, /sys and df: " +
			"kernel, hardware, firmware, load, memory and file systems.",
	}
}

// errNotRunning is the reason for what only a running system tells.
var errNotRunning = fmt.Errorf("only a running system tells this: %w", host.ErrUnsupported)

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	g := &gatherer{Host: h, gaps: gaps, f: &Facts{}}
	g.os(ctx)
	g.staticName(ctx)
	g.machineID(ctx)
	g.timeZone(ctx)
	g.installedKernels(ctx)
	g.bootEntries(ctx)
	if h.Kind() == host.Local && h.Has(host.CapSystem) {
		g.name(ctx)
		g.boot(ctx)
		g.kernel(ctx)
		g.hardware(ctx)
		g.firmware(ctx)
		g.capacity(ctx)
	} else {
		for _, p := range []string{
			"name", "booted_at", "kernel.release", "kernel.command_line", "kernel.taint", "kernel.modules", "firmware", "capacity",
			"hardware.cpu", "hardware.memory_bytes", "hardware.disks", "hardware.interfaces",
		} {
			gaps.Add(p, errNotRunning)
		}
	}
	g.chassis(ctx)
	g.virtual(ctx)
	g.role(ctx)
	return g.f, ctx.Err()
}

// gatherer carries what every part needs.
type gatherer struct {
	host.Host
	gaps *facts.Gaps
	f    *Facts
}

// running: the files of /proc and /sys are those of the target.
func (g *gatherer) running() bool { return g.Kind() == host.Local && g.Has(host.CapSystem) }

// line reads a short file and returns its first line, trimmed. ok is false
// when it is absent; any other failure is a gap at path gap.
func (g *gatherer) line(ctx context.Context, p, gap string) (string, bool) {
	data, err := g.ReadFile(ctx, p, 64<<10)
	if err != nil {
		if !errors.Is(err, host.ErrNotExist) {
			g.gaps.Add(gap, err)
		}
		return "", false
	}
	first, _, _ := strings.Cut(string(data), "\n")
	return facts.Text(strings.TrimSpace(first)), true
}

// needed is line for a file that a running system has: absence is a gap too.
func (g *gatherer) needed(ctx context.Context, p, gap string) (string, bool) {
	data, err := g.ReadFile(ctx, p, 64<<10)
	if err != nil {
		g.gaps.Add(gap, err)
		return "", false
	}
	return facts.Text(strings.TrimSpace(string(data))), true
}

// optional is line for a file whose absence or refusal says nothing.
func (g *gatherer) optional(ctx context.Context, p string) string {
	data, err := g.ReadFile(ctx, p, 64<<10)
	if err != nil {
		return ""
	}
	first, _, _ := strings.Cut(string(data), "\n")
	return facts.Text(strings.TrimSpace(first))
}

func (g *gatherer) os(ctx context.Context) {
	r, err := osrelease.Read(ctx, g)
	if err != nil {
		g.gaps.Add("os", err)
		return
	}
	o := &OS{
		ID: facts.Text(r.ID), VersionID: some(r.VersionID), Codename: some(r.VersionCodename),
		Name: some(r.Name), PrettyName: some(r.PrettyName), SupportEnd: some(r.SupportEnd),
		Variant: some(cmp.Or(r.VariantID, r.Variant)), Source: facts.File(r.Path),
	}
	for _, like := range r.IDLike {
		o.IDLike = append(o.IDLike, facts.Text(like))
	}
	major, branch := cutVersion(r.VersionID)
	o.Major, o.Branch = some(major), some(branch)
	if n := r.Line["VERSION_ID"]; n > 0 {
		o.Source = facts.FileLine(r.Path, n)
	} else if n := r.Line["ID"]; n > 0 {
		o.Source = facts.FileLine(r.Path, n)
	}
	if o.ID == "debian" || contains(o.IDLike, "debian") {
		o.Debian = some(g.optional(ctx, "/etc/debian_version"))
	}
	g.f.OS = o
}

// some is the pointer to a text that was seen, nil for one that was not.
func some(s string) *string {
	if s == "" {
		return nil
	}
	s = facts.Text(s)
	return &s
}

// cutVersion returns the first number, and the first two, of a version.
func cutVersion(v string) (major, branch string) {
	parts := strings.SplitN(v, ".", 3)
	for i, p := range parts {
		if end := strings.IndexFunc(p, func(r rune) bool { return r < '0' || r > '9' }); end >= 0 {
			parts = append(parts[:i:i], p[:end])
			break
		}
	}
	major = parts[0]
	if len(parts) > 1 && parts[1] != "" {
		return major, major + "." + parts[1]
	}
	return major, major
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

func (g *gatherer) name(ctx context.Context) {
	n, err := g.Hostname(ctx)
	if err != nil {
		g.gaps.Add("name", err)
		return
	}
	g.f.Name = facts.AtPtr(facts.Text(n), facts.SystemAPI("hostname"))
}

func (g *gatherer) boot(ctx context.Context) {
	b, err := g.Boot(ctx)
	if err != nil {
		g.gaps.Add("booted_at", err)
		return
	}
	g.f.BootedAt = facts.AtPtr(b.UTC().Truncate(time.Second), facts.SystemAPI("boot time"))
}
