package logon

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// simple runs one simple command as far as it matters here.
func (s *shell) simple(n *node) (truth, bool) {
	s.here = facts.FileLine(s.file, n.line)
	if len(n.words) == 0 {
		for _, a := range n.assigns {
			s.assign(a, false, false, n.line)
		}
		return sure, true
	}
	if n.words[0] == "[[" {
		return s.test(n.words[1:len(n.words)-1], true), true
	}
	name := s.expand(n.words[0])
	if len(name) != 1 || !name[0].known {
		return unsure, true
	}
	switch name[0].text {
	case "[":
		if n.words[len(n.words)-1] == "]" {
			return s.test(n.words[1:len(n.words)-1], false), true
		}
		return unsure, true
	case "test":
		return s.test(n.words[1:], false), true
	case ":", "true":
		for _, w := range n.words[1:] {
			s.expand(w)
		}
		return sure, true
	case "false":
		return untrue, true
	case "command", "builtin":
		if len(n.words) > 1 && !strings.HasPrefix(n.words[1], "-") {
			return s.simple(&node{kind: "simple", line: n.line, words: n.words[1:], assigns: n.assigns})
		}
	case "export", "readonly", "declare", "typeset", "local":
		s.declare(name[0].text, n)
		return sure, true
	case "unset":
		s.unset(n.words[1:])
		return sure, true
	case "umask":
		s.umask(n)
		return sure, true
	case ".", "source":
		return s.include(n)
	case "eval":
		return s.eval(n.words[1:], n)
	case "emulate":
		if text := emulated(n.words[1:]); text != nil && s.zsh {
			return s.eval(text, n)
		}
	case "return", "exit":
		return unsure, false
	case "exec":
		if len(n.words) > 1 {
			return unsure, false
		}
	default:
		if body, ok := s.funcs[name[0].text]; ok {
			return s.call(body, n)
		}
	}
	s.switches(name[0].text, n)
	s.indirect(name[0].text, n)
	return unsure, true
}

func (s *shell) declare(command string, n *node) {
	exported, readonly, refers := command == "export", command == "readonly", false
	for _, w := range n.words[1:] {
		if strings.HasPrefix(w, "-") || strings.HasPrefix(w, "+") && assignment(w) == 0 {
			on := w[0] == '-'
			if strings.Contains(w, "x") && command != "export" {
				exported = on
			}
			if strings.Contains(w, "r") {
				readonly = on
			}
			if strings.Contains(w, "n") {
				exported, refers = exported && command != "export", command != "export"
			}
			continue
		}
		if eq := assignment(w); eq > 0 && refers && slices.Contains(judged, w[eq+1:]) {
			s.perhaps(n, w[eq+1:]) // another name for it
		} else if eq > 0 {
			s.assign(w, exported, readonly, n.line)
		} else if nameLen(w) == len(w) {
			s.mark(w, exported, readonly)
		}
	}
}

func (s *shell) unset(words []string) {
	for _, w := range words {
		var keep []val
		for _, v := range s.get(w) {
			if v.readonly {
				keep = union(keep, []val{v})
			} else {
				keep = union(keep, []val{{known: true, src: s.here}})
			}
		}
		s.vars[w] = keep
	}
}

// umask keeps the mask as four octal digits.
func (s *shell) umask(n *node) {
	for _, w := range n.words[1:] {
		if w == "-S" || w == "-p" {
			continue
		}
		var out []val
		for _, v := range s.expand(w) {
			mask, ok := parseUmask(v.text)
			out = union(out, []val{{text: fmt.Sprintf("%04o", mask), known: v.known && ok, set: true}})
		}
		s.set(umaskVar, out, false, false, n.line)
		return
	}
}

// parseUmask reads octal digits or the symbolic form, which says what is let
// through: u=rwx,g=rx,o= is 027.
func parseUmask(text string) (uint64, bool) {
	if n, err := strconv.ParseUint(text, 8, 12); err == nil {
		return n & 0o777, true
	}
	mask := uint64(0o777)
	seen := map[byte]bool{}
	for _, part := range strings.Split(text, ",") {
		who, perms, ok := strings.Cut(part, "=")
		if !ok || strings.Trim(who, "ugoa") != "" || strings.Trim(perms, "rwx") != "" {
			return 0, false
		}
		bits := uint64(0)
		for i, c := range "xwr" {
			if strings.ContainsRune(perms, c) {
				bits |= 1 << i
			}
		}
		if who == "" || strings.Contains(who, "a") {
			who = "ugo"
		}
		for i := range who {
			shift := map[byte]int{'u': 6, 'g': 3, 'o': 0}[who[i]]
			mask = mask&^(0o7<<shift) | (0o7&^bits)<<shift
			seen[who[i]] = true
		}
	}
	return mask, len(seen) == 3
}

func (s *shell) include(n *node) (truth, bool) {
	if len(n.words) < 2 {
		return untrue, true
	}
	files := s.expand(n.words[1])
	if len(files) == 1 && files[0].known {
		name := files[0].text
		if !strings.HasPrefix(name, "/") {
			return unsure, true // looked up in PATH
		}
		if !s.root && strings.HasPrefix(name, "/home/USER") {
			return unsure, true // people's own files are their own
		}
		return s.source(name), true
	}
	for _, f := range files {
		if f.known && strings.HasPrefix(f.text, "/") {
			s.maybe(func() bool { s.source(f.text); return true })
		}
	}
	return unsure, true
}

func (s *shell) call(body []*node, n *node) (truth, bool) {
	if s.depth >= maxSource {
		return unsure, true
	}
	var args []string
	for _, w := range n.words[1:] {
		v := s.expand(w)
		if len(v) != 1 || !v[0].known || strings.Contains(v[0].text, "'") {
			args = append(args, "\x00")
			continue
		}
		args = append(args, v[0].text)
	}
	before, left := s.args, s.left
	s.args, s.left = args, nil
	s.depth++
	s.run(body)
	for _, l := range s.left {
		s.vars = merge(s.vars, l)
	}
	s.depth--
	s.args, s.left = before, left
	return unsure, true
}

// test evaluates [ ], test and [[ ]] (test(1)).
func (s *shell) test(words []string, double bool) truth {
	or, and := "-o", "-a"
	if double {
		or, and = "||", "&&"
	}
	for i, w := range words {
		if w == or && i > 0 {
			return max(s.test(words[:i], double), s.test(words[i+1:], double))
		}
	}
	for i, w := range words {
		if w == and && i > 0 {
			return min(s.test(words[:i], double), s.test(words[i+1:], double))
		}
	}
	if len(words) > 1 && words[0] == "!" {
		return s.test(words[1:], double).not()
	}
	switch len(words) {
	case 0:
		return untrue
	case 1:
		return all(s.expand(words[0]), func(t string) truth { return truthOf(t != "") })
	case 2:
		return s.unary(words[0], words[1])
	case 3:
		return s.binary(words[0], words[1], words[2], double)
	}
	return unsure
}

// all is what f says of every value when it says the same of each.
func all(list []val, f func(string) truth) truth {
	out := unsure
	for i, v := range list {
		if !v.known {
			return unsure
		}
		t := f(v.text)
		if i > 0 && t != out {
			return unsure
		}
		out = t
	}
	return out
}

func (s *shell) unary(op, word string) truth {
	vals := s.expand(word)
	switch op {
	case "-z":
		return all(vals, func(t string) truth { return truthOf(t == "") })
	case "-n":
		return all(vals, func(t string) truth { return truthOf(t != "") })
	case "-t":
		return sure // somebody sits at the terminal
	case "-v":
		return all(vals, func(t string) truth {
			return all(s.get(t), func(string) truth { return unsure })
		})
	case "-e", "-f", "-r", "-s", "-d", "-x", "-L", "-h":
		return all(vals, func(t string) truth { return s.fileTest(op, t) })
	}
	return unsure
}

func (s *shell) fileTest(op, name string) truth {
	if !strings.HasPrefix(name, "/") || strings.HasPrefix(name, "/home/USER") || strings.HasPrefix(name, "/dev/") || strings.HasPrefix(name, "/run/") {
		return unsure
	}
	stat := s.h.Stat
	if op == "-L" || op == "-h" {
		stat = s.h.Lstat
	}
	i, err := stat(s.ctx, name)
	if err != nil {
		if isAbsent(err) {
			return untrue
		}
		return unsure
	}
	switch op {
	case "-f":
		return truthOf(i.IsRegular())
	case "-d":
		return truthOf(i.IsDir())
	case "-s":
		return truthOf(i.Size > 0)
	case "-L", "-h":
		return truthOf(i.IsLink())
	case "-x":
		return truthOf(i.Perm()&0o111 != 0)
	case "-r":
		// Root reads everything; another needs the mode.
		return truthOf(s.root || i.Perm()&0o004 != 0)
	}
	return sure
}

func isAbsent(err error) bool { return errors.Is(err, host.ErrNotExist) }

func (s *shell) binary(left, op, right string, double bool) truth {
	l := s.expand(left)
	switch op {
	case "=", "==", "!=":
		t := unsure
		if double {
			t = s.anyMatch(l, right)
		} else {
			t = s.equal(l, s.expand(right))
		}
		if op == "!=" {
			return t.not()
		}
		return t
	case "-eq", "-ne", "-lt", "-le", "-gt", "-ge":
		r := s.expand(right)
		return all(l, func(a string) truth {
			return all(r, func(b string) truth {
				x, err1 := strconv.Atoi(strings.TrimSpace(a))
				y, err2 := strconv.Atoi(strings.TrimSpace(b))
				if err1 != nil || err2 != nil {
					return untrue
				}
				return truthOf(map[string]bool{"-eq": x == y, "-ne": x != y, "-lt": x < y, "-le": x <= y, "-gt": x > y, "-ge": x >= y}[op])
			})
		})
	}
	return unsure
}

func (s *shell) equal(l, r []val) truth {
	return all(l, func(a string) truth {
		return all(r, func(b string) truth { return truthOf(a == b) })
	})
}
