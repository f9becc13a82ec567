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

type shellError struct {
	line int
	what string
}

func (e shellError) Error() string {
	return fmt.Sprintf("line %d: %s: not understood", e.line, e.what)
}

type tok struct {
	text string // raw word, or an operator
	op   bool
	line int
}

const maxTokens = 200_000

// tokenize cuts a script into words and operators. Redirections and here
// documents are left out: they do not matter to what a shell ends up with.
func tokenize(text string) ([]tok, error) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	var out []tok
	line := 1
	var heredocs []string
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case len(out) > maxTokens:
			return nil, shellError{line, "too long a script"}
		case c == '\\' && i+1 < len(text) && text[i+1] == '\n':
			i += 2
			line++
		case c == ' ' || c == '\t' || c == '\r':
			i++
		case c == '#':
			for i < len(text) && text[i] != '\n' {
				i++
			}
		case c == '\n':
			out = append(out, tok{"\n", true, line})
			line++
			i++
			for _, end := range heredocs {
				for i < len(text) {
					n := strings.IndexByte(text[i:], '\n')
					if n < 0 {
						n = len(text) - i - 1
					}
					l := strings.TrimLeft(strings.TrimRight(text[i:i+n+1], "\r\n"), "\t")
					i += n + 1
					line++
					if l == end {
						break
					}
				}
			}
			heredocs = nil
		case strings.IndexByte(";&|()", c) >= 0:
			n := 1
			for _, o := range []string{";;&", ";;", ";&", "&&", "||", "|&"} {
				if strings.HasPrefix(text[i:], o) {
					n = len(o)
					break
				}
			}
			if strings.HasPrefix(text[i:], "&>") {
				n = 0
				_, j, err := redirection(text, i+1, &line)
				if err != nil {
					return nil, err
				}
				i = j
			}
			if n > 0 {
				out = append(out, tok{text[i : i+n], true, line})
				i += n
			}
		case c == '<' || c == '>':
			here := strings.HasPrefix(text[i:], "<<") && !strings.HasPrefix(text[i:], "<<<")
			if strings.HasPrefix(text[i:], "<(") || strings.HasPrefix(text[i:], ">(") {
				return nil, shellError{line, "process substitution"}
			}
			w, j, err := redirection(text, i, &line)
			if err != nil {
				return nil, err
			}
			if here {
				heredocs = append(heredocs, strings.Trim(strings.TrimPrefix(w, "-"), `"'\`))
			}
			i = j
		default:
			j, err := wordEnd(text, i, &line)
			if err != nil {
				return nil, err
			}
			w := text[i:j]
			if j < len(text) && (text[j] == '<' || text[j] == '>') && strings.Trim(w, "0123456789") == "" {
				i = j // the descriptor of a redirection
				continue
			}
			if !strings.Contains(w, "'") {
				w = strings.ReplaceAll(w, "\\\n", "")
			}
			out = append(out, tok{w, false, line})
			i = j
		}
	}
	return append(out, tok{"\n", true, line}, tok{"", true, line}), nil
}

// redirection skips an operator and the word after it, which it returns.
func redirection(text string, i int, line *int) (string, int, error) {
	for i < len(text) && strings.IndexByte("<>&|-", text[i]) >= 0 {
		i++
	}
	for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
		i++
	}
	if i >= len(text) || text[i] == '\n' || text[i] == ';' {
		return "", i, nil // as in ">&-"
	}
	j, err := wordEnd(text, i, line)
	if err != nil {
		return "", 0, err
	}
	return text[i:j], j, nil
}

// wordEnd finds the end of the word at i, over quotes and substitutions.
func wordEnd(text string, i int, line *int) (int, error) {
	start := *line
	for i < len(text) {
		switch c := text[i]; {
		case c == '\\':
			if i+1 < len(text) && text[i+1] == '\n' {
				*line++
			}
			i += 2
		case c == '\'' || c == '"' || c == '`':
			j := closing(text, i, line)
			if j < 0 {
				return 0, shellError{start, "a quote that does not end"}
			}
			i = j
		case c == '$' && i+1 < len(text) && (text[i+1] == '(' || text[i+1] == '{'):
			j := closing(text, i+1, line)
			if j < 0 {
				return 0, shellError{start, "a substitution that does not end"}
			}
			i = j
		case c == '(' && i > 0 && text[i-1] == '=': // array
			j := closing(text, i, line)
			if j < 0 {
				return 0, shellError{start, "an array that does not end"}
			}
			i = j
		case strings.IndexByte(" \t\r\n;&|()<>", c) >= 0:
			return i, nil
		default:
			i++
		}
	}
	return len(text), nil
}

// closing returns the position after what the byte at i opens, or -1.
func closing(text string, i int, line *int) int {
	open := text[i]
	end := map[byte]byte{'\'': '\'', '"': '"', '`': '`', '(': ')', '{': '}'}[open]
	for i++; i < len(text); {
		c := text[i]
		switch {
		case c == '\n':
			*line++
			i++
		case c == '\\' && open != '\'':
			i += 2
		case c == end:
			return i + 1
		case open == '\'' || open == '`':
			i++
		case c == '$' && i+1 < len(text) && (text[i+1] == '(' || text[i+1] == '{'):
			j := closing(text, i+1, line)
			if j < 0 {
				return -1
			}
			i = j
		case c == '`', open != '"' && (c == '\'' || c == '"' || c == open):
			j := closing(text, i, line)
			if j < 0 {
				return -1
			}
			i = j
		default:
			i++
		}
	}
	return -1
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
