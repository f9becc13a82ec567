package sshd

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"isoscan/internal/facts"
)

// Bounds on what a configuration may include.
const (
	// includeDepth is sshd's own bound on nested includes.
	includeDepth = 16
	maxIncludes  = 1000
	maxBytes     = 32 << 20
)

// errMissing: a keyword without the argument that it needs.
var errMissing = errors.New("missing argument")

// refusal is a line for which sshd ends instead of starting.
type refusal struct {
	path string
	line int
	why  string
	// list is set when it is an algorithm list that sshd does not take.
	list *badList
}

// badList is an algorithm list with names that this release does not have.
type badList struct{ keyword, names string }

func (b *badList) Error() string { return fmt.Sprintf("bad list %q", facts.Text(b.names)) }

func (r *refusal) Error() string {
	if r.line == 0 {
		return "sshd refuses " + r.path + ": " + r.why
	}
	return fmt.Sprintf("sshd refuses line %d of %s: %s", r.line, r.path, r.why)
}

// loader gives the parser the files. Read of a folder gives nothing and no
// error, for that is what sshd reads from one.
type loader interface {
	// Read returns a file. Errors: fs.ErrNotExist is sshd's refusal, any other
	// is a file that we could not read.
	Read(path string) ([]byte, error)
	// Glob returns the sorted matches of an absolute pattern, as glob(3).
	Glob(pattern string) ([]string, error)
}

// setting is one value in force, or several, and where it was set.
type setting struct {
	values []string
	source facts.Source
}

// options are the settings that lines made, by keyword.
type options map[string]setting

// block is one Match block.
type block struct {
	criteria []criterion
	source   facts.Source
	options  options
}

// parser runs over a configuration once, as sshd does: first for the global
// settings, with every Match block checked but not obeyed, then once for each
// connection, with only the blocks that match obeyed.
type parser struct {
	build *build
	load  loader
	// conn is nil in the first pass.
	conn   *connection
	opts   options
	blocks []*block

	// includes remembers what each pattern matched, as sshd does.
	includes map[string][]string
	files    map[string][]string
	count    int
	bytes    int
	// obsolete keeps the lines that have no effect.
	obsolete values
	// portGiven: ports of the command line replace those of the file.
	portGiven bool
}

// state is what one file's lines change.
type state struct {
	path  string
	depth int
	// active: settings are obeyed. syntaxOnly: Match lines never match.
	// matchOnly: this is the global part in a connection's pass.
	active, syntaxOnly, matchOnly bool
	// criteria in force around and in this file, for the blocks.
	outer []criterion
	block *block
}

// parsed is a configuration that sshd accepts.
type parsed struct {
	global options
	// blocks in their order.
	blocks []*block
	// obsolete lines, which have no effect.
	obsolete values
}

// parse reads the configuration at path, with the settings of the command line
// already in opts.
func parse(b *build, l loader, path string, opts options) (*parsed, error) {
	p := &parser{build: b, load: l, opts: opts, includes: map[string][]string{}, files: map[string][]string{}, obsolete: values{}}
	if p.opts == nil {
		p.opts = options{}
	}
	_, p.portGiven = p.opts["port"]
	if err := p.run(path); err != nil {
		return nil, err
	}
	if err := p.check(path); err != nil {
		return nil, err
	}
	return &parsed{p.opts, p.blocks, p.obsolete}, nil
}

// parseFor reads the configuration for a connection: what its Match blocks set.
func parseFor(b *build, l loader, path string, c *connection) (options, error) {
	p := &parser{build: b, load: l, conn: c, opts: options{}, includes: map[string][]string{}, files: map[string][]string{}}
	if err := p.run(path); err != nil {
		return nil, err
	}
	return p.opts, p.lists(path)
}

func (p *parser) run(path string) error {
	lines, err := p.read(path, 0, path)
	if err != nil {
		return err
	}
	s := &state{path: path, active: p.conn == nil, matchOnly: p.conn != nil}
	return p.file(lines, s)
}

func (p *parser) read(path string, line int, from string) ([]string, error) {
	if l, ok := p.files[path]; ok {
		return l, nil
	}
	if p.count++; p.count > maxIncludes {
		return nil, fmt.Errorf("%s:%d: more than %d configuration files", from, line, maxIncludes)
	}
	data, err := p.load.Read(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &refusal{path: from, line: line, why: path + ": no such file"}
	case err != nil:
		return nil, fmt.Errorf("reading %q: %w", path, err)
	}
	if p.bytes += len(data); p.bytes > maxBytes {
		return nil, fmt.Errorf("%s:%d: more than %d bytes of configuration", from, line, maxBytes)
	}
	lines := fileLines(data, p.build.version)
	p.files[path] = lines
	return lines, nil
}

// file obeys the lines of one file, up to the first that sshd refuses. (For
// some faults sshd reads on to show them all, and ends then.)
func (p *parser) file(lines []string, s *state) error {
	for i, text := range lines {
		if err := p.line(text, i+1, s); err != nil {
			if bad := (lineError{}); errors.As(err, &bad) {
				r := &refusal{path: s.path, line: i + 1, why: bad.Error()}
				errors.As(bad.error, &r.list)
				return r
			}
			return err
		}
	}
	return nil
}

// lineError is a complaint about the line at hand.
type lineError struct{ error }

func (p *parser) line(text string, n int, s *state) error {
	// A form feed counts as white space at the end of a line only. The first
	// byte stays, as in sshd.
	if len(text) > 1 {
		text = text[:1] + strings.TrimRight(text[1:], blanks+"\f")
	}
	c := cursor{text: text}
	name, ok := c.word()
	if ok && name == "" {
		name, ok = c.word()
	}
	if !ok || name == "" || name[0] == '#' {
		return nil
	}
	lower := asciiLower(name)
	args := &arguments{rest: c.text}
	modern := !p.build.version.before(version{8, 7})
	if modern {
		if c.text == "" {
			return lineError{fmt.Errorf("no argument after keyword %q", facts.Text(name))}
		}
		if args.list, ok = splitArguments(c.text); !ok {
			return lineError{errors.New("invalid quotes")}
		}
	} else {
		args.list = splitWords(c.text)
	}
	m, known := p.build.lookup(lower)
	isMatch, isInclude := lower == "match", lower == "include" && (p.build.has("include") || !p.build.version.before(version{8, 2}))
	if !known && !isMatch && !isInclude {
		if !s.active && p.conn != nil {
			return nil
		}
		if strings.HasPrefix(name, "\ufeff") {
			return lineError{errors.New("the file begins with a byte order mark")}
		}
		return lineError{fmt.Errorf("bad configuration option: %s", facts.Text(name))}
	}
	var err error
	switch {
	case isMatch:
		err = p.match(args, n, s)
	case isInclude:
		return p.include(args, n, s)
	case !s.active && !m.match:
		if p.conn != nil {
			return nil // dealt with in the first pass
		}
		err = fmt.Errorf("%s is not allowed within a Match block", lower)
	case m.ignored:
		if _, twice := p.obsolete[lower]; !twice && p.obsolete != nil {
			p.obsolete[lower] = facts.At(facts.Text(strings.Join(args.list, " ")), facts.FileLine(s.path, n))
		}
		return nil
	default:
		err = p.set(m.keyword, args, facts.FileLine(s.path, n), s)
	}
	if err != nil {
		return lineError{fmt.Errorf("%s: %w", lower, err)}
	}
	if len(args.list) > 0 {
		return lineError{fmt.Errorf("%s: extra arguments at end of line", lower)}
	}
	return nil
}

// set reads a keyword's arguments and, where the line is in force, its value.
func (p *parser) set(k *keyword, args *arguments, src facts.Source, s *state) error {
	t := &target{build: p.build, opts: p.opts, source: src, active: s.active}
	if k.name == "port" && p.portGiven {
		args.consume()
		return nil
	}
	if p.conn == nil && s.block != nil {
		// What the block says is kept for the list of blocks, apart from whether
		// it is in force.
		scratch := *args
		u := &target{build: p.build, opts: s.block.options, source: src, active: true}
		if err := u.read(k, &scratch); err != nil {
			return err
		}
	}
	return t.read(k, args)
}

func (p *parser) match(args *arguments, n int, s *state) error {
	criteria, err := parseCriteria(p.build.version, args)
	if err != nil {
		return err
	}
	all := len(criteria) == 1 && criteria[0].name == "all"
	value := all || p.invalidUserForAll(criteria)
	if p.conn != nil && !s.syntaxOnly {
		value = p.conn.matches(criteria, p.build.release)
	}
	s.active = value && !s.syntaxOnly
	s.matchOnly = false
	if p.conn == nil {
		if all && len(s.outer) > 0 {
			criteria = nil
		}
		s.block = &block{
			criteria: append(append([]criterion(nil), s.outer...), criteria...),
			source:   facts.FileLine(s.path, n),
			options:  options{},
		}
		p.blocks = append(p.blocks, s.block)
	}
	args.consume()
	return nil
}

// invalidUserForAll: up to 9.9 a block with invalid-user as its only condition
// counts in the first pass, and so for everyone.
func (p *parser) invalidUserForAll(criteria []criterion) bool {
	for _, c := range criteria {
		if c.name != "invalid-user" {
			return false
		}
	}
	return p.build.version.before(version{10, 0})
}

// include obeys the matching files in place. A Match block in one of them ends
// with it, and inside a block that is not in force none of theirs is.
func (p *parser) include(args *arguments, n int, s *state) error {
	if len(args.list) == 0 {
		return lineError{errors.New("include: missing file name")}
	}
	for {
		pattern, ok := args.next()
		if !ok {
			return nil
		}
		if pattern == "" {
			return lineError{errors.New("include: empty argument")}
		}
		if pattern[0] != '/' && pattern[0] != '~' {
			pattern = "/etc/ssh/" + pattern
		}
		names, seen := p.includes[pattern]
		if !seen {
			var err error
			if pattern[0] == '/' {
				if names, err = p.load.Glob(pattern); err != nil {
					return fmt.Errorf("%s:%d: include %s: %w", s.path, n, facts.Text(pattern), err)
				}
			}
			p.includes[pattern] = names
		}
		for _, name := range names {
			if s.depth >= includeDepth {
				return &refusal{path: s.path, line: n, why: "too many nested includes"}
			}
			lines, err := p.read(name, n, s.path)
			if err != nil {
				return err
			}
			if p.count++; p.count > maxIncludes {
				return fmt.Errorf("%s:%d: more than %d includes", s.path, n, maxIncludes)
			}
			inner := &state{
				path: name, depth: s.depth + 1, active: s.active,
				syntaxOnly: !s.matchOnly && !s.active,
				matchOnly:  s.matchOnly,
				outer:      s.outer, block: s.block,
			}
			if s.block != nil {
				inner.outer = s.block.criteria
			}
			if err := p.file(lines, inner); err != nil {
				return err
			}
		}
	}
}

// lists verifies that every algorithm list has something left in it.
func (p *parser) lists(path string) error {
	for name, s := range p.opts {
		if k := p.build.table[name]; k.kind == kindAlgorithms {
			if _, ok := p.build.assemble(k.algorithms, s.values[0]); !ok {
				return &refusal{path: path, why: name + ": no algorithm is left, or a pattern is negated"}
			}
		}
	}
	return nil
}

// check is what sshd verifies once the global settings are complete.
func (p *parser) check(path string) error {
	if err := p.lists(path); err != nil {
		return err
	}
	for _, c := range []string{"authorizedkeyscommand", "authorizedprincipalscommand"} {
		cmd, set := p.opts[c]
		if _, user := p.opts[c+"user"]; set && !user && !strings.EqualFold(strings.Join(cmd.values, " "), "none") {
			return &refusal{path: path, why: c + " is set without " + c + "user"}
		}
	}
	m, set := p.opts["authenticationmethods"]
	if !set || len(m.values) == 1 && strings.EqualFold(m.values[0], "any") {
		return nil
	}
	for _, methods := range m.values {
		usable := true
		for _, name := range strings.Split(methods, ",") {
			name, _, _ = strings.Cut(name, ":")
			if p.value(methodKeyword[name]) == "no" {
				usable = false
			}
		}
		if usable {
			return nil
		}
	}
	return &refusal{path: path, why: "AuthenticationMethods cannot be satisfied by the methods that are enabled"}
}

// value is a choice in force after the first pass.
func (p *parser) value(name string) string {
	if name == "" {
		return ""
	}
	if s, ok := p.opts[name]; ok {
		return strings.Join(s.values, " ")
	}
	k := p.build.table[name]
	if k.def == "" {
		return at(k.defs, p.build.version)
	}
	return k.def
}
