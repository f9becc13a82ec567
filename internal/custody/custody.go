// Package custody tells who can change what a path leads to: it goes the way
// that the kernel goes and notes each step that somebody other than root, or
// than one given account, can change. It does not judge whether that is meant.
package custody

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// maxLinks is how many links one path may cross, as in path_resolution(7).
const maxLinks = 40

// Chain is one path and the steps of it.
type Chain struct {
	// Exists: it leads to something.
	Exists bool
	// Info describes what it leads to; only if it exists.
	Info host.FileInfo
	// Real is the path without links; of one that leads nowhere, as far as it
	// goes.
	Real string
	// Weak are the steps that others can change, each with the reason. Where
	// the path leads nowhere, they are those who could make it lead somewhere.
	Weak []string
}

// Walker follows paths on one host and remembers the steps. It is for one
// goroutine.
type Walker struct {
	h     host.Files
	infos map[string]step
	links map[string]string
}

type step struct {
	info host.FileInfo
	err  error
}

// New returns a walker over a host.
func New(h host.Files) *Walker {
	return &Walker{h: h, infos: map[string]step{}, links: map[string]string{}}
}

func (w *Walker) lstat(ctx context.Context, name string) (host.FileInfo, error) {
	s, ok := w.infos[name]
	if !ok {
		s.info, s.err = w.h.Lstat(ctx, name)
		w.infos[name] = s
	}
	return s.info, s.err
}

// Follow goes to an absolute path. What root or owner can change is no weak
// step. An error: a step could not be looked at.
func (w *Walker) Follow(ctx context.Context, name string, owner uint32) (Chain, error) {
	c := Chain{Weak: []string{}, Real: "/"}
	todo := split(name)
	for links := 0; len(todo) > 0; {
		if todo[0] == ".." {
			c.Real, todo = path.Dir(c.Real), todo[1:]
			continue
		}
		next := path.Join(c.Real, todo[0])
		info, err := w.lstat(ctx, next)
		if errors.Is(err, host.ErrNotExist) {
			// A sticky folder keeps what is there to its owners, and lets
			// everybody make what is not.
			if why := Addable(c.Info, owner); why != "" && Changeable(c.Info, owner) == "" {
				c.Weak = append(c.Weak, facts.Text(fmt.Sprintf("%s is %s, who can make %s", c.Real, why, todo[0])))
			}
			c.Real = next
			return c, nil
		}
		if err != nil {
			return c, err
		}
		todo = todo[1:]
		if info.IsLink() {
			if links++; links > maxLinks {
				return c, fmt.Errorf("%s: %w", name, host.ErrLoop)
			}
			to, ok := w.links[next]
			if !ok {
				if to, err = w.h.ReadLink(ctx, next); err != nil {
					return c, err
				}
				w.links[next] = to
			}
			if strings.HasPrefix(to, "/") {
				c.Real = "/"
			}
			todo = append(split(to), todo...)
			continue
		}
		c.Real, c.Info = next, info
		if why := Changeable(info, owner); why != "" {
			c.Weak = append(c.Weak, facts.Text(next+" is "+why))
		}
	}
	c.Exists = true
	return c, nil
}

// split gives the steps of a path. ".." stays: what it leaves may be a link's.
func split(name string) []string {
	steps := strings.FieldsFunc(name, func(c rune) bool { return c == '/' })
	return slices.DeleteFunc(steps, func(s string) bool { return s == "." })
}

// Addable tells who but root and owner can make something in a folder; empty:
// nobody.
func Addable(i host.FileInfo, owner uint32) string {
	i.Mode &^= fs.ModeSticky
	return Changeable(i, owner)
}

// Changeable tells who but root and owner can change a file, or put another in
// place of what a folder holds; empty: nobody. A sticky folder keeps its files
// to their owners.
func Changeable(i host.FileInfo, owner uint32) string {
	p := i.Perm()
	switch {
	case i.UID != 0 && i.UID != owner:
		return fmt.Sprintf("owned by user id %d", i.UID)
	case i.IsDir() && p&0o1000 != 0:
		return ""
	case p&0o002 != 0:
		return "writable by everybody"
	case p&0o020 != 0 && i.GID != 0:
		return fmt.Sprintf("writable by group id %d", i.GID)
	}
	return ""
}
