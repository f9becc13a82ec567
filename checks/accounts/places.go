package accounts

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

const (
	nsswitchPath       = "/etc/nsswitch.conf"
	vendorNsswitchPath = "/usr/etc/nsswitch.conf"
	shellsPath         = "/etc/shells"
	vendorShellsPath   = "/usr/etc/shells"
)

// first reads the first of the paths that exists.
func (g *gatherer) first(paths ...string) (path string, b []byte, err error) {
	for _, path = range paths {
		if b, err = g.h.ReadFile(g.ctx, path, host.ConfigLimit); !errors.Is(err, fs.ErrNotExist) {
			return path, b, err
		}
	}
	return path, nil, err
}

// local are the sources that hold no account outside the host's own files.
// systemd makes up root, nobody and the users of running units.
var local = []string{"files", "systemd", "myhostname", "altfiles", "extrausers", "db", "cache"}

// sources tells where accounts come from. "compat" brings in NIS only where a
// line with + or - asks for it, and those lines are facts of their own.
func (g *gatherer) sources() {
	path, b, err := g.first(nsswitchPath, vendorNsswitchPath)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		g.gaps.Add("sources", err)
		g.gaps.Add("remote", err)
		return
	}
	g.f.Sources = parseNsswitch(path, b)
	from := facts.Default("GNU C Library")
	remote := []string{}
	for _, db := range []string{"passwd", "group", "shadow"} {
		s := g.f.Sources[db]
		for _, name := range s.Value {
			if name != "compat" && !slices.Contains(local, name) && !slices.Contains(remote, name) {
				remote = append(remote, name)
			}
		}
		if db == "passwd" {
			from = s.Source
		}
	}
	slices.Sort(remote)
	g.f.Remote = facts.AtPtr(remote, from)
}

// parseNsswitch returns the services of the three databases; "files" is what
// the C library takes for one that is not named (nsswitch.conf(5)), and for
// shadow it is also what other C libraries than GNU's always do.
func parseNsswitch(path string, b []byte) map[string]facts.Sourced[[]string] {
	out := map[string]facts.Sourced[[]string]{}
	for _, db := range []string{"passwd", "group", "shadow"} {
		out[db] = facts.At([]string{"files"}, facts.Default("GNU C Library"))
	}
	for i, line := range strings.Split(string(b), "\n") {
		line, _, _ = strings.Cut(line, "#")
		name, rest, ok := strings.Cut(line, ":")
		name = strings.TrimSpace(name)
		if _, known := out[name]; !ok || !known {
			continue
		}
		services := []string{}
		for _, w := range strings.Fields(withoutActions(rest)) {
			services = append(services, facts.Text(w))
		}
		out[name] = facts.At(services, facts.FileLine(path, i+1))
	}
	return out
}

// withoutActions drops "[NOTFOUND=return]" and the like.
func withoutActions(s string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(s, "[")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		out.WriteByte(' ')
		if _, s, found = strings.Cut(rest, "]"); !found {
			return out.String()
		}
	}
}

// shells compares each account's shell with /etc/shells and the file system.
func (g *gatherer) shells() {
	path, b, err := g.first(shellsPath, vendorShellsPath)
	switch {
	case err == nil:
		g.f.Shells = facts.AtPtr(parseShells(b), facts.File(path))
	case errors.Is(err, fs.ErrNotExist):
		g.f.Shells = facts.AtPtr([]string{"/bin/csh", "/bin/sh"}, facts.Default("getusershell(3)"))
	default:
		g.gaps.Add("shells", err)
		g.gaps.Add("users[*].shell_listed", err)
	}
	exists := map[string]*bool{}
	yes, no := true, false
	for name, u := range g.f.Users {
		shell := u.Shell
		if shell == "" {
			shell = "/bin/sh"
		}
		if g.f.Shells != nil {
			u.Listed = &no
			if slices.Contains(g.f.Shells.Value, shell) {
				u.Listed = &yes
			}
		}
		if _, done := exists[shell]; !done {
			switch _, err := g.stat(shell); {
			case err == nil:
				exists[shell] = &yes
			case errors.Is(err, fs.ErrNotExist):
				exists[shell] = &no
			default:
				exists[shell] = nil
			}
		}
		if u.Exists = exists[shell]; u.Exists == nil {
			g.gaps.AddReason(fmt.Sprintf("users[%q].shell_exists", name), "cannot look at "+shell, false)
		}
		g.f.Users[name] = u
	}
}

// stat is for paths that the host's own files name: one that is not absolute
// names nothing.
func (g *gatherer) stat(path string) (host.FileInfo, error) {
	if !strings.HasPrefix(path, "/") {
		return host.FileInfo{}, fs.ErrNotExist
	}
	return g.h.Stat(g.ctx, path)
}

func parseShells(b []byte) []string {
	out := []string{}
	for _, l := range strings.Split(string(b), "\n") {
		l, _, _ = strings.Cut(l, "#")
		if l = facts.Text(strings.TrimSpace(l)); strings.HasPrefix(l, "/") {
			out = append(out, l)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// homes looks at the folders of those who log on and of human accounts. When
// the ID ranges are unknown, those with a shell are looked at all the same.
func (g *gatherer) homes() {
	g.f.Homes = map[string]Home{}
	for name, u := range g.f.Users {
		if !u.LogOn && g.f.Kinds[name] != kindHuman {
			continue
		}
		if g.ctx.Err() != nil {
			return
		}
		home, err := g.home(u.Home)
		if err != nil {
			g.gaps.Add(fmt.Sprintf("homes[%q]", name), err)
			continue
		}
		g.f.Homes[name] = home
	}
	if g.f.Kinds == nil {
		g.gaps.AddReason("homes", "human accounts without a shell could not be told apart", false)
	}
}

func (g *gatherer) home(path string) (Home, error) {
	out := Home{Path: path, Kind: "missing", UID: -1, GID: -1}
	if !strings.HasPrefix(path, "/") {
		return out, nil
	}
	l, err := g.h.Lstat(g.ctx, path)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	out.Link = l.IsLink()
	i, err := g.h.Stat(g.ctx, path)
	switch {
	case out.Link && errors.Is(err, fs.ErrNotExist):
		out.Kind = "other"
		return out, nil
	case err != nil:
		return out, err
	}
	out.Kind = "other"
	if i.IsDir() {
		out.Kind = "directory"
	}
	mode := i.Perm()
	out.UID, out.GID, out.Mode = int64(i.UID), int64(i.GID), fmt.Sprintf("%04o", mode)
	out.GroupWritable, out.WorldWritable, out.WorldAccess = mode&0o020 != 0, mode&0o002 != 0, mode&0o007 != 0
	return out, nil
}
