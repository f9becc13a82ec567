package logon

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// val is one value that a variable may have in the end. Where a script branches
// on what cannot be told, a variable has several.
type val struct {
	text     string
	known    bool // false: computed by a command
	set      bool
	exported bool
	readonly bool
	src      facts.Source
}

func (v val) same(w val) bool {
	return v.text == w.text && v.known == w.known && v.set == w.set && v.exported == w.exported && v.readonly == w.readonly
}

type truth int

const (
	untrue truth = iota
	unsure
	sure
)

func (t truth) not() truth { return sure - t }

func truthOf(b bool) truth {
	if b {
		return sure
	}
	return untrue
}

const (
	maxValues = 16
	maxSteps  = 100_000
	maxText   = 64 << 10 // of a value
	maxSource = 20
	// textPerStep is how much of a text to parse counts as a step: a long one, again
	// and again, is much to follow.
	textPerStep = 256
)

// shell follows start-up files as a shell would that logs somebody on: it runs
// nothing, and where it cannot tell what a command answers it goes both ways.
type shell struct {
	ctx   context.Context
	h     host.Host
	vars  map[string][]val
	funcs map[string][]*node
	args  []string // positional, of the function that runs
	file  string
	here  facts.Source // of the command that runs
	steps int
	// gaveUp: the steps came to their end, and what follows was not looked at.
	gaveUp bool
	depth  int
	root   bool
	zsh    bool
	// problems: files that could not be read or understood.
	problems []error
	// left: states in which a file was left early.
	left []map[string][]val
}

const umaskVar = "\x00umask"

func newShell(ctx context.Context, h host.Host, root bool) *shell {
	s := &shell{ctx: ctx, h: h, vars: map[string][]val{}, funcs: map[string][]*node{}, root: root}
	for k, v := range map[string]string{"BASH": "/bin/bash", "BASH_VERSION": "5.2.0(1)-release", "PS1": `\s-\v\$ `, "SHELL": "/bin/bash", "-": "himBHs"} {
		s.vars[k] = []val{{text: v, known: true, set: true}}
	}
	who := map[string]string{"HOME": "/home/USER", "USER": "USER", "LOGNAME": "USER", "UID": "1000", "EUID": "1000"}
	if root {
		who = map[string]string{"HOME": "/root", "USER": "root", "LOGNAME": "root", "UID": "0", "EUID": "0"}
	}
	for k, v := range who {
		s.vars[k] = []val{{text: v, known: true, set: true, exported: true}}
	}
	for _, k := range []string{"TERM", "SSH_CLIENT", "SSH_TTY", "SSH_CONNECTION", "LANG", "DISPLAY", "XDG_SESSION_TYPE", "HOSTNAME", "PROFILEREAD", "SUDO_USER"} {
		s.vars[k] = []val{{set: true}, {known: true}}
	}
	return s
}

// source runs a file if there is one; it tells whether there is.
func (s *shell) source(name string) truth {
	name = path.Clean(name)
	if s.depth >= maxSource {
		s.problems = append(s.problems, fmt.Errorf("%s: start-up files call each other too deeply", name))
		return unsure
	}
	b, err := s.h.ReadFile(s.ctx, name, host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		return untrue
	}
	if err != nil {
		s.problems = append(s.problems, err)
		return unsure
	}
	s.steps += len(b) / textPerStep
	list, err := parseShell(string(b))
	if err != nil {
		s.problems = append(s.problems, fmt.Errorf("%s: %w", name, err))
		return unsure
	}
	file, left := s.file, s.left
	s.file, s.left = name, nil
	s.depth++
	s.run(list)
	for _, l := range s.left {
		s.vars = merge(s.vars, l)
	}
	s.depth--
	s.file, s.left = file, left
	return sure
}

// run executes commands; false: the file was left with return or exit.
func (s *shell) run(list []*node) bool {
	for _, n := range list {
		if _, on := s.exec(n); !on {
			return false
		}
	}
	return true
}

// exec returns the status of a command, and false when the file was left.
func (s *shell) exec(n *node) (truth, bool) {
	if s.steps++; s.steps > maxSteps || s.ctx.Err() != nil {
		if !s.gaveUp {
			s.gaveUp = true
			s.problems = append(s.problems, fmt.Errorf("%s: too much to follow", s.file))
		}
		return unsure, false
	}
	switch n.kind {
	case "simple":
		return s.simple(n)
	case "group":
		return unsure, s.run(n.list)
	case "not":
		t, on := s.exec(n.list[0])
		return t.not(), on
	case "and", "or":
		t, on := s.exec(n.list[0])
		if !on {
			return t, false
		}
		skip := untrue
		if n.kind == "or" {
			skip = sure
		}
		if t == skip {
			return t, true
		}
		if t != unsure {
			return s.exec(n.list[1])
		}
		right := unsure
		on = s.maybe(func() bool {
			var on bool
			right, on = s.exec(n.list[1])
			return on
		})
		if right != skip {
			right = unsure
		}
		return right, on
	case "if":
		return unsure, s.ifs(n.branches, n.other)
	case "for":
		return unsure, s.loop(n)
	case "while":
		return unsure, s.maybe(func() bool { return s.run(n.list) })
	case "case":
		return unsure, s.cases(n)
	case "sub":
		s.arithmetic(n)
	case "func":
		s.funcs[n.name] = n.list
		return sure, true
	}
	return unsure, true // a subshell or pipeline changes nothing here
}

// maybe runs f on a copy and keeps both outcomes.
func (s *shell) maybe(f func() bool) bool {
	before := maps.Clone(s.vars)
	if f() {
		s.vars = merge(before, s.vars)
	} else {
		s.left = append(s.left, s.vars)
		s.vars = before
	}
	return true
}

// merge keeps the values of both; those that were never set in one are unset there.
func merge(a, b map[string][]val) map[string][]val {
	out := map[string][]val{}
	for _, k := range slices.Sorted(maps.Keys(a)) {
		out[k] = a[k]
	}
	for k, v := range b {
		old, ok := a[k]
		if !ok {
			old = []val{{known: true}}
		}
		out[k] = union(old, v)
	}
	for k, v := range a {
		if _, ok := b[k]; !ok {
			out[k] = union(v, []val{{known: true}})
		}
	}
	return out
}

func union(a, b []val) []val {
	out := slices.Clone(a)
	for _, v := range b {
		if !slices.ContainsFunc(out, v.same) {
			out = append(out, v)
		}
	}
	if len(out) > maxValues {
		return []val{{set: true, src: out[0].src}}
	}
	return out
}

func (s *shell) ifs(branches []branch, other []*node) bool {
	if len(branches) == 0 {
		return s.run(other)
	}
	t := sure
	for _, c := range branches[0].cond {
		var on bool
		if t, on = s.exec(c); !on {
			return false
		}
	}
	switch t {
	case sure:
		return s.run(branches[0].body)
	case untrue:
		return s.ifs(branches[1:], other)
	}
	return s.either(func() bool { return s.run(branches[0].body) }, func() bool { return s.ifs(branches[1:], other) })
}

// either runs both on copies and keeps both outcomes.
func (s *shell) either(f, g func() bool) bool {
	before := maps.Clone(s.vars)
	onF := f()
	after := s.vars
	s.vars = before
	onG := g()
	switch {
	case onF && onG:
		s.vars = merge(after, s.vars)
	case onF:
		s.left = append(s.left, s.vars)
		s.vars = after
	case onG:
		s.left = append(s.left, after)
	default:
		s.left = append(s.left, after)
		return false
	}
	return true
}

func (s *shell) loop(n *node) bool {
	if n.words == nil && len(s.args) > 0 { // "for x do" goes over the arguments
		n = &node{kind: n.kind, name: n.name, list: n.list, words: s.args}
	}
	for _, w := range n.words {
		vals := s.expand(w)
		if len(vals) != 1 || !vals[0].known {
			s.vars[n.name] = vals
			if !s.maybe(func() bool { return s.run(n.list) }) {
				return false
			}
			continue
		}
		words := []string{vals[0].text}
		if !strings.ContainsAny(w, `'"`) {
			words = strings.Fields(vals[0].text)
			if strings.ContainsAny(w, "*?[") {
				words = s.glob(words)
			}
		}
		for _, one := range words {
			s.vars[n.name] = []val{{text: one, known: true, set: true}}
			if !s.run(n.list) {
				return false
			}
		}
	}
	return true
}

// glob expands patterns in the last element of a path, in the order of names.
func (s *shell) glob(words []string) []string {
	var out []string
	for _, w := range words {
		dir, last := path.Split(w)
		if !strings.ContainsAny(last, "*?[") || strings.ContainsAny(dir, "*?[") {
			out = append(out, w)
			continue
		}
		list, err := s.h.ReadDir(s.ctx, path.Clean(dir))
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			s.problems = append(s.problems, err)
		}
		found := 0
		for _, e := range list {
			if e.Name[0] != '.' && matches(last, e.Name) {
				out = append(out, dir+e.Name)
				found++
			}
		}
		if found == 0 {
			out = append(out, w)
		}
	}
	return out
}

func (s *shell) cases(n *node) bool {
	words := s.expand(n.words[0])
	var take func(i int) bool
	take = func(i int) bool {
		if i >= len(n.branches) {
			return true
		}
		t := untrue
		for _, p := range n.branches[i].patterns {
			t = max(t, s.anyMatch(words, p))
		}
		switch t {
		case sure:
			return s.run(n.branches[i].body)
		case untrue:
			return take(i + 1)
		}
		return s.either(func() bool { return s.run(n.branches[i].body) }, func() bool { return take(i + 1) })
	}
	return take(0)
}

// anyMatch compares every possible word with every possible pattern.
func (s *shell) anyMatch(words []val, pattern string) truth {
	hits, all := 0, 0
	for _, p := range s.expandPattern(pattern) {
		if p.known && p.text == "*" {
			return sure
		}
		for _, w := range words {
			all++
			if !w.known || !p.known {
				return unsure
			}
			if matches(p.text, w.text) {
				hits++
			}
		}
	}
	switch hits {
	case 0:
		return untrue
	case all:
		return sure
	}
	return unsure
}

func (s *shell) assign(raw string, exported, readonly bool, line int) {
	eq := assignment(raw)
	name, add := raw[:eq], false
	if strings.HasSuffix(name, "+") {
		name, add = name[:len(name)-1], true
	}
	vals := s.expand(raw[eq+1:])
	if strings.HasPrefix(raw[eq+1:], "(") {
		vals = computed // an array, of which the first element counts
	}
	if add {
		vals = cross(s.get(name), vals)
	}
	s.set(name, vals, exported, readonly, line)
}

func (s *shell) get(name string) []val {
	if v, ok := s.vars[name]; ok {
		return v
	}
	return []val{{known: true}}
}

// set gives a variable new values; where it is already read only it keeps its own.
func (s *shell) set(name string, vals []val, exported, readonly bool, line int) {
	var out []val
	for _, old := range s.get(name) {
		if old.readonly {
			out = union(out, []val{old})
			continue
		}
		for _, v := range vals {
			v.set, v.src = true, facts.FileLine(s.file, line)
			v.exported, v.readonly = exported || old.exported, readonly
			out = union(out, []val{v})
		}
	}
	s.vars[name] = out
}

// mark changes attributes only.
func (s *shell) mark(name string, exported, readonly bool) {
	vals := slices.Clone(s.get(name))
	for i := range vals {
		vals[i].exported = vals[i].exported || exported
		vals[i].readonly = vals[i].readonly || readonly
	}
	s.vars[name] = vals
}
