package facts

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Path names a place in the facts: `accounts.users[*].shell` or
// `files.entries["/etc/shadow"].mode`. [*] stands for every element of a list
// or every value of a map.
type Path []Elem

// Elem is one step of a path: a key, or any.
type Elem struct {
	Key string
	Any bool
}

var bareKey = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)

// ParsePath reads a path. The error says what is wrong with it.
func ParsePath(s string) (Path, error) {
	var p Path
	rest := s
	bad := func(why string) (Path, error) {
		return nil, fmt.Errorf("fact path %q: %s", s, why)
	}
	for first := true; rest != ""; first = false {
		switch {
		case strings.HasPrefix(rest, "[*]"):
			p, rest = append(p, Elem{Any: true}), rest[3:]
		case strings.HasPrefix(rest, "["):
			key, err := strconv.QuotedPrefix(rest[1:])
			if err != nil {
				return bad("after '[' a quoted key or * is needed")
			}
			after := rest[1+len(key):]
			if !strings.HasPrefix(after, "]") {
				return bad("a ']' is missing")
			}
			text, err := strconv.Unquote(key)
			if err != nil {
				return bad("a quoted key is malformed")
			}
			p, rest = append(p, Elem{Key: text}), after[1:]
		default:
			if !first {
				if rest[0] != '.' {
					return bad("a '.' or '[' is needed between keys")
				}
				rest = rest[1:]
			}
			n := strings.IndexAny(rest, ".[")
			if n < 0 {
				n = len(rest)
			}
			key := rest[:n]
			if !bareKey.MatchString(key) {
				return bad(fmt.Sprintf("the key %q must be quoted: [%s]", key, strconv.Quote(key)))
			}
			p, rest = append(p, Elem{Key: key}), rest[n:]
		}
	}
	if len(p) == 0 {
		return bad("it is empty")
	}
	if p[0].Any {
		return bad("it must begin with a check")
	}
	return p, nil
}

// String is the inverse of ParsePath.
func (p Path) String() string {
	var b strings.Builder
	for i, e := range p {
		switch {
		case e.Any:
			b.WriteString("[*]")
		case bareKey.MatchString(e.Key):
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(e.Key)
		default:
			b.WriteString("[" + strconv.Quote(e.Key) + "]")
		}
	}
	return b.String()
}

// Check is the id of the check that the path belongs to.
func (p Path) Check() string { return p[0].Key }

// Covers reports whether q lies at or below p. A [*] in p covers any key.
func (p Path) Covers(q Path) bool {
	if len(p) > len(q) {
		return false
	}
	for i, e := range p {
		if !e.Any && (q[i].Any || e.Key != q[i].Key) {
			return false
		}
	}
	return true
}

// Extent says how much of something is meant.
type Extent int

// The extents.
const (
	None Extent = iota
	Part
	Whole
)

// Hides tells how much of need is unobserved when p is: all of it, a part of
// it (some elements, or something below), or nothing.
func (p Path) Hides(need Path) Extent {
	whole := len(p) <= len(need)
	for i := range min(len(p), len(need)) {
		g, n := p[i], need[i]
		switch {
		case g.Any || !n.Any && g.Key == n.Key:
		case n.Any:
			whole = false
		default:
			return None
		}
	}
	if whole {
		return Whole
	}
	return Part
}

// Absent tells how much of the path is not there in a decoded JSON value:
// nothing, some elements of a [*], or all of it. An empty list or map holds
// everything that could be asked of its elements.
func (p Path) Absent(v any) Extent {
	if len(p) == 0 {
		if v == nil {
			return Whole
		}
		return None
	}
	if p[0].Any {
		var elems []any
		switch t := v.(type) {
		case []any:
			elems = t
		case map[string]any:
			for _, e := range t {
				elems = append(elems, e)
			}
		default:
			return Whole
		}
		missing := 0
		part := false
		for _, e := range elems {
			switch p[1:].Absent(e) {
			case Whole:
				missing++
			case Part:
				part = true
			}
		}
		switch {
		case missing > 0 && missing == len(elems):
			return Whole
		case missing > 0 || part:
			return Part
		}
		return None
	}
	m, ok := v.(map[string]any)
	if !ok {
		return Whole
	}
	child, ok := m[p[0].Key]
	if !ok {
		return Whole
	}
	return p[1:].Absent(child)
}
