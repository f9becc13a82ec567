package logon

import (
	"fmt"
	"strings"
)

// node is one command of a shell script (POSIX shell command language, with
// bash's [[ and function).
type node struct {
	kind string // simple, and, or, not, pipe, if, for, while, case, group, sub, func
	line int
	// words and assigns of a simple command, raw: with their quotes.
	words, assigns []string
	name           string // of a function or loop variable
	list           []*node
	branches       []branch // if: condition and body; case: patterns and body
	other          []*node  // else
}

type branch struct {
	cond     []*node
	patterns []string
	body     []*node
}

type shellParser struct {
	toks  []tok
	pos   int
	depth int
}

// parseShell reads a script. What it does not understand is an error.
func parseShell(text string) (list []*node, err error) {
	toks, err := tokenize(text)
	if err != nil {
		return nil, err
	}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(shellError)
			if !ok {
				panic(r)
			}
			err = e
		}
	}()
	p := &shellParser{toks: toks}
	list = p.list()
	if p.peek().text != "" {
		p.fail()
	}
	return list, nil
}

func (p *shellParser) peek() tok { return p.toks[min(p.pos, len(p.toks)-1)] }

func (p *shellParser) fail() {
	panic(shellError{p.peek().line, strings.TrimSpace(fmt.Sprintf("%.40q", p.peek().text))})
}

func (p *shellParser) accept(text string) bool {
	if t := p.peek(); t.text == text && (t.op || !strings.ContainsAny(text, ";&|()\n")) {
		p.pos++
		return true
	}
	return false
}

func (p *shellParser) want(text string) {
	if !p.accept(text) {
		p.fail()
	}
}

func (p *shellParser) newlines() {
	for p.accept("\n") {
	}
}

var enders = map[string]bool{"then": true, "elif": true, "else": true, "fi": true, "do": true, "done": true, "esac": true, "}": true}

// list reads commands up to a word or operator that ends one.
func (p *shellParser) list() []*node {
	if p.depth++; p.depth > 100 {
		p.fail()
	}
	defer func() { p.depth-- }()
	var out []*node
	for {
		for p.accept("\n") || p.accept(";") || p.accept("&") {
		}
		t := p.peek()
		if t.op && (t.text == "" || t.text == ")" || strings.HasPrefix(t.text, ";")) || !t.op && enders[t.text] {
			return out
		}
		out = append(out, p.andOr())
	}
}

func (p *shellParser) andOr() *node {
	left := p.pipeline()
	for {
		kind := ""
		switch {
		case p.accept("&&"):
			kind = "and"
		case p.accept("||"):
			kind = "or"
		default:
			return left
		}
		p.newlines()
		left = &node{kind: kind, line: left.line, list: []*node{left, p.pipeline()}}
	}
}

func (p *shellParser) pipeline() *node {
	line := p.peek().line
	if p.accept("!") {
		return &node{kind: "not", line: line, list: []*node{p.pipeline()}}
	}
	n := p.command()
	if t := p.peek(); t.op && (t.text == "|" || t.text == "|&") {
		n = &node{kind: "pipe", line: line, list: []*node{n}}
		for p.accept("|") || p.accept("|&") {
			p.newlines()
			n.list = append(n.list, p.command())
		}
	}
	return n
}

func (p *shellParser) command() *node {
	t := p.peek()
	n := &node{line: t.line}
	if t.op {
		if t.text != "(" {
			p.fail()
		}
		p.pos++
		n.kind, n.list = "sub", p.list()
		p.want(")")
		return n
	}
	switch t.text {
	case "if":
		p.ifCommand(n)
	case "for", "select":
		p.forCommand(n)
	case "while", "until":
		p.pos++
		n.kind = "while"
		cond := p.list()
		p.want("do")
		n.list = append(cond, p.list()...)
		p.want("done")
	case "case":
		p.caseCommand(n)
	case "{":
		p.pos++
		n.kind, n.list = "group", p.list()
		p.want("}")
	case "function":
		p.pos++
		n.kind, n.name = "func", p.peek().text
		p.pos++
		if p.accept("(") {
			p.want(")")
		}
		p.newlines()
		n.list = []*node{p.command()}
	case "[[":
		n.kind = "simple"
		for {
			t := p.peek()
			if t.text == "" {
				p.fail()
			}
			p.pos++
			if t.text != "\n" {
				n.words = append(n.words, t.text)
			}
			if t.text == "]]" {
				return n
			}
		}
	default:
		p.simple(n)
	}
	return n
}

func (p *shellParser) ifCommand(n *node) {
	n.kind = "if"
	for p.accept("if") || p.accept("elif") {
		b := branch{cond: p.list()}
		p.want("then")
		b.body = p.list()
		n.branches = append(n.branches, b)
	}
	if p.accept("else") {
		n.other = p.list()
	}
	p.want("fi")
}

func (p *shellParser) forCommand(n *node) {
	n.kind = "for"
	p.pos++
	n.name = p.peek().text
	if p.peek().op {
		p.fail()
	}
	p.pos++
	p.newlines()
	if p.accept("in") {
		for !p.peek().op {
			n.words = append(n.words, p.peek().text)
			p.pos++
		}
	}
	for p.accept(";") || p.accept("\n") {
	}
	p.want("do")
	n.list = p.list()
	p.want("done")
}

func (p *shellParser) caseCommand(n *node) {
	n.kind = "case"
	p.pos++
	n.words = []string{p.peek().text}
	p.pos++
	p.newlines()
	p.want("in")
	for {
		p.newlines()
		if p.accept("esac") {
			return
		}
		p.accept("(")
		b := branch{}
		for {
			if p.peek().op {
				p.fail()
			}
			b.patterns = append(b.patterns, p.peek().text)
			p.pos++
			if !p.accept("|") {
				break
			}
		}
		p.want(")")
		b.body = p.list()
		n.branches = append(n.branches, b)
		if !p.accept(";;") && !p.accept(";&") && !p.accept(";;&") {
			p.newlines()
			p.want("esac")
			return
		}
	}
}

func (p *shellParser) simple(n *node) {
	n.kind = "simple"
	for !p.peek().op {
		w := p.peek().text
		p.pos++
		if len(n.words) == 0 && assignment(w) > 0 {
			n.assigns = append(n.assigns, w)
			continue
		}
		n.words = append(n.words, w)
		if len(n.words) == 1 && len(n.assigns) == 0 && p.peek().op && p.peek().text == "(" {
			p.pos++
			p.want(")")
			p.newlines()
			*n = node{kind: "func", line: n.line, name: w, list: []*node{p.command()}}
			return
		}
	}
	if len(n.words)+len(n.assigns) == 0 {
		p.pos = min(p.pos, len(p.toks)-1)
	}
}

// assignment returns the position of "=" in NAME=value or NAME+=value, else 0.
func assignment(w string) int {
	for i := 0; i < len(w); i++ {
		c := w[i]
		switch {
		case c == '=' && i > 0:
			return i
		case c == '+' && i > 0 && i+1 < len(w) && w[i+1] == '=':
			return i + 1
		case c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || i > 0 && c >= '0' && c <= '9':
		default:
			return 0
		}
	}
	return 0
}
