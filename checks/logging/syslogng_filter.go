package logging

import (
	"slices"
	"strings"

	"isoscan/internal/facts"
)

// ngFunctions are the tests of a filter that look at something other than
// facility and severity.
var ngFunctions = []string{
	"program", "host", "match", "message", "netmask", "netmask6", "tags", "in-list", "source", "rate-limit", "throttle",
}

// ngComparisons part the two sides of a comparison.
var ngComparisons = []string{"<", ">", "<=", ">=", "==", "!=", "===", "!==", "=~", "!~", "eq", "ne", "lt", "gt", "le", "ge", "type-eq", "type-ne"}

// conditions reads the expressions of a filter's body: all must hold. The last
// needs no semicolon. Names of other filters are looked up when used, and only
// then must they exist; dirty says that facility and severity were rewritten.
func (s *ngState) conditions(body []ngStatement, used, dirty bool) condition {
	out := condition(always)
	if len(body) == 0 {
		s.refuse("", "an empty filter")
	}
	for i, n := range body {
		if !n.ended && i < len(body)-1 {
			s.refuse(n.at(), "; is missing in a filter")
		}
		a, b := out, s.expression(n.parts, used, dirty)
		out = func(m message) answer { return min(a(m), b(m)) }
	}
	return out
}

// expression reads one expression: not binds closer than and, and than or.
func (s *ngState) expression(parts []ngPart, used, dirty bool) condition {
	p := &ngExpr{s: s, parts: parts, used: used, dirty: dirty}
	c := p.or()
	if p.at < len(p.parts) && len(s.refused) == 0 {
		s.refuse(p.parts[p.at].at, "not a filter: %s", p.parts[p.at].text)
	}
	return c
}

// ngExpr parses one expression.
type ngExpr struct {
	s           *ngState
	parts       []ngPart
	at          int
	used, dirty bool
}

func (p *ngExpr) word(w string) bool {
	if p.at < len(p.parts) && p.parts[p.at].kind == 'w' && p.parts[p.at].text == w {
		p.at++
		return true
	}
	return false
}

func (p *ngExpr) or() condition {
	c := p.and()
	for p.word("or") {
		a, b := c, p.and()
		c = func(m message) answer { return max(a(m), b(m)) }
	}
	return c
}

func (p *ngExpr) and() condition {
	c := p.not()
	for p.word("and") {
		a, b := c, p.not()
		c = func(m message) answer { return min(a(m), b(m)) }
	}
	return c
}

func (p *ngExpr) not() condition {
	negate := false
	for p.word("not") {
		negate = !negate
	}
	c := p.primary()
	if negate {
		return func(m message) answer { return c(m).not() }
	}
	return c
}

// primary is a group, a test, or a comparison of two values.
func (p *ngExpr) primary() condition {
	if p.at >= len(p.parts) {
		p.s.refuse(p.end(), "the filter ends too early")
		return unclear
	}
	first := p.parts[p.at]
	p.at++
	var next ngPart
	if p.at < len(p.parts) {
		next = p.parts[p.at]
	}
	switch {
	case first.kind == '(':
		return p.s.nested(first, func() condition { return p.s.expression(first.list, p.used, p.dirty) })
	case first.kind == 'w' && next.kind == '(':
		p.at++
		return p.s.test(first, next.list, p.used, p.dirty)
	case first.name() && next.kind == 'w' && slices.Contains(ngComparisons, next.text) && p.at+1 < len(p.parts) && p.parts[p.at+1].name():
		p.at += 2
		return unclear
	}
	p.s.refuse(first.at, "not a filter: %s", first.text)
	return unclear
}

func (p *ngExpr) end() facts.Source {
	if len(p.parts) > 0 {
		return p.parts[len(p.parts)-1].at
	}
	return ""
}

// nested bounds how deep expressions and references go.
func (s *ngState) nested(at ngPart, read func() condition) condition {
	if s.depth++; s.depth > ngDepth {
		s.depth--
		s.doubt(at.at, "nested too deep")
		return unclear
	}
	defer func() { s.depth-- }()
	return read()
}

// test is one function of a filter.
func (s *ngState) test(name ngPart, args []ngPart, used, dirty bool) condition {
	switch w := dashed(name.text); {
	case w == "facility":
		return s.facility(name, args, dirty)
	case w == "level" || w == "priority" || w == "severity":
		return s.level(name, args, dirty)
	case w == "filter":
		if len(args) != 1 || !args[0].name() {
			s.refuse(name.at, "filter() takes one name")
			return unclear
		}
		if !used {
			return unclear
		}
		f, ok := s.objects["filter"][args[0].text]
		if !ok {
			s.refuse(name.at, "there is no filter %s", args[0].text)
			return unclear
		}
		return s.nested(name, func() condition { return s.conditions(f.parts[2].body, used, dirty) })
	case !slices.Contains(ngFunctions, w):
		s.doubt(name.at, "the filter %s() is not known", name.text)
	}
	return unclear
}

// spans reads words and ranges of words, with or without commas between them.
func (s *ngState) spans(name ngPart, args []ngPart, number func(string) (int, bool), most int) (uint64, bool) {
	var bits uint64
	for i := 0; i < len(args); i++ {
		x, ok := 0, args[i].name()
		if ok {
			x, ok = number(args[i].text)
		}
		y := x
		if ok && i+2 < len(args) && args[i+1].kind == '.' {
			if ok = args[i+2].name(); ok {
				y, ok = number(args[i+2].text)
			}
			i += 2
		}
		if !ok {
			s.refuse(name.at, "%s() does not know %s", name.text, args[min(i, len(args)-1)].text)
			return 0, false
		}
		for n := min(x, y); n <= max(x, y) && n < most; n++ {
			bits |= 1 << n
		}
		if i+1 < len(args) && args[i+1].kind == ',' {
			if i++; i+1 == len(args) {
				s.refuse(name.at, "%s() ends with a comma", name.text)
				return 0, false
			}
		}
	}
	if len(args) == 0 {
		s.refuse(name.at, "%s() is empty", name.text)
	}
	return bits, true
}

func (s *ngState) facility(name ngPart, args []ngPart, dirty bool) condition {
	// A number stands alone.
	for _, a := range args {
		if a.kind == 'w' && strings.Trim(a.text, "0123456789") == "" && len(args) > 1 {
			s.refuse(name.at, "facility() takes one number alone")
			return unclear
		}
	}
	bits, ok := s.spans(name, args, facilityNG, len(facilities))
	if !ok || dirty {
		return unclear
	}
	var m mask
	for f := range m {
		if bits&(1<<f) != 0 {
			m[f] = 0xff
		}
	}
	return sure(&m)
}

// level takes words and ranges such as info..emerg, and no numbers.
func (s *ngState) level(name ngPart, args []ngPart, dirty bool) condition {
	bits, ok := s.spans(name, args, func(w string) (int, bool) {
		n, ok := severityNumber(w)
		return n, ok && strings.Trim(w, "0123456789") != ""
	}, len(severities))
	if !ok || dirty {
		return unclear
	}
	return func(m message) answer {
		if bits&(1<<m.severity) != 0 {
			return yes
		}
		return no
	}
}
