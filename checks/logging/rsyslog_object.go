package logging

import (
	"strings"

	"isoscan/internal/facts"
)

// object reads NAME(key="value" ...), and the body of a ruleset or template.
func (r *reader) object(name string, at facts.Source) (statement, bool) {
	r.space()
	r.skip(1) // the parenthesis, as peekObject saw
	s := statement{kind: "object", name: name, params: map[string]string{}, at: at}
	for {
		r.space()
		if r.pos >= len(r.text) {
			r.fail(at, "%s( does not end", name)
			return s, false
		}
		if r.text[r.pos] == ')' {
			r.skip(1)
			break
		}
		key := strings.ToLower(r.word())
		r.space()
		if key == "" || r.pos >= len(r.text) || r.text[r.pos] != '=' {
			r.fail(at, "%s(: a parameter is not NAME=\"VALUE\"", name)
			if i := strings.IndexByte(r.text[r.pos:], ')'); i >= 0 {
				r.skip(i + 1)
			} else {
				r.skip(len(r.text) - r.pos)
			}
			return s, false
		}
		r.skip(1)
		r.space()
		v, ok := r.paramValue()
		if !ok {
			r.fail(at, "%s(: the value of %s is not in quotes", name, facts.Text(key))
			r.skip(len(r.text) - r.pos)
			return s, false
		}
		s.params[key] = v
	}
	if name == "include" {
		return statement{kind: "included", then: r.include(s.params["file"], s.params["mode"] == "optional", at), at: at}, true
	}
	if name == "ruleset" || name == "template" {
		save, line := r.pos, r.line
		r.space()
		if r.pos < len(r.text) && r.text[r.pos] == '{' {
			r.skip(1)
			s.then = r.statements(true)
		} else {
			r.pos, r.line = save, line
		}
	}
	return s, true
}

// paramValue is a string in quotes, or a list of them in brackets (of which the
// first is kept).
func (r *reader) paramValue() (string, bool) {
	if r.pos >= len(r.text) {
		return "", false
	}
	if r.text[r.pos] == '[' {
		i := strings.IndexByte(r.text[r.pos:], ']')
		if i < 0 {
			return "", false
		}
		list := r.text[r.pos+1 : r.pos+i]
		r.skip(i + 1)
		first, _, _ := strings.Cut(list, ",")
		return strings.Trim(strings.TrimSpace(first), `"'`), true
	}
	q := r.text[r.pos]
	if q != '"' && q != '\'' {
		// Numbers may stand without quotes.
		w := r.word()
		return w, w != ""
	}
	var b strings.Builder
	for i := r.pos + 1; i < len(r.text); i++ {
		switch c := r.text[i]; {
		case c == '\\' && i+1 < len(r.text):
			i++
			b.WriteByte(r.text[i])
		case c == q:
			r.skip(i + 1 - r.pos)
			return b.String(), true
		default:
			b.WriteByte(c)
		}
	}
	return "", false
}
