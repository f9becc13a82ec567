package logging

import (
	"fmt"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// node is one thing of syslog-ng.conf(5): a word with arguments in parentheses
// and a body in braces, as in file("/x" perm(0640)) or log { ... }.
type node struct {
	words []string
	args  []node
	body  []node
	// seq holds the words one by one, each with the arguments that follow it;
	// a parenthesis that follows no name is the word "(".
	seq []node
	// hasArgs, hasBody: the parentheses or braces are there, if only empty.
	hasArgs, hasBody bool
	at               facts.Source
}

func (n node) word(i int) string {
	if i < len(n.words) {
		return n.words[i]
	}
	return ""
}

// text is the first plain argument.
func (n node) text() string {
	for _, a := range n.args {
		if !a.hasArgs && len(a.words) > 0 {
			return a.words[0]
		}
	}
	return ""
}

// arg finds an option of the arguments.
func (n node) arg(name string) (node, bool) {
	for _, a := range n.args {
		if a.hasArgs && a.word(len(a.words)-1) == name {
			return a, true
		}
	}
	return node{}, false
}

// connective words join the parts of a filter.
var connective = map[string]bool{"and": true, "or": true, "not": true}

// ngReader parts the text of one file.
type ngReader struct {
	g     *gatherer
	name  string
	text  string
	pos   int
	line  int
	depth int
	files *[]string
	err   error
}

func (r *ngReader) at() facts.Source { return facts.FileLine(facts.Text(r.name), r.line) }

func (r *ngReader) space() {
	for r.pos < len(r.text) {
		switch c := r.text[r.pos]; {
		case c == '\n':
			r.line++
			r.pos++
		case c == ' ' || c == '\t' || c == '\r' || c == ',':
			r.pos++
		case c == '#':
			for r.pos < len(r.text) && r.text[r.pos] != '\n' {
				r.pos++
			}
		default:
			return
		}
	}
}

// list reads nodes until the closing byte, or the end of the file for 0.
func (r *ngReader) list(closing byte) []node {
	var out []node
	cur := node{}
	flush := func() {
		if len(cur.words) > 0 || cur.hasArgs || cur.hasBody {
			out = append(out, cur)
		}
		cur = node{}
	}
	if r.depth++; r.depth > 60 {
		r.err = fmt.Errorf("%s: nested too deep", r.at())
		return nil
	}
	defer func() { r.depth-- }()
	for r.err == nil {
		r.space()
		if r.pos >= len(r.text) {
			if closing != 0 {
				r.err = fmt.Errorf("%s: %q is missing", r.at(), string(closing))
			}
			break
		}
		c := r.text[r.pos]
		if len(cur.words) == 0 && !cur.hasArgs {
			cur.at = r.at()
		}
		switch {
		case c == closing && closing != 0:
			r.pos++
			flush()
			return out
		case c == ')' || c == '}':
			r.err = fmt.Errorf("%s: %q closes nothing", r.at(), string(c))
		case c == '(':
			r.pos++
			cur.args, cur.hasArgs = r.list(')'), true
			if n := len(cur.seq); n > 0 && !cur.seq[n-1].hasArgs && !connective[cur.seq[n-1].word(0)] {
				cur.seq[n-1].args, cur.seq[n-1].hasArgs = cur.args, true
			} else {
				cur.seq = append(cur.seq, node{words: []string{"("}, args: cur.args, hasArgs: true})
			}
			// In parentheses each option stands for itself.
			if closing == ')' {
				flush()
			}
		case c == '{':
			r.pos++
			cur.body, cur.hasBody = r.list('}'), true
		case c == ';':
			r.pos++
			flush()
		case c == '"' || c == '\'':
			w, ok := r.quoted(c)
			if !ok {
				r.err = fmt.Errorf("%s: a quote does not end", r.at())
				break
			}
			cur.words = append(cur.words, w)
			if closing == ')' && !r.opens() {
				flush()
			}
		default:
			start := r.pos
			for r.pos < len(r.text) && strings.IndexByte(" \t\r\n,(){};\"'#", r.text[r.pos]) < 0 {
				r.pos++
			}
			w := r.text[start:r.pos]
			if strings.HasPrefix(w, "@") && closing == 0 && len(cur.words) == 0 {
				r.directive(w, &out)
				continue
			}
			cur.words = append(cur.words, w)
			cur.seq = append(cur.seq, node{words: []string{w}})
			if closing == ')' && (connective[w] || !r.opens()) && len(cur.words) == 1 {
				flush()
			}
		}
	}
	flush()
	return out
}

// opens tells whether a parenthesis is next.
func (r *ngReader) opens() bool {
	r.space()
	return r.pos < len(r.text) && r.text[r.pos] == '('
}

func (r *ngReader) quoted(q byte) (string, bool) {
	var b strings.Builder
	for r.pos++; r.pos < len(r.text); r.pos++ {
		c := r.text[r.pos]
		if c == '\n' {
			r.line++
		}
		switch {
		case c == '\\' && q == '"' && r.pos+1 < len(r.text):
			r.pos++
			b.WriteByte(r.text[r.pos])
		case c == q:
			r.pos++
			return b.String(), true
		default:
			b.WriteByte(c)
		}
	}
	return "", false
}

// directive is @include "FILE", and lines such as @version.
func (r *ngReader) directive(w string, out *[]node) {
	end := strings.IndexByte(r.text[r.pos:], '\n')
	if end < 0 {
		end = len(r.text) - r.pos
	}
	rest := strings.Trim(strings.TrimSpace(r.text[r.pos:r.pos+end]), `"'`)
	r.pos += end
	if w != "@include" || rest == "scl.conf" {
		return
	}
	if !strings.HasPrefix(rest, "/") {
		rest = "/etc/syslog-ng/" + rest
	}
	names, err := r.g.globbed(rest)
	if err != nil {
		r.err = err
		return
	}
	for _, name := range names {
		if list, err := r.g.ReadDir(r.g.ctx, name); err == nil {
			for _, e := range list {
				if e.IsRegular() && strings.HasSuffix(e.Name, ".conf") {
					r.draw(name+"/"+e.Name, out)
				}
			}
			continue
		}
		r.draw(name, out)
	}
}

func (r *ngReader) draw(name string, out *[]node) {
	b, err := r.g.ReadFile(r.g.ctx, name, host.ConfigLimit)
	if absent(err) || r.err != nil {
		return
	}
	if err == nil && (len(*r.files) >= maxFiles || r.depth > maxDepth) {
		err = fmt.Errorf("%s: too many files are included: %w", facts.Text(name), host.ErrTooLarge)
	}
	if err != nil {
		r.err = err
		return
	}
	sub := &ngReader{g: r.g, name: name, text: string(b), line: 1, files: r.files, depth: r.depth + 1}
	*r.files = append(*r.files, facts.Text(name))
	*out = append(*out, sub.list(0)...)
	r.err = sub.err
}
