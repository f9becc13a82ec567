// Package mounts reads with which options file systems are mounted, now and
// after the next boot. It judges nothing.
package mounts

import (
	"context"
	"errors"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

// Facts is what the mounts check tells.
type Facts struct {
	Points map[string]Point `json:"points,omitzero" jsonschema:"mount points by MOMENT:PATH, such as boot:/tmp from fstab and live:/tmp from a running host"`
}

// Point is one mount of fstab(5), of tmp.mount, or of the running kernel.
type Point struct {
	Moment  string       `json:"moment" jsonschema:"boot or live"`
	Path    string       `json:"path" jsonschema:"where it is mounted"`
	Type    string       `json:"type" jsonschema:"file system type"`
	Network bool         `json:"network" jsonschema:"it comes from another machine"`
	User    bool         `json:"user" jsonschema:"ordinary users may mount it"`
	Nosuid  bool         `json:"nosuid" jsonschema:"set-uid and set-gid bits do not count on it"`
	Nodev   bool         `json:"nodev" jsonschema:"device files do not count on it"`
	Noexec  bool         `json:"noexec" jsonschema:"programs do not run from it"`
	Source  facts.Source `json:"source" jsonschema:"file and line, unit, or the running system"`
}

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID: "mounts", Title: "Options of mounted file systems",
		Description: "Reads fstab and systemd's tmp.mount for the next boot, and the mount table of a running host.",
	}
}

const fstab = "/etc/fstab"

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	if _, err := h.Stat(ctx, "/etc"); err != nil {
		return nil, err
	}
	f := &Facts{Points: map[string]Point{}}
	add := func(p Point) { f.Points[facts.Text(p.Moment+":"+p.Path)] = p }
	b, err := h.ReadFile(ctx, fstab, host.ConfigLimit)
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		gaps.Add(`points["boot:/etc/fstab"]`, err)
	}
	tree, err := systemd.Load(ctx, h)
	if err != nil {
		gaps.Add(`points["boot:/tmp"]`, err)
	} else if p, ok := tmpMount(tree); ok {
		add(p)
	}
	for _, p := range parseFstab(string(b)) { // beats the unit, as its generator does
		add(p)
	}
	if !h.Has(host.CapSystem) {
		return f, ctx.Err()
	}
	list, err := h.Mounts(ctx)
	if err != nil {
		gaps.Add(`points["live"]`, err)
		return f, ctx.Err()
	}
	for _, m := range list { // the last one over a path is the one that is seen
		add(point("live", m.Point, m.Type, m.Options, facts.SystemAPI("mounts")))
	}
	return f, ctx.Err()
}

// parseFstab reads fstab(5): device, point, type, options.
func parseFstab(content string) []Point {
	var out []Point
	for i, line := range strings.Split(content, "\n") {
		w := strings.Fields(line)
		if len(w) < 3 || strings.HasPrefix(w[0], "#") || !strings.HasPrefix(w[1], "/") {
			continue
		}
		options := ""
		if len(w) > 3 {
			options = w[3]
		}
		out = append(out, point("boot", unescape(w[1]), w[2], strings.Split(options, ","), facts.FileLine(fstab, i+1)))
	}
	return out
}

// unescape undoes the octal escapes of getmntent(3).
func unescape(s string) string {
	return strings.NewReplacer(`\040`, " ", `\011`, "\t", `\134`, `\`).Replace(s)
}

// point reads options left to right, for the last one of a pair counts.
// user and its like imply all three (mount(8)).
func point(moment, path, kind string, options []string, source facts.Source) Point {
	p := Point{Moment: moment, Path: facts.Text(path), Type: facts.Text(kind), Source: source}
	p.Network = slices.Contains([]string{"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "ceph", "glusterfs", "9p"}, kind)
	for _, o := range options {
		switch strings.TrimSpace(o) {
		case "user", "users":
			p.User, p.Nosuid, p.Nodev, p.Noexec = true, true, true, true
		case "owner", "group":
			p.User, p.Nosuid, p.Nodev = true, true, true
		case "defaults":
			p.Nosuid, p.Nodev, p.Noexec = false, false, false
		case "nosuid":
			p.Nosuid = true
		case "suid":
			p.Nosuid = false
		case "nodev":
			p.Nodev = true
		case "dev":
			p.Nodev = false
		case "noexec":
			p.Noexec = true
		case "exec":
			p.Noexec = false
		}
	}
	return p
}

// tmpMount is systemd's own /tmp, where it starts.
func tmpMount(tree *systemd.Tree) (Point, bool) {
	start, ok := tree.Starts()["tmp.mount"]
	u := tree.Units["tmp.mount"]
	if !ok || u == nil || u.Load != "found" {
		return Point{}, false
	}
	source := facts.File(facts.Text(u.Path))
	if u.Path == "" {
		source = facts.Source(start.Source)
	}
	options, _ := u.Last("Mount", "Options")
	if options.Path != "" {
		source = facts.FileLine(facts.Text(options.Path), options.Line)
	}
	return point("boot", "/tmp", "tmpfs", strings.Split(options.Value, ","), source), true
}
