package logging

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// ngToken is one token of syslog-ng.conf(5): a word, a string in quotes, or a
// sign that stands for itself.
type ngToken struct {
	kind byte // 'w' word, 's' string, else the sign: ( ) { } ; , . (for ..) or another
	text string
	at   facts.Source
}

// ngIncludePath is where syslog-ng looks for files that are included by a
// relative name.
var ngIncludePath = []string{"/etc/syslog-ng", "/usr/share/syslog-ng/include"}

// ngBlock is a statement "block": text that stands for drivers.
type ngBlock struct {
	text string
	file string
	line int
}

// ngLexer turns the files of a configuration into one list of tokens, for files
// are included and variables replaced wherever they stand.
type ngLexer struct {
	g       *gatherer
	files   []string
	tokens  []ngToken
	defines map[string]string
	blocks  map[string]ngBlock
	// version is what @version says, empty without it.
	version string
	// library: the library of ready-made drivers is included, or a module loaded.
	library bool
	// refused are statements for which syslog-ng does not start.
	refused []Problem
	// doubts tell what may or may not be accepted.
	doubts []string
	// nesting of braces, and whether the next word begins a statement.
	nesting  int
	replaced int
	err      error
}

func newNGLexer(g *gatherer) *ngLexer {
	return &ngLexer{g: g, defines: map[string]string{}, blocks: map[string]ngBlock{}}
}

func (l *ngLexer) refuse(at facts.Source, format string, args ...any) {
	if len(l.refused) < 20 {
		l.refused = append(l.refused, Problem{Reason: facts.Text(fmt.Sprintf(format, args...)), Source: at})
	}
}

func (l *ngLexer) doubt(at facts.Source, format string, args ...any) {
	if len(l.doubts) < 20 {
		l.doubts = append(l.doubts, fmt.Sprintf("%s: %s", at, facts.Text(fmt.Sprintf(format, args...))))
	}
}

// ngFile is one file, or the text of a block, while it is read.
type ngFile struct {
	*ngLexer
	name  string
	text  string
	pos   int
	line  int
	depth int
	// from is where the text was asked for, when it is a block's.
	from facts.Source
}

func (f *ngFile) at() facts.Source {
	if f.from != "" {
		return f.from
	}
	return facts.FileLine(facts.Text(f.name), f.line)
}

// limits of the number of tokens and of replaced variables.
const (
	ngTokens   = 500_000
	ngReplaced = 10_000
	ngDefined  = 64 << 10 // bytes of a variable's value
)

// run appends the tokens of the text. The signs that end a word are those of
// syslog-ng's own lexer; '@' begins a directive in the first column only.
func (f *ngFile) run() {
	for f.err == nil && f.pos < len(f.text) {
		if len(f.tokens) > ngTokens {
			f.err = fmt.Errorf("%s: more than %d words: %w", f.at(), ngTokens, host.ErrTooLarge)
			return
		}
		switch c := f.text[f.pos]; {
		case c == '\n':
			f.line++
			f.pos++
		case c == ' ' || c == '\t' || c == '\r':
			f.pos++
		case c == '#':
			f.skipLine()
		case c == '@' && (f.pos == 0 || f.text[f.pos-1] == '\n'):
			f.directive()
		case c == '"' || c == '\'':
			at := f.at()
			s, ok := f.quoted(c)
			if !ok {
				f.refuse(at, "a quote does not end")
				return
			}
			f.tokens = append(f.tokens, ngToken{'s', s, at})
		case strings.HasPrefix(f.text[f.pos:], ".."):
			f.sign('.', 2)
		case strings.IndexByte("(){};,|@:\\", c) >= 0:
			switch c {
			case '{':
				f.nesting++
			case '}':
				f.nesting--
			}
			f.sign(c, 1)
		case c == '`':
			if !f.replace() {
				f.sign(c, 1)
			}
		default:
			f.word()
		}
	}
}

func (f *ngFile) sign(c byte, n int) {
	f.tokens = append(f.tokens, ngToken{c, f.text[f.pos : f.pos+n], f.at()})
	f.pos += n
}

func (f *ngFile) skipLine() {
	for f.pos < len(f.text) && f.text[f.pos] != '\n' {
		f.pos++
	}
}

func (f *ngFile) word() {
	start := f.pos
	for f.pos < len(f.text) && strings.IndexByte(" \t\r\n,(){};\"'#|@:\\", f.text[f.pos]) < 0 && !strings.HasPrefix(f.text[f.pos:], "..") {
		if f.text[f.pos] == '`' && f.replace() {
			continue
		}
		f.pos++
	}
	w := f.text[start:f.pos]
	begins := f.nesting == 0 && (len(f.tokens) == 0 || f.tokens[len(f.tokens)-1].kind == ';')
	switch {
	case begins && w == "block":
		f.block()
	case begins && w == "python":
		// Foreign code: to its closing brace.
		if i := strings.IndexByte(f.text[f.pos:], '{'); i >= 0 {
			f.pos += i
			if _, ok := f.raw(); ok {
				return
			}
		}
		f.refuse(f.at(), "the block of python does not end")
		f.pos = len(f.text)
	default:
		f.tokens = append(f.tokens, ngToken{'w', w, f.at()})
	}
}

// quoted reads a string: in double quotes a backslash takes the next byte as it
// is, but for the letters of control characters.
func (f *ngFile) quoted(q byte) (string, bool) {
	var b strings.Builder
	for f.pos++; f.pos < len(f.text); f.pos++ {
		c := f.text[f.pos]
		if c == '`' && f.replace() {
			f.pos--
			continue
		}
		switch {
		case c == '\\' && q == '"' && f.pos+1 < len(f.text):
			f.pos++
			if i := strings.IndexByte("abnrtv", f.text[f.pos]); i >= 0 {
				b.WriteByte("\a\b\n\r\t\v"[i])
				continue
			}
			b.WriteByte(f.text[f.pos])
		case c == q:
			f.pos++
			return b.String(), true
		default:
			b.WriteByte(c)
		}
		if f.text[f.pos] == '\n' {
			f.line++
		}
	}
	return "", false
}

// replace puts the value of a variable in the place of `NAME`.
func (f *ngFile) replace() bool {
	end := strings.IndexByte(f.text[f.pos+1:], '`')
	if end <= 0 || end > 100 {
		return false
	}
	name := f.text[f.pos+1 : f.pos+1+end]
	value, ok := f.defines[name]
	if !ok {
		// It may come from the environment.
		f.doubt(f.at(), "the value of the variable %s is not known", name)
		return false
	}
	if f.replaced++; f.replaced > ngReplaced || len(f.text)+len(value) > 2*host.ConfigLimit {
		f.err = fmt.Errorf("%s: variables without end: %w", f.at(), host.ErrTooLarge)
		return false
	}
	f.text = f.text[:f.pos] + value + f.text[f.pos+end+2:]
	return true
}

// raw takes the text between the brace at the position and the one that closes
// it.
func (f *ngFile) raw() (string, bool) {
	start, depth := f.pos+1, 0
	for ; f.pos < len(f.text); f.pos++ {
		switch c := f.text[f.pos]; c {
		case '\n':
			f.line++
		case '#':
			f.skipLine()
			f.pos--
		case '"', '\'':
			for f.pos++; f.pos < len(f.text) && f.text[f.pos] != c; f.pos++ {
				if f.text[f.pos] == '\\' && c == '"' {
					f.pos++
				}
			}
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				f.pos++
				return f.text[start : f.pos-1], true
			}
		}
	}
	return "", false
}

// block reads "block CONTEXT NAME(PARAMETER(DEFAULT) ...) { TEXT };".
func (f *ngFile) block() {
	at := f.at()
	open := strings.IndexByte(f.text[f.pos:], '{')
	if open < 0 {
		f.refuse(at, "a block without text")
		f.pos = len(f.text)
		return
	}
	sub := &ngFile{ngLexer: newNGLexer(f.g), name: f.name, text: f.text[f.pos : f.pos+open], line: f.line, depth: f.depth}
	sub.run()
	b := ngBlock{file: f.name, line: f.line}
	t := sub.tokens
	if len(t) < 4 || t[0].kind != 'w' || t[1].kind != 'w' || t[2].kind != '(' || t[len(t)-1].kind != ')' {
		f.refuse(at, "not a block")
	}
	f.line += strings.Count(f.text[f.pos:f.pos+open], "\n")
	f.pos += open
	b.line = f.line
	text, ok := f.raw()
	if !ok {
		f.refuse(at, "the block does not end")
		return
	}
	if b.text = text; len(t) > 1 {
		f.blocks[t[0].text+" "+t[1].text] = b
	}
}

// directive is a line such as @version: 4.2 or @include "FILE".
func (f *ngFile) directive() {
	at := f.at()
	end := strings.IndexByte(f.text[f.pos:], '\n')
	if end < 0 {
		end = len(f.text) - f.pos
	}
	sub := &ngFile{ngLexer: newNGLexer(f.g), name: f.name, text: f.text[f.pos+1 : f.pos+end], line: f.line}
	sub.defines = f.defines
	sub.run()
	f.pos += end
	if sub.err != nil {
		f.err = sub.err
		return
	}
	t := sub.tokens
	word := func(i int) string {
		if i < len(t) && (t[i].kind == 'w' || t[i].kind == 's') {
			return t[i].text
		}
		return ""
	}
	switch name := word(0); {
	case len(sub.refused) > 0:
		f.refused = append(f.refused, sub.refused...)
	case name == "version" && len(t) == 3 && t[1].kind == ':' && word(2) != "":
		f.version = word(2)
	case name == "include" && len(t) == 2 && word(1) != "":
		f.include(word(1), at)
	case name == "define" && len(t) == 3 && word(1) != "" && t[2].kind != '(':
		if len(word(2)) > ngDefined {
			f.err = fmt.Errorf("%s: the value of %s is too long: %w", at, facts.Text(word(1)), host.ErrTooLarge)
			return
		}
		f.defines[word(1)] = word(2)
	case (name == "module" || name == "requires") && word(1) != "":
		// Whether the module is installed is not known here.
		f.library = true
	case name == "version" || name == "include" || name == "define" || len(t) == 0:
		f.refuse(at, "not a directive that syslog-ng understands: @%s", name)
	case name == "pragma":
		f.doubt(at, "the directive @%s is not known", name)
	default:
		f.refuse(at, "there is no directive @%s", name)
	}
}

// ngIncluded are the names in an included folder that syslog-ng reads, whatever
// they end with.
var ngIncluded = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9_.-]*$`)

// include reads a file, the files of a folder, or what a pattern fits.
func (f *ngFile) include(name string, at facts.Source) {
	if name == "scl.conf" {
		f.library = true
		// The library is not followed: its drivers are known by name. Where
		// syslog-ng is installed, the file must be there.
		if _, err := f.g.ReadDir(f.g.ctx, "/usr/share/syslog-ng/include"); err != nil {
			return
		}
		for _, dir := range ngIncludePath {
			if _, err := f.g.Stat(f.g.ctx, dir+"/scl.conf"); !absent(err) {
				return
			}
		}
		f.refuse(at, "%s is included and is not there: install syslog-ng-scl", name)
		return
	}
	names := []string{name}
	if !strings.HasPrefix(name, "/") {
		names = nil
		for _, dir := range ngIncludePath {
			names = append(names, path.Join(dir, name))
		}
	}
	pattern := strings.ContainsAny(name, "*?[")
	for _, p := range names {
		list, err := f.g.globbed(strings.TrimSuffix(p, "/"))
		if err != nil {
			f.err = err
			return
		}
		found := false
		for _, p := range list {
			entries, err := f.g.ReadDir(f.g.ctx, p)
			if err != nil {
				found = f.draw(p) || found
				continue
			}
			found = true
			for _, e := range entries {
				if ngIncluded.MatchString(e.Name) && !e.IsDir() {
					f.draw(p + "/" + e.Name)
				}
			}
		}
		if found || f.err != nil {
			return
		}
	}
	if !pattern {
		f.refuse(at, "%s is included and is not there", name)
	}
}

// draw reads one included file; false: it is not there.
func (f *ngFile) draw(name string) bool {
	b, err := f.g.ReadFile(f.g.ctx, name, host.ConfigLimit)
	if absent(err) {
		return false
	}
	if err == nil && (len(f.files) >= maxFiles || f.depth > maxDepth) {
		err = fmt.Errorf("%s: too many files are included: %w", facts.Text(name), host.ErrTooLarge)
	}
	if err != nil {
		f.err = errors.Join(f.err, err)
		return true
	}
	f.files = append(f.files, facts.Text(name))
	sub := &ngFile{ngLexer: f.ngLexer, name: name, text: string(b), line: 1, depth: f.depth + 1}
	sub.run()
	return true
}

// ngNumber reads a number as syslog-ng does: 0x before a hexadecimal one, 0
// before an octal one. Digits that are not octal make it decimal after all.
func ngNumber(s string) (uint64, bool) {
	if n, err := strconv.ParseUint(s, 0, 32); err == nil && !strings.HasPrefix(s, "0o") && !strings.HasPrefix(s, "0b") {
		return n, true
	}
	n, err := strconv.ParseUint(s, 10, 32)
	return n, err == nil
}
