package logging

import (
	"slices"

	"isoscan/internal/facts"
)

// ngPart is a part of a statement: a word or string, a sign, a group in
// parentheses, or a body in braces.
type ngPart struct {
	kind byte // 'w', 's', '(' and '{', else a sign
	text string
	list []ngPart      // of a group
	body []ngStatement // of a body
	at   facts.Source
}

func (p ngPart) name() bool { return p.kind == 'w' || p.kind == 's' }

// ngStatement is what a semicolon ends.
type ngStatement struct {
	parts []ngPart
	ended bool
}

func (s ngStatement) word() string {
	if len(s.parts) > 0 && s.parts[0].kind == 'w' {
		return s.parts[0].text
	}
	return ""
}

func (s ngStatement) at() facts.Source {
	if len(s.parts) > 0 {
		return s.parts[0].at
	}
	return ""
}

// shape is the kinds of the parts: "w({".
func (s ngStatement) shape() string {
	out := make([]byte, len(s.parts))
	for i, p := range s.parts {
		if out[i] = p.kind; p.kind == 's' {
			out[i] = 'w'
		}
	}
	return string(out)
}

// ngParser makes statements of tokens.
type ngParser struct {
	*ngLexer
	tokens []ngToken
	pos    int
	depth  int
}

// ngDepth bounds how deep groups and bodies nest.
const ngDepth = 60

// statements reads to the closing brace, or to the end of the tokens.
func (p *ngParser) statements(inner bool) []ngStatement {
	out := []ngStatement{}
	var cur ngStatement
	flush := func(ended bool) {
		if len(cur.parts) > 0 {
			cur.ended = ended
			out = append(out, cur)
		}
		cur = ngStatement{}
	}
	p.depth++
	defer func() { p.depth-- }()
	for p.pos < len(p.tokens) && len(p.refused) == 0 {
		t := p.tokens[p.pos]
		switch t.kind {
		case ';':
			p.pos++
			flush(true)
		case '}':
			if !inner {
				p.refuse(t.at, "} closes nothing")
				return out
			}
			p.pos++
			flush(false)
			return out
		case ')':
			p.refuse(t.at, ") closes nothing")
		default:
			cur.parts = append(cur.parts, p.part())
		}
	}
	flush(false)
	if inner && len(p.refused) == 0 {
		p.refuse(p.tokens[len(p.tokens)-1].at, "} is missing")
	}
	return out
}

func (p *ngParser) part() ngPart {
	t := p.tokens[p.pos]
	p.pos++
	part := ngPart{kind: t.kind, text: t.text, at: t.at}
	if p.depth > ngDepth {
		p.doubt(t.at, "nested too deep")
		p.refuse(t.at, "nested too deep")
		return part
	}
	switch t.kind {
	case '{':
		part.body = p.statements(true)
	case '(':
		p.depth++
		for part.list = []ngPart{}; len(p.refused) == 0; {
			if p.pos >= len(p.tokens) {
				p.refuse(t.at, "( is not closed")
				break
			}
			next := p.tokens[p.pos]
			if next.kind == ')' {
				p.pos++
				break
			}
			if next.kind == ';' || next.kind == '}' {
				p.refuse(next.at, "%s within parentheses", next.text)
				break
			}
			part.list = append(part.list, p.part())
		}
		p.depth--
	}
	return part
}

// ngOption finds the last of a driver's options with one of the names and gives
// its arguments. Underscores and dashes are alike there.
func ngOption(list []ngPart, names ...string) ([]ngPart, bool) {
	for i := len(list) - 2; i >= 0; i-- {
		if list[i].kind == 'w' && list[i+1].kind == '(' && slices.Contains(names, dashed(list[i].text)) {
			return list[i+1].list, true
		}
	}
	return nil, false
}

// ngText is the first word or string of arguments.
func ngText(list []ngPart) string {
	if len(list) > 0 && list[0].name() {
		return list[0].text
	}
	return ""
}

func dashed(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] == '_' {
			b[i] = '-'
		}
	}
	return string(b)
}
