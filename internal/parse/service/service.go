// Package service holds what checks on network services share: whether a
// product is there at all, its files with their includes, the command lines of
// its units, and how far an address reaches. It judges nothing.
package service

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/pkgdb"
	"isoscan/internal/systemd"
)

// Host is one target with what was read of it once: packages and units.
type Host struct {
	host.Host
	Ctx context.Context

	packages map[string]string
	pkgPath  string
	pkgErr   error
	tree     *systemd.Tree
	treeErr  error
}

// Open reads the package database and the units of a target. Neither being
// there is no error: configuration and programs still tell.
func Open(ctx context.Context, h host.Host) *Host {
	s := &Host{Host: h, Ctx: ctx, packages: map[string]string{}}
	dbs, err := pkgdb.Read(ctx, h)
	if err != nil && !errors.Is(err, pkgdb.ErrNone) {
		s.pkgErr = err
	}
	for _, db := range dbs {
		s.pkgPath = dbs[0].Path
		if len(db.Problems) > 0 && s.pkgErr == nil {
			s.pkgErr = fmt.Errorf("%s: %s", db.Path, db.Problems[0])
		}
		for _, p := range db.Packages {
			if p.Installed() {
				s.packages[p.Name] = p.Version
			}
		}
	}
	s.tree, s.treeErr = systemd.Load(ctx, h)
	return s
}

// Product names what shows that a service is on a host. Packages and files may
// end in '*', which stands for any text.
type Product struct {
	Packages, Binaries, Configs []string
	// Units are the service units that start it. Where one of them is masked and
	// the others are masked or not there, the product cannot start.
	Units []string
}

// Masked returns the link that keeps a product from starting: systemd's mask of
// its units, while no super-server's file names one of its programs and none runs.
func (s *Host) Masked(p Product) (facts.Source, bool, error) {
	if s.tree == nil || len(p.Units) == 0 {
		return "", false, nil // a mask that was not seen acquits nobody
	}
	var at facts.Source
	for _, name := range p.Units {
		u := s.tree.Lookup(s.Ctx, name)
		switch u.Load {
		case "masked":
			at = facts.File(facts.Text(u.Path))
		case "found":
			return "", false, nil
		}
	}
	if at == "" {
		return "", false, nil
	}
	for _, pattern := range []string{"/etc/inetd.conf", "/etc/inetd.d/*", "/etc/xinetd.conf", "/etc/xinetd.d/*"} {
		files, err := s.Glob(pattern)
		if err != nil {
			return "", false, err
		}
		for _, file := range files {
			data, _, err := s.Read(file)
			if err != nil {
				return "", false, err
			}
			for _, program := range p.Binaries {
				if name := strings.TrimSuffix(path.Base(program), "*"); strings.Contains(string(data), name) {
					return "", false, nil
				}
			}
		}
	}
	// A mask stops no process that runs already.
	if s.Has(host.CapSystem) && s.Kind() == host.Local {
		list, err := s.Processes(s.Ctx)
		if err != nil {
			return "", false, err
		}
		for _, r := range list {
			for _, program := range p.Binaries {
				if ok, _ := path.Match(path.Base(program), path.Base(r.Exe)); ok || r.Name == path.Base(program) {
					return "", false, nil
				}
			}
		}
	}
	return at, true, nil
}

// Present tells whether any of a product's files or packages is there. An error
// means that absence cannot be told. A product whose units are masked counts as
// not there: it does not run, whatever its files say.
func (s *Host) Present(p Product) (*facts.Sourced[bool], error) {
	if at, masked, err := s.Masked(p); err != nil {
		return nil, err
	} else if masked {
		return facts.AtPtr(false, at), nil
	}
	var doubt error
	for i, list := range [][]string{p.Configs, p.Binaries} {
		for _, file := range list {
			found, err := s.Glob(file)
			if err != nil {
				doubt = err
			}
			if i == 1 && len(found) > 0 {
				found, err = s.programs(found)
				if err != nil {
					doubt = err
				}
			}
			if len(found) > 0 {
				return facts.AtPtr(true, facts.File(facts.Text(found[0]))), nil
			}
		}
	}
	if name, _ := s.Package(p.Packages...); name != "" {
		return facts.AtPtr(true, facts.File(s.pkgPath)), nil
	}
	if doubt == nil {
		doubt = s.pkgErr
	}
	if doubt != nil {
		return nil, doubt
	}
	at := s.pkgPath
	if at == "" {
		at = p.Binaries[0]
	}
	return facts.AtPtr(false, facts.File(at)), nil
}

// programs leaves out what can be no program: whether there is one is then in
// doubt. A configuration file may stand in for the program.
func (s *Host) programs(paths []string) (out []string, doubt error) {
	for _, p := range paths {
		info, err := s.Stat(s.Ctx, p)
		switch {
		case err != nil:
			doubt = err
		case !info.IsRegular():
			doubt = fmt.Errorf("%s: %w, so it is no program", facts.Text(p), host.ErrIrregular)
		default:
			out = append(out, p)
		}
	}
	return out, doubt
}

// Package returns the first of the packages that is installed, and its version
// without epoch and distribution's revision.
func (s *Host) Package(names ...string) (name, version string) {
	for _, n := range names {
		best := ""
		for have := range s.packages {
			if ok, _ := path.Match(n, have); ok && (best == "" || have > best) {
				best = have
			}
		}
		if best == "" {
			continue
		}
		v := s.packages[best]
		if i := strings.IndexByte(v, ':'); i >= 0 {
			v = v[i+1:]
		}
		if i := strings.LastIndexByte(v, '-'); i > 0 {
			v = v[:i]
		}
		if i := strings.IndexAny(v, "+~"); i > 0 {
			v = v[:i]
		}
		return best, facts.Text(v)
	}
	return "", ""
}

// maxFiles bounds the files that one pattern may name.
const maxFiles = 2000

// Glob lists the paths that a pattern names, sorted, each existing (a dangling
// link does not). A pattern without wildcard is looked up as it is.
func (s *Host) Glob(pattern string) ([]string, error) {
	if !strings.ContainsAny(pattern, "*?[") {
		_, err := s.Stat(s.Ctx, pattern)
		if errors.Is(err, host.ErrNotExist) {
			return nil, s.inTheWay(pattern)
		}
		if err != nil && !errors.Is(err, host.ErrLoop) {
			return nil, err
		}
		return []string{pattern}, nil
	}
	dirs, literal := []string{"/"}, true
	parts := strings.Split(strings.Trim(pattern, "/"), "/")
	for i, part := range parts {
		var next []string
		for _, dir := range dirs {
			if err := s.Ctx.Err(); err != nil {
				return nil, err
			}
			if !strings.ContainsAny(part, "*?[") {
				next = append(next, path.Join(dir, part))
				continue
			}
			entries, err := s.ReadDir(s.Ctx, dir)
			if errors.Is(err, host.ErrNotExist) {
				if err := s.inTheWay(dir); err != nil {
					return nil, err
				}
				continue
			}
			if errors.Is(err, host.ErrIrregular) && !literal {
				continue // a file beside the folders that the pattern means
			}
			if err != nil {
				return nil, err
			}
			for _, e := range entries {
				ok, err := path.Match(part, e.Name)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", facts.Text(pattern), err)
				}
				if ok && (e.Name[0] != '.' || part[0] == '.') {
					next = append(next, path.Join(dir, e.Name))
				}
			}
		}
		if len(next) > maxFiles {
			return nil, fmt.Errorf("%s: more than %d files", facts.Text(pattern), maxFiles)
		}
		dirs, literal = next, literal && !strings.ContainsAny(part, "*?[")
		if i == len(parts)-1 {
			break
		}
	}
	var out []string
	for _, p := range dirs {
		_, err := s.Stat(s.Ctx, p)
		if errors.Is(err, host.ErrNotExist) || errors.Is(err, host.ErrIrregular) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// inTheWay: that a path does not exist is no evidence when something else, a
// FIFO or a file, stands where one of its folders should be.
func (s *Host) inTheWay(p string) error {
	for dir := path.Dir(p); dir != "/" && dir != "."; dir = path.Dir(dir) {
		info, err := s.Stat(s.Ctx, dir)
		switch {
		case errors.Is(err, host.ErrNotExist):
			continue
		case err != nil:
			return err
		case !info.IsDir():
			return fmt.Errorf("%s: %w: it is no directory", facts.Text(dir), host.ErrIrregular)
		}
		return nil
	}
	return nil
}

// Read returns a configuration file, and false when it is not there.
func (s *Host) Read(p string) ([]byte, bool, error) {
	data, err := s.ReadFile(s.Ctx, p, host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		return nil, false, s.inTheWay(p)
	}
	if err != nil {
		return nil, false, err
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return nil, false, fmt.Errorf("%s: %w", facts.Text(p), errNull)
	}
	return data, true, nil
}

// errNull: programs stop at a null byte, or pass over what they cannot read, so
// what a ruined file does not set proves nothing.
var errNull = errors.New("it has null bytes, so it is damaged")

// Exec is one ExecStart= of a unit.
type Exec struct {
	Unit string
	// Args are the words, the program first. They may hold secrets.
	Args   []string
	Source facts.Source
}

// Execs returns the command lines of the service units whose program is accepted, sorted
// by unit. Units that are masked, or names for others, are left out.
func (s *Host) Execs(accept func(args []string) bool) ([]Exec, error) {
	if s.treeErr != nil {
		return nil, s.treeErr
	}
	var out []Exec
	for name, u := range s.tree.Units {
		if u.Load != "found" || u.AliasOf != "" || systemd.Type(name) != "service" {
			continue
		}
		env := s.environment(u)
		for _, e := range u.Values("Service", "ExecStart") {
			w := expand(systemd.Words(strings.TrimLeft(e.Value, "@-:+!|")), env)
			if len(w) > 0 && accept(w) {
				at := facts.File(facts.Text(e.Path))
				if e.Line > 0 {
					at = facts.FileLine(facts.Text(e.Path), e.Line)
				}
				out = append(out, Exec{facts.Text(name), w, at})
			}
		}
	}
	sortExecs(out)
	return out, nil
}

// Runs accepts command lines by the name of their program.
func Runs(names ...string) func([]string) bool {
	return func(args []string) bool {
		for _, n := range names {
			if path.Base(args[0]) == n {
				return true
			}
		}
		return false
	}
}
