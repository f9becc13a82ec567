package logging

import (
	"strconv"
	"strings"
)

// answer is a condition's value for one kind of message.
type answer int

// A condition that depends on anything but facility and severity is maybe.
const (
	no answer = iota
	maybe
	yes
)

func (a answer) not() answer { return yes - a }

// condition tells whether messages of a kind are meant.
type condition func(message) answer

func sure(m *mask) condition {
	return func(msg message) answer {
		if m.has(msg) {
			return yes
		}
		return no
	}
}

func always(message) answer  { return yes }
func unclear(message) answer { return maybe }

// parseExpr reads an expression of RainerScript, in so far as it is about
// facility and severity; every other comparison is maybe.
func parseExpr(text string) condition {
	p := &expr{words: exprWords(text)}
	c := p.or()
	if p.at < len(p.words) {
		return unclear // something that is not understood
	}
	return c
}

type expr struct {
	words []string
	at    int
	depth int
}

// exprWords parts an expression: names, strings in quotes, numbers, operators.
func exprWords(s string) []string {
	var out []string
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
		case c == '\'' || c == '"':
			j := i + 1
			for j < len(s) && s[j] != c {
				if s[j] == '\\' {
					j++
				}
				j++
			}
			out = append(out, s[i:min(j, len(s))])
			i = j + 1
		case strings.IndexByte("()[],+*/%&", c) >= 0:
			out = append(out, string(c))
			i++
		case strings.IndexByte("=<>!", c) >= 0:
			j := i + 1
			for j < len(s) && strings.IndexByte("=<>", s[j]) >= 0 {
				j++
			}
			out = append(out, s[i:j])
			i = j
		default:
			j := i
			for j < len(s) && strings.IndexByte(" \t\n\r'\"()[],+*/%&=<>", s[j]) < 0 && (s[j] != '!' || j > i) {
				j++
			}
			if j == i {
				j++
			}
			out = append(out, s[i:j])
			i = j
		}
	}
	return out
}

func (p *expr) peek() string {
	if p.at < len(p.words) {
		return p.words[p.at]
	}
	return ""
}

func (p *expr) word(w string) bool {
	if strings.EqualFold(p.peek(), w) {
		p.at++
		return true
	}
	return false
}

func (p *expr) or() condition {
	c := p.and()
	for p.word("or") {
		a, b := c, p.and()
		c = func(m message) answer { return max(a(m), b(m)) }
	}
	return c
}

func (p *expr) and() condition {
	c := p.not()
	for p.word("and") {
		a, b := c, p.not()
		c = func(m message) answer { return min(a(m), b(m)) }
	}
	return c
}

func (p *expr) not() condition {
	if p.depth++; p.depth > 200 {
		p.at = len(p.words) + 1
		return unclear
	}
	if p.word("not") || p.word("!") {
		c := p.not()
		return func(m message) answer { return c(m).not() }
	}
	return p.comparison()
}

var comparisons = map[string]bool{
	"==": true, "=": true, "!=": true, "<>": true, "<": true, ">": true, "<=": true, ">=": true,
	"contains": true, "contains_i": true, "startswith": true, "startswith_i": true, "endswith": true,
}

func (p *expr) comparison() condition {
	if strings.EqualFold(p.peek(), "prifilt") && p.at+3 < len(p.words) && p.words[p.at+1] == "(" && p.words[p.at+3] == ")" {
		m, err := parseSelector(unquote(p.words[p.at+2]))
		p.at += 4
		if err != nil {
			return unclear
		}
		return sure(m)
	}
	if p.word("(") {
		c := p.or()
		if !p.word(")") {
			p.at = len(p.words) + 1
			return unclear
		}
		return c
	}
	left := p.operand()
	op := strings.ToLower(p.peek())
	if !comparisons[op] {
		return unclear
	}
	p.at++
	return compare(left, op, p.operand())
}

// operand is one value; a function or sum is opaque, as is what is not known.
func (p *expr) operand() string {
	out := ""
	for n := 0; p.at < len(p.words); n++ {
		w := p.words[p.at]
		low := strings.ToLower(w)
		if comparisons[low] || low == "and" || low == "or" || w == ")" {
			break
		}
		p.at++
		if w == "(" || w == "[" {
			for depth := 1; p.at < len(p.words) && depth > 0; p.at++ {
				switch p.words[p.at] {
				case "(", "[":
					depth++
				case ")", "]":
					depth--
				}
			}
			out = "?"
			continue
		}
		if n == 0 {
			out = w
		} else {
			out = "?"
		}
	}
	return out
}

func unquote(s string) string { return strings.TrimLeft(s, `'"`) }

// compare knows the facility and severity beside a literal.
func compare(left, op, right string) condition {
	name := strings.ToLower(left)
	value := unquote(right)
	if right == "" || right == "?" || right[0] == '$' {
		return unclear
	}
	n, err := strconv.Atoi(value)
	decide := func(b bool) answer {
		if b {
			return yes
		}
		return no
	}
	switch name {
	case "$syslogfacility-text", "$syslogseverity-text", "$syslogpriority-text":
		return func(m message) answer {
			text := facilities[m.facility]
			if name != "$syslogfacility-text" {
				text = severities[m.severity]
			}
			switch op {
			case "==", "=":
				return decide(text == value)
			case "!=", "<>":
				return decide(text != value)
			case "contains":
				return decide(strings.Contains(text, value))
			case "startswith":
				return decide(strings.HasPrefix(text, value))
			}
			return maybe
		}
	case "$syslogfacility", "$syslogseverity", "$syslogpriority":
		if err != nil {
			return unclear
		}
		return func(m message) answer {
			x := m.facility
			if name != "$syslogfacility" {
				x = m.severity
			}
			switch op {
			case "==", "=":
				return decide(x == n)
			case "!=", "<>":
				return decide(x != n)
			case "<":
				return decide(x < n)
			case ">":
				return decide(x > n)
			case "<=":
				return decide(x <= n)
			case ">=":
				return decide(x >= n)
			}
			return maybe
		}
	}
	return unclear
}
