package audit

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
)

// lookup tells what stands at a path now.
type lookup func(p string) (exists, dir bool, err error)

// state is the kernel's audit system while a file of rules is loaded.
type state struct {
	look    lookup
	rules   []rule
	settled map[string]facts.Sourced[string]
	locked  bool
	ignore  bool
	stopped *facts.Sourced[string]
	errors  []Problem
	doubts  []Problem
}

// load applies lines as auditctl -R does: the first line that auditctl or the
// kernel refuses ends it, unless -i or -c came before.
func load(m machine, lines []line, look lookup) *state {
	s := &state{look: look, settled: map[string]facts.Sourced[string]{}}
	for _, l := range lines {
		c, ok, err := parse(m, l)
		if !ok {
			continue
		}
		if err == nil {
			err = s.apply(c, l)
		}
		if c.doubt != "" {
			s.doubts = append(s.doubts, Problem{c.doubt, l.source})
		}
		if err != nil {
			s.errors = append(s.errors, Problem{facts.Text(err.Error()), l.source})
			if !s.ignore {
				s.stopped = facts.AtPtr(facts.Text(err.Error()), l.source)
				break
			}
		}
	}
	return s
}

func (s *state) apply(c command, l line) error {
	if s.locked && c.verb != "none" && c.verb != "option" && c.verb != "eaten" {
		return fmt.Errorf("the rules are locked by the -e 2 before")
	}
	switch c.verb {
	case "option":
		s.ignore = true
	case "wipe":
		s.rules = slices.DeleteFunc(s.rules, func(r rule) bool { return c.key == "" || slices.Contains(r.keys, c.key) })
	case "set":
		s.settled[c.name] = facts.At(facts.Text(c.value), l.source)
		s.locked = s.locked || c.name == "e" && c.value == "2"
	case "add", "prepend", "delete":
		return s.rule(c)
	}
	return nil
}

// rule adds or deletes one, as the kernel does.
func (s *state) rule(c command) error {
	r := c.rule
	if err := s.place(&r); err != nil {
		return err
	}
	at := slices.IndexFunc(s.rules, func(o rule) bool { return o.same(r) })
	switch {
	case c.verb == "delete" && at < 0:
		return fmt.Errorf("there is no such rule to delete")
	case c.verb == "delete":
		s.rules = slices.Delete(s.rules, at, at+1)
	case at >= 0:
		return fmt.Errorf("the same rule is there already, of %s", s.rules[at].line.source)
	case c.verb == "prepend":
		s.rules = slices.Insert(s.rules, 0, r)
	default:
		s.rules = append(s.rules, r)
	}
	return nil
}

// volatile folders are made at boot, so that what is in them now, or in a tree
// that does not run, tells nothing.
var volatile = []string{"/run", "/var/run", "/proc", "/sys", "/dev", "/tmp"}

// place resolves a watch as auditctl and the kernel do: a folder that exists is
// watched as a tree, and the folder of a watched file must exist.
func (s *state) place(r *rule) error {
	if r.path == "" && r.dir == "" {
		return nil
	}
	if r.path != "" && r.dir != "" {
		return fmt.Errorf("path and dir in one rule")
	}
	p := r.path + r.dir
	if p == "" || p[0] != '/' || r.path != "" && p != "/" && strings.HasSuffix(p, "/") {
		return fmt.Errorf("the path %q is not absolute, or ends in /", p)
	}
	if inside(p, volatile) {
		if r.watch && r.dir == "" && knownFolder[p] {
			r.path, r.dir = "", p
		}
		return nil
	}
	exists, dir, err := s.look(p)
	if err != nil {
		s.doubts = append(s.doubts, Problem{fmt.Sprintf("whether %s exists could not be told: %v", facts.Text(p), err), r.line.source})
		return nil
	}
	switch {
	case r.dir != "" && !exists:
		return fmt.Errorf("the folder %s does not exist", p)
	case r.watch && dir:
		r.path, r.dir = "", p
	case r.path != "" && !exists:
		if exists, _, err := s.look(path.Dir(p)); err == nil && !exists {
			return fmt.Errorf("the folder %s does not exist", path.Dir(p))
		}
	}
	return nil
}

// knownFolder names watched folders of /run.
var knownFolder = map[string]bool{"/run/faillock": true, "/var/run/faillock": true}

func inside(p string, folders []string) bool {
	return slices.ContainsFunc(folders, func(f string) bool { return p == f || strings.HasPrefix(p, f+"/") })
}

// same reports whether the kernel takes two rules for one.
func (r rule) same(o rule) bool {
	return r.list == o.list && r.action == o.action && r.path == o.path && r.dir == o.dir && r.perms == o.perms &&
		r.arch == o.arch && r.archNot == o.archNot && slices.Equal(r.fields, o.fields) && slices.Equal(r.keys, o.keys) &&
		slices.Equal(unique(r.syscalls), unique(o.syscalls))
}

func unique(list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}

// fact is the rule as it is shown.
func (r rule) fact() Rule {
	out := Rule{
		List: r.list, Action: r.action, Perms: r.perms, Arch: r.arch, Source: r.line.source,
		Syscalls: []string{}, Fields: []string{}, Keys: []string{},
	}
	some := func(s string) *string {
		if s == "" {
			return nil
		}
		s = facts.Text(s)
		return &s
	}
	out.Path, out.Dir = some(r.path), some(r.dir)
	if r.archNot {
		out.Fields = append(out.Fields, "arch!="+r.arch)
		out.Arch = ""
	}
	for _, s := range r.syscalls {
		out.Syscalls = append(out.Syscalls, facts.Text(s))
	}
	for _, f := range r.fields {
		out.Fields = append(out.Fields, facts.Text(f.String()))
	}
	for _, k := range r.keys {
		out.Keys = append(out.Keys, facts.Text(k))
	}
	return out
}
