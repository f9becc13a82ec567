package files

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// place walks to a file as the kernel does and notes every step that somebody
// other than root, or than owner, can change.
func (r *reader) place(name string, owner uint32) (Place, error) {
	p := Place{Weak: []string{}}
	todo := split(path.Clean(name))
	at := "/"
	for links := 0; len(todo) > 0; {
		next := path.Join(at, todo[0])
		if todo[0] == ".." {
			at, todo = path.Dir(at), todo[1:]
			continue
		}
		info, err := r.h.Lstat(r.ctx, next)
		if errors.Is(err, host.ErrNotExist) {
			return p, nil
		}
		if err != nil {
			return p, err
		}
		todo = todo[1:]
		if info.IsLink() {
			if links++; links > 40 {
				return p, fmt.Errorf("%s: %w", name, host.ErrLoop)
			}
			to, err := r.h.ReadLink(r.ctx, next)
			if err != nil {
				return p, err
			}
			if strings.HasPrefix(to, "/") {
				at = "/"
			}
			todo = append(slices.DeleteFunc(split(to), func(s string) bool { return s == "." }), todo...)
			continue
		}
		at = next
		if why := changeable(info, owner); why != "" {
			p.Weak = append(p.Weak, facts.Text(at+" is "+why))
		}
	}
	p.Exists = true
	return p, nil
}

func split(name string) []string {
	return strings.FieldsFunc(name, func(c rune) bool { return c == '/' })
}

// changeable tells who but root and owner can change a file, or put another in
// place of what a folder holds. A sticky folder keeps its files to their owners.
func changeable(i host.FileInfo, owner uint32) string {
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

// usualPath lists the folders where shells and daemons look for programs.
var usualPath = strings.Fields("/usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin /usr/games /usr/local/games /snap/bin")

func (r *reader) path() {
	r.facts.Path = map[string]Place{}
	for _, d := range usualPath {
		p, err := r.place(d, 0)
		switch {
		case err != nil:
			r.gaps.Add(keyed("path", d), err)
		case p.Exists:
			r.facts.Path[d] = p
		}
	}
}
