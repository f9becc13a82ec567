package logon

import (
	"regexp"
	"strings"
)

// matches compares with a shell pattern, in which * also takes slashes.
func matches(pattern, text string) bool {
	var b strings.Builder
	b.WriteString(`(?s)^`)
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; c {
		case '*':
			b.WriteString(`.*`)
		case '?':
			b.WriteString(`.`)
		case '\\':
			if i++; i < len(pattern) {
				b.WriteString(regexp.QuoteMeta(pattern[i : i+1]))
			}
		case '[':
			j := strings.IndexByte(pattern[i+1:], ']')
			if j <= 0 {
				b.WriteString(`\[`)
				continue
			}
			set := pattern[i+1 : i+1+j]
			b.WriteByte('[')
			if set[0] == '!' || set[0] == '^' {
				b.WriteByte('^')
				set = set[1:]
			}
			b.WriteString(strings.NewReplacer(`\`, `\\`, `[`, `\[`, `^`, `\^`).Replace(set))
			b.WriteByte(']')
			i += j + 1
		default:
			b.WriteString(regexp.QuoteMeta(pattern[i : i+1]))
		}
	}
	re, err := regexp.Compile(b.String() + `$`)
	return err == nil && re.MatchString(text)
}

// cross joins every value of a with every value of b.
func cross(a, b []val) []val {
	var out []val
	for _, x := range a {
		for _, y := range b {
			if len(x.text)+len(y.text) > maxText {
				out = union(out, computed) // a text that doubles itself would fill the memory
				continue
			}
			out = union(out, []val{{text: x.text + y.text, known: x.known && y.known, set: true}})
		}
	}
	return out
}

func lit(s string) []val { return []val{{text: s, known: true, set: true}} }

var computed = []val{{set: true}}

func (s *shell) expand(raw string) []val { return s.words(raw, false) }

// expandPattern is expand that keeps quoted wildcards from matching.
func (s *shell) expandPattern(raw string) []val { return s.words(raw, true) }

// words expands quotes, variables and the few commands whose answer is known.
func (s *shell) words(raw string, pattern bool) []val {
	out := lit("")
	quoted := false
	add := func(v []val) { out = cross(out, v) }
	text := func(t string, protected bool) {
		if pattern && protected {
			t = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(t)
		}
		add(lit(t))
	}
	if raw == "~" || strings.HasPrefix(raw, "~/") {
		add(s.get("HOME"))
		raw = raw[1:]
	}
	line := 0
	for i := 0; i < len(raw); {
		switch c := raw[i]; {
		case c == '\\' && i+1 < len(raw):
			switch {
			case raw[i+1] == '\n':
			case quoted && strings.IndexByte("$`\"\\", raw[i+1]) < 0:
				text(raw[i:i+2], true)
			default:
				text(raw[i+1:i+2], true)
			}
			i += 2
		case c == '\'' && !quoted:
			j := closing(raw, i, &line)
			if j < 0 {
				return computed
			}
			text(raw[i+1:j-1], true)
			i = j
		case c == '"':
			quoted = !quoted
			i++
		case c == '`':
			j := closing(raw, i, &line)
			if j < 0 {
				return computed
			}
			add(s.substitute(raw[i+1 : j-1]))
			i = j
		case c == '$' && i+1 < len(raw):
			v, n := s.dollar(raw[i:])
			if n == 0 {
				text("$", quoted)
				n = 1
			} else {
				add(v)
			}
			i += n
		case c == ':' && strings.HasPrefix(raw[i:], ":~/") && !quoted:
			text(":", false)
			add(s.get("HOME"))
			i += 2
		default:
			j := i
			for j < len(raw) && strings.IndexByte("\\'\"`$:", raw[j]) < 0 {
				j++
			}
			if j == i {
				j++
			}
			text(raw[i:j], quoted)
			i = j
		}
	}
	return out
}

func nameLen(s string) int {
	n := 0
	for n < len(s) && (s[n] == '_' || s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z' || n > 0 && s[n] >= '0' && s[n] <= '9') {
		n++
	}
	return n
}

// dollar expands what begins with '$'; n is its length, 0 when it is no expansion.
func (s *shell) dollar(r string) (v []val, n int) {
	line := 0
	switch c := r[1]; {
	case c == '(':
		j := closing(r, 1, &line)
		if j < 0 {
			return computed, len(r)
		}
		if strings.HasPrefix(r, "$((") {
			return computed, j
		}
		return s.substitute(r[2 : j-1]), j
	case c == '{':
		j := closing(r, 1, &line)
		if j < 0 {
			return computed, len(r)
		}
		return s.braces(r[2 : j-1]), j
	case c >= '0' && c <= '9':
		return s.positional(int(c - '0')), 2
	case c == '-':
		return s.get("-"), 2
	case strings.IndexByte("?$!#@*", c) >= 0:
		return computed, 2
	}
	if n := nameLen(r[1:]); n > 0 {
		return values(s.get(r[1 : 1+n])), 1 + n
	}
	return nil, 0
}

func (s *shell) positional(i int) []val {
	if i == 0 {
		return lit("-bash")
	}
	if i <= len(s.args) && s.args[i-1] == "\x00" {
		return computed
	}
	if i <= len(s.args) {
		return s.expand("'" + s.args[i-1] + "'")
	}
	return lit("")
}

// values drops the attributes: an unset variable reads as nothing.
func values(list []val) []val {
	var out []val
	for _, v := range list {
		out = union(out, []val{{text: v.text, known: v.known, set: true}})
	}
	return out
}

// braces expands ${NAME} with the operators for defaults.
func (s *shell) braces(body string) []val {
	n := nameLen(body)
	if n == 0 {
		if len(body) == 1 && body[0] >= '0' && body[0] <= '9' {
			return s.positional(int(body[0] - '0'))
		}
		if strings.HasPrefix(body, "-#*i") {
			return lit("himBHs") // what Fedora asks to tell an interactive shell
		}
		return computed
	}
	name, op := body[:n], body[n:]
	cur := s.get(name)
	if op == "" {
		return values(cur)
	}
	colon := strings.HasPrefix(op, ":")
	op = strings.TrimPrefix(op, ":")
	if op == "" || strings.IndexByte("-=+?", op[0]) < 0 {
		return computed
	}
	word := s.expand(op[1:])
	var out []val
	assigned := false
	for _, v := range cur {
		empty := !v.set || colon && v.known && v.text == ""
		switch {
		case op[0] == '+' && empty:
			out = union(out, lit(""))
		case op[0] == '+':
			out = union(out, word)
		case empty && op[0] != '?':
			out = union(out, word)
			assigned = op[0] == '='
		default:
			out = union(out, values([]val{v}))
		}
	}
	if assigned {
		var keep []val
		for _, v := range cur {
			if empty := !v.set || colon && v.known && v.text == ""; !empty {
				keep = union(keep, []val{v})
				continue
			}
			for _, w := range word {
				w.exported = v.exported
				keep = union(keep, []val{w})
			}
		}
		for i := range keep {
			if keep[i].src == "" {
				keep[i].src = s.here
			}
		}
		s.vars[name] = keep
	}
	return out
}

// substitute answers the commands that a start-up file asks about the user.
func (s *shell) substitute(cmd string) []val {
	f := strings.Fields(cmd)
	if len(f) > 0 && strings.HasSuffix(f[len(f)-1], "2>/dev/null") {
		f = f[:len(f)-1]
	}
	if len(f) == 0 {
		return lit("")
	}
	f[0] = f[0][strings.LastIndexByte(f[0], '/')+1:]
	switch strings.Join(f, " ") {
	case "id -u", "id -ru", "id -ur":
		return values(s.get("UID"))
	case "id -un", "id -nu", "whoami", "logname":
		return values(s.get("USER"))
	case "id -g", "id -gr":
		if s.root {
			return lit("0")
		}
	case "id -gn", "id -ng":
		if s.root {
			return lit("root")
		}
	}
	return computed
}
