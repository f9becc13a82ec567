package logging

import (
	"fmt"
	"strings"

	"isoscan/internal/facts"
)

// statement is one statement of rsyslog.conf(5).
type statement struct {
	// kind: legacy ($Name value), object (module(...), input(...), action(...),
	// ...), rule (filter with actions), if, block, stop, call, other.
	kind   string
	name   string
	value  string
	params map[string]string
	filter condition
	text   string
	then   []statement
	orElse []statement
	at     facts.Source
}

// reader parts the text of one configuration file into statements.
type reader struct {
	file string
	text string
	pos  int
	line int
	bad  []Problem
	// include is called for files that are drawn in.
	include func(pattern string, optional bool, at facts.Source) []statement
	depth   int
}

func (r *reader) at() facts.Source { return facts.FileLine(r.file, r.line) }

func (r *reader) fail(at facts.Source, format string, args ...any) {
	r.bad = append(r.bad, Problem{facts.Text(fmt.Sprintf(format, args...)), at})
}

func (r *reader) skip(n int) {
	r.line += strings.Count(r.text[r.pos:r.pos+n], "\n")
	r.pos += n
}

// space passes over white space and comments.
func (r *reader) space() {
	for r.pos < len(r.text) {
		rest := r.text[r.pos:]
		switch c := rest[0]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			r.skip(1)
		case c == '#':
			n := strings.IndexByte(rest, '\n')
			if n < 0 {
				n = len(rest)
			}
			r.skip(n)
		case strings.HasPrefix(rest, "/*"):
			n := strings.Index(rest[2:], "*/")
			if n < 0 {
				r.fail(r.at(), "a comment does not end")
				r.skip(len(rest))
				return
			}
			r.skip(n + 4)
		default:
			return
		}
	}
}

// restOfLine takes the rest of the line; a backslash at its end goes on.
func (r *reader) restOfLine() string {
	var b strings.Builder
	for r.pos < len(r.text) {
		n := strings.IndexByte(r.text[r.pos:], '\n')
		if n < 0 {
			n = len(r.text) - r.pos
		}
		l := strings.TrimSuffix(r.text[r.pos:r.pos+n], "\r")
		r.skip(min(n+1, len(r.text)-r.pos))
		if cut, ok := strings.CutSuffix(l, "\\"); ok {
			b.WriteString(cut)
			continue
		}
		b.WriteString(l)
		break
	}
	return strings.TrimSpace(b.String())
}

// word takes letters, digits and the like.
func (r *reader) word() string {
	n := 0
	for r.pos+n < len(r.text) && wordByte(r.text[r.pos+n]) {
		n++
	}
	w := r.text[r.pos : r.pos+n]
	r.skip(n)
	return w
}

func wordByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.' || c == '$' || c == '!'
}

// objects are the names that take parameters in parentheses.
var objects = map[string]bool{
	"module": true, "input": true, "action": true, "template": true, "ruleset": true, "global": true, "main_queue": true,
	"include": true, "parser": true, "timezone": true, "lookup_table": true, "dyn_stats": true, "percentile_stats": true,
	"property": true, "constant": true, "ratelimit": true,
}

// statements reads until the end, or the brace that closes a block.
func (r *reader) statements(inBlock bool) []statement {
	var out []statement
	if r.depth++; r.depth > 50 {
		r.fail(r.at(), "blocks are nested too deep")
		r.skip(len(r.text) - r.pos)
		return nil
	}
	defer func() { r.depth-- }()
	for {
		r.space()
		if r.pos >= len(r.text) {
			if inBlock {
				r.fail(r.at(), "a block does not end")
			}
			return out
		}
		if r.text[r.pos] == '}' {
			at := r.at()
			r.skip(1)
			if inBlock {
				return out
			}
			r.fail(at, "a brace closes nothing")
			continue
		}
		start := r.pos
		s, ok := r.statement()
		switch {
		case ok && s.kind == "more" && len(out) > 0 && out[len(out)-1].kind == "rule":
			last := &out[len(out)-1]
			last.then = append(last.then, s.then...)
		case ok && s.kind == "more":
			r.fail(s.at, "& follows no rule")
		case ok && s.kind == "included":
			out = append(out, s.then...)
		case ok:
			out = append(out, s)
		}
		if r.pos == start {
			r.fail(r.at(), "nothing is understood from here")
			r.restOfLine()
		}
	}
}

// peekObject tells whether an object begins here: NAME then "(".
func (r *reader) peekObject() (string, int, bool) {
	n := 0
	for r.pos+n < len(r.text) && wordByte(r.text[r.pos+n]) {
		n++
	}
	name := strings.ToLower(r.text[r.pos : r.pos+n])
	i := r.pos + n
	for i < len(r.text) && (r.text[i] == ' ' || r.text[i] == '\t' || r.text[i] == '\n' || r.text[i] == '\r') {
		i++
	}
	return name, n, i < len(r.text) && r.text[i] == '(' && objects[name]
}

func (r *reader) statement() (statement, bool) {
	at := r.at()
	c := r.text[r.pos]
	name, n, object := r.peekObject()
	switch {
	case object:
		r.skip(n)
		return r.object(name, at)
	case c == '{':
		r.skip(1)
		return statement{kind: "block", then: r.statements(true), at: at}, true
	case c == '$':
		name, value, _ := strings.Cut(strings.ReplaceAll(r.restOfLine(), "\t", " "), " ")
		value = strings.TrimSpace(value)
		if strings.EqualFold(name, "$includeconfig") {
			return statement{kind: "included", then: r.include(value, true, at), at: at}, true
		}
		return statement{kind: "legacy", name: strings.ToLower(name[1:]), value: value, at: at}, true
	case c == '&':
		r.skip(1)
		then, ok := r.action(at)
		return statement{kind: "more", then: then, at: at}, ok
	case c == ':':
		return r.propertyRule(at)
	case c == '!' || c == '+' || c == '-':
		// BSD blocks: what follows is for some programs or hosts only.
		text := r.restOfLine()
		return statement{kind: "bsd", value: text, at: at}, true
	}
	switch name {
	case "if":
		r.skip(n)
		return r.ifThen(at)
	case "stop":
		r.skip(n)
		return statement{kind: "stop", at: at}, true
	case "continue":
		r.skip(n)
		return statement{kind: "other", at: at}, true
	case "call", "call_indirect":
		r.skip(n)
		r.space()
		return r.call(at)
	case "set", "unset", "reset":
		if i := strings.IndexByte(r.text[r.pos:], ';'); i >= 0 {
			r.skip(i + 1)
			return statement{kind: "other", at: at}, true
		}
		r.fail(at, "%s does not end in a semicolon", name)
		r.skip(len(r.text) - r.pos)
		return statement{}, false
	case "foreach":
		i := strings.IndexByte(r.text[r.pos:], '{')
		if i < 0 {
			r.fail(at, "foreach has no body")
			r.skip(len(r.text) - r.pos)
			return statement{}, false
		}
		r.skip(i + 1)
		return statement{kind: "if", filter: unclear, text: "foreach", then: r.statements(true), at: at}, true
	}
	return r.selectorRule(at)
}

// call names a ruleset; rsyslogd does not take a name of one letter.
func (r *reader) call(at facts.Source) (statement, bool) {
	name := r.word()
	if len(name) < 2 {
		r.fail(at, "call %s names no ruleset", facts.Text(name))
		r.restOfLine()
		return statement{}, false
	}
	return statement{kind: "call", name: name, at: at}, true
}

// selectorRule is SELECTOR ACTION.
func (r *reader) selectorRule(at facts.Source) (statement, bool) {
	if before := r.text[strings.LastIndexByte(r.text[:r.pos], '\n')+1 : r.pos]; strings.TrimSpace(before) != "" {
		r.fail(at, "a selector stands at the beginning of a line only")
		r.restOfLine()
		return statement{}, false
	}
	// A backslash at the end of a line goes on with the next.
	start := r.pos
	sel := ""
	end := r.pos
	for end < len(r.text) && strings.IndexByte(" \t\n", r.text[end]) < 0 {
		if strings.HasPrefix(r.text[end:], "\\\n") {
			sel += r.text[start:end]
			for end += 2; end < len(r.text) && (r.text[end] == ' ' || r.text[end] == '\t'); {
				end++
			}
			start = end
			continue
		}
		end++
	}
	sel += r.text[start:end]
	// Blanks are allowed after the semicolon that parts selectors.
	for strings.HasSuffix(sel, ";") && end < len(r.text) && r.text[end] != '\n' {
		for end < len(r.text) && (r.text[end] == ' ' || r.text[end] == '\t') {
			end++
		}
		more := end
		for end < len(r.text) && strings.IndexByte(" \t\n", r.text[end]) < 0 {
			end++
		}
		sel += r.text[more:end]
		if more == end {
			break
		}
	}
	m, err := parseSelector(sel)
	if err != nil {
		r.fail(at, "%v", err)
		r.restOfLine()
		return statement{}, false
	}
	r.skip(end - r.pos)
	then, ok := r.action(at)
	return statement{kind: "rule", filter: sure(m), text: facts.Text(sel), then: then, at: at}, ok
}

// propertyRule is :PROPERTY, [!]COMPARISON, "VALUE" ACTION.
func (r *reader) propertyRule(at facts.Source) (statement, bool) {
	rest := r.text[r.pos:]
	eol := strings.IndexByte(rest, '\n')
	if eol < 0 {
		eol = len(rest)
	}
	q := strings.IndexByte(rest[:eol], '"')
	if q < 0 || strings.Count(rest[:q], ",") < 1 {
		r.fail(at, "a filter by property is not :PROPERTY, COMPARISON, \"VALUE\"")
		r.restOfLine()
		return statement{}, false
	}
	end := q + 1
	for end < eol && rest[end] != '"' {
		if rest[end] == '\\' {
			end++
		}
		end++
	}
	if end >= eol {
		r.fail(at, "a value does not end in a quote")
		r.restOfLine()
		return statement{}, false
	}
	parts := strings.Split(rest[1:q], ",")
	prop, op := strings.ToLower(strings.TrimSpace(parts[0])), strings.ToLower(strings.TrimSpace(parts[1]))
	bare := strings.TrimPrefix(op, "!")
	text := facts.Text(strings.TrimSpace(rest[:end+1]))
	value := rest[q+1 : end]
	r.skip(end + 1)
	f := condition(unclear)
	switch bare {
	case "contains", "contains_i", "isequal", "startswith", "endswith", "regex", "ereregex", "isempty":
	default:
		r.fail(at, "there is no comparison %q", op)
		r.restOfLine()
		return statement{}, false
	}
	if prop == "syslogfacility-text" || prop == "syslogseverity-text" {
		word := map[string]string{"isequal": "==", "contains": "contains", "startswith": "startswith"}[bare]
		if word != "" {
			f = compare("$"+prop, word, "'"+value)
			if op != bare {
				g := f
				f = func(m message) answer { return g(m).not() }
			}
		}
	}
	then, ok := r.action(at)
	return statement{kind: "rule", filter: f, text: text, then: then, at: at}, ok
}

// action is what stands after a filter: a legacy action, an object or a block.
func (r *reader) action(at facts.Source) ([]statement, bool) {
	for r.pos < len(r.text) && (r.text[r.pos] == ' ' || r.text[r.pos] == '\t') {
		r.skip(1)
	}
	if r.pos >= len(r.text) || r.text[r.pos] == '\n' {
		// The action may stand on the next line only as an object or block.
		r.space()
		_, _, object := r.peekObject()
		if r.pos >= len(r.text) || r.text[r.pos] != '{' && !object {
			r.fail(at, "a filter has no action")
			return nil, false
		}
	}
	name, n, object := r.peekObject()
	switch {
	case object:
		r.skip(n)
		s, ok := r.object(name, r.at())
		return []statement{s}, ok
	case r.text[r.pos] == '{':
		r.skip(1)
		return r.statements(true), true
	case name == "stop":
		r.skip(n)
		return []statement{{kind: "stop", at: at}}, true
	case name == "call":
		r.skip(n)
		r.space()
		s, ok := r.call(at)
		return []statement{s}, ok
	}
	where := r.at()
	text := r.restOfLine()
	if text == "~" {
		return []statement{{kind: "stop", at: where}}, true
	}
	return []statement{{kind: "do", value: text, at: where}}, true
}

// ifThen is if EXPR then ... [else ...].
func (r *reader) ifThen(at facts.Source) (statement, bool) {
	end := thenAt(r.text[r.pos:])
	if end < 0 {
		r.fail(at, "if without then")
		r.skip(len(r.text) - r.pos)
		return statement{}, false
	}
	text := strings.TrimSpace(r.text[r.pos : r.pos+end])
	r.skip(end + len("then"))
	s := statement{kind: "if", filter: parseExpr(stripComments(text)), text: facts.Text(strings.Join(strings.Fields(text), " ")), at: at}
	s.then = r.branch()
	save, line := r.pos, r.line
	r.space()
	if name, n, _ := r.peekObject(); name == "else" {
		r.skip(n)
		s.orElse = r.branch()
	} else {
		r.pos, r.line = save, line
	}
	return s, true
}

// branch is one statement or block after then or else.
func (r *reader) branch() []statement {
	r.space()
	if r.pos >= len(r.text) {
		r.fail(r.at(), "then is the last word")
		return nil
	}
	if r.text[r.pos] == '{' {
		r.skip(1)
		return r.statements(true)
	}
	c := r.text[r.pos]
	if c == '/' || c == '-' || c == '@' || c == '~' || c == '?' || c == '*' || c == '|' || c == '^' || c == ':' && !strings.Contains(firstLine(r.text[r.pos:]), ",") {
		then, _ := r.action(r.at())
		save, line := r.pos, r.line
		// & adds actions to an if in the old style.
		for {
			r.space()
			if r.pos >= len(r.text) || r.text[r.pos] != '&' {
				r.pos, r.line = save, line
				return then
			}
			r.skip(1)
			more, _ := r.action(r.at())
			then = append(then, more...)
			save, line = r.pos, r.line
		}
	}
	s, ok := r.statement()
	if !ok {
		return nil
	}
	return []statement{s}
}

func firstLine(s string) string {
	l, _, _ := strings.Cut(s, "\n")
	return l
}

// thenAt finds the word then outside quotes.
func thenAt(s string) int {
	var quote byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case strings.HasPrefix(s[i:], "then") && (i == 0 || !wordByte(s[i-1])) && (i+4 == len(s) || !wordByte(s[i+4])):
			return i
		}
	}
	return -1
}

func stripComments(s string) string {
	var out []string
	for l := range strings.Lines(s) {
		if !strings.HasPrefix(strings.TrimSpace(l), "#") {
			out = append(out, l)
		}
	}
	return strings.Join(out, "")
}
