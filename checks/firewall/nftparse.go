package firewall

import (
	"errors"
	"fmt"
	"strings"

	"isoscan/internal/facts"
)

// Bounds of an nft script.
const (
	maxIncludes = 200
	maxTokens   = 2_000_000
	maxExpand   = 16
)

// nftScript reads an nft script and what it includes into a ruleset.
type nftScript struct {
	rs *ruleset
	by string
	// include returns the files that an include statement names, in order; a
	// name without wildcards that does not exist is an error, as for nft.
	include func(pattern string) (map[string][]byte, []string, error)
	vars    map[string][]token
	files   int
	tokens  int
	// problems are statements that were not understood outside rules.
	problems []string

	file string
	toks []token
	pos  int
}

// errRefused: nft would load nothing of the script.
var errRefused = errors.New("nft refuses the file")

func newScript(by string) *nftScript {
	return &nftScript{rs: &ruleset{}, by: by, vars: map[string][]token{}}
}

// run reads one file. The error means that the whole script does not load.
func (s *nftScript) run(file string, text []byte) error {
	s.files++
	toks := lexNFT(string(text))
	s.tokens += len(toks)
	if s.files > maxIncludes || s.tokens > maxTokens {
		return fmt.Errorf("%s: more than %d files or %d words of rules", file, maxIncludes, maxTokens)
	}
	if n := len(toks); n > 0 && toks[n-1].is("\x00") {
		return fmt.Errorf("%s:%d: a quotation mark is missing: %w", file, toks[n-1].line, errRefused)
	}
	saved := *s
	s.file, s.toks, s.pos = file, toks, 0
	err := s.block(true, s.command)
	s.file, s.toks, s.pos = saved.file, saved.toks, saved.pos
	return err
}

// block reads statements to the end of a file, or within a file up to the
// closing brace.
func (s *nftScript) block(file bool, statement func(first token) error) error {
	for {
		t, ok := s.next()
		if !ok && !file {
			return fmt.Errorf("%s: a closing brace is missing: %w", s.file, errRefused)
		}
		if !ok {
			return nil
		}
		if t.separates() {
			continue
		}
		if t.is("}") && file {
			return fmt.Errorf("%s:%d: a brace too many: %w", s.file, t.line, errRefused)
		}
		if t.is("}") {
			return nil
		}
		if err := statement(t); err != nil {
			return err
		}
	}
}

func (s *nftScript) next() (token, bool) {
	if s.pos >= len(s.toks) {
		return token{}, false
	}
	s.pos++
	return s.toks[s.pos-1], true
}

func (s *nftScript) peek() token {
	if s.pos >= len(s.toks) {
		return token{"\n", false, 0}
	}
	return s.toks[s.pos]
}

// statement collects the rest of one statement; line ends within braces or
// parentheses do not end it. A brace that closes more than it opens does.
func (s *nftScript) statement() []token {
	var out []token
	depth := 0
	for {
		t := s.peek()
		if s.pos >= len(s.toks) || depth == 0 && (t.separates() || t.is("}")) {
			return s.expand(out, 0)
		}
		s.pos++
		switch {
		case t.is("{"), t.is("("):
			depth++
		case t.is("}"), t.is(")"):
			depth--
		case t.is("\n"):
			continue
		}
		out = append(out, t)
	}
}

// expand replaces $name by what was defined.
func (s *nftScript) expand(in []token, depth int) []token {
	var out []token
	for _, t := range in {
		if t.quoted || !strings.Contains(t.text, "$") || depth > maxExpand {
			out = append(out, t)
			continue
		}
		name, _ := strings.CutPrefix(t.text, "$")
		if def, ok := s.vars[name]; ok && t.text[0] == '$' {
			s.tokens += len(def)
			if s.tokens > maxTokens {
				s.problem(t.line, "too many words after replacing variables")
				return out
			}
			for _, d := range s.expand(def, depth+1) {
				d.line = t.line
				out = append(out, d)
			}
			continue
		}
		out = append(out, token{s.inside(t), false, t.line})
	}
	return out
}

// inside replaces variables that are a part of a word, as in $a-$b.
func (s *nftScript) inside(t token) string {
	var b strings.Builder
	for rest := t.text; rest != ""; {
		i := strings.IndexByte(rest, '$')
		if i < 0 {
			b.WriteString(rest)
			break
		}
		b.WriteString(rest[:i])
		rest = rest[i+1:]
		n := 0
		for n < len(rest) && (rest[n] == '_' || rest[n] >= '0' && rest[n] <= '9' || rest[n] >= 'a' && rest[n] <= 'z' || rest[n] >= 'A' && rest[n] <= 'Z') {
			n++
		}
		def, ok := s.vars[rest[:n]]
		if !ok || len(def) != 1 {
			s.problem(t.line, "the variable $"+rest[:n]+" is not defined")
			return t.text
		}
		b.WriteString(def[0].text)
		rest = rest[n:]
	}
	return b.String()
}

func (s *nftScript) problem(line int, why string) {
	s.problems = append(s.problems, facts.Text(fmt.Sprintf("%s:%d: %s", s.file, line, why)))
}

// command reads one statement of the top level.
func (s *nftScript) command(first token) error {
	switch first.text {
	case "include":
		return s.includeFiles(first)
	case "define", "redefine":
		st := s.rawStatement()
		if len(st) < 3 || !st[1].is("=") {
			return fmt.Errorf("%s:%d: a malformed definition: %w", s.file, first.line, errRefused)
		}
		s.vars[st[0].text] = s.expand(st[2:], 0)
		return nil
	case "undefine":
		for _, t := range s.rawStatement() {
			delete(s.vars, t.text)
		}
		return nil
	case "add", "create":
		obj, ok := s.next()
		if !ok {
			return nil
		}
		return s.object(obj, false)
	case "insert":
		obj, _ := s.next()
		return s.object(obj, true)
	case "flush", "delete", "destroy":
		s.remove(first, s.statement())
		return nil
	case "list", "reset", "monitor", "describe", "import", "export":
		s.statement()
		return nil
	case "replace", "rename":
		s.problem(first.line, first.text+" is not followed")
		s.statement()
		return nil
	}
	return s.object(first, false)
}

// rawStatement is statement without the replacing of variables.
func (s *nftScript) rawStatement() []token {
	vars := s.vars
	s.vars = nil
	defer func() { s.vars = vars }()
	var out []token
	depth := 0
	for s.pos < len(s.toks) {
		t := s.peek()
		if depth == 0 && (t.separates() || t.is("}")) {
			break
		}
		s.pos++
		if t.is("{") {
			depth++
		} else if t.is("}") {
			depth--
		}
		if !t.is("\n") {
			out = append(out, t)
		}
	}
	return out
}

func (s *nftScript) includeFiles(first token) error {
	st := s.statement()
	if len(st) != 1 || s.include == nil {
		return fmt.Errorf("%s:%d: a malformed include: %w", s.file, first.line, errRefused)
	}
	pattern := st[0].text
	files, order, err := s.include(pattern)
	if err != nil {
		return fmt.Errorf("%s:%d: include %s: %w", s.file, first.line, facts.Text(pattern), err)
	}
	for _, f := range order {
		if err := s.run(f, files[f]); err != nil {
			return err
		}
	}
	return nil
}

// address is [FAMILY] TABLE [NAME] before a block or the rest of a statement.
func (s *nftScript) address(named bool) (t *table, name string, ok bool) {
	family := "ip"
	w, _ := s.next()
	switch w.text {
	case "ip", "ip6", "inet", "arp", "bridge", "netdev":
		family = w.text
		w, _ = s.next()
	}
	if w.separates() || w.text == "" {
		return nil, "", false
	}
	t = s.rs.table(family, s.expanded(w), s.by)
	if named {
		w, _ = s.next()
		name = s.expanded(w)
	}
	return t, name, !w.separates() && w.text != ""
}

func (s *nftScript) expanded(t token) string {
	if e := s.expand([]token{t}, 0); len(e) == 1 {
		return e[0].text
	}
	return t.text
}

// object reads what follows "add", or stands for itself.
func (s *nftScript) object(kind token, front bool) error {
	switch kind.text {
	case "table":
		t, _, ok := s.address(false)
		if !ok {
			return fmt.Errorf("%s:%d: a table without a name: %w", s.file, kind.line, errRefused)
		}
		if s.peek().is("{") {
			s.pos++
			return s.block(false, func(first token) error { return s.inTable(t, first) })
		}
		s.statement()
		return nil
	case "chain", "set", "map", "counter", "quota", "limit", "flowtable", "secmark", "synproxy", "ct":
		if kind.text == "ct" {
			s.next()
		}
		t, name, ok := s.address(true)
		if !ok {
			return fmt.Errorf("%s:%d: %s without a name: %w", s.file, kind.line, kind.text, errRefused)
		}
		return s.define(t, kind.text, name)
	case "rule", "element":
		t, name, ok := s.address(true)
		if !ok {
			return fmt.Errorf("%s:%d: %s without a place: %w", s.file, kind.line, kind.text, errRefused)
		}
		if kind.text == "element" {
			s.addElements(t, name, s.statement())
			return nil
		}
		line := s.peek().line
		r := s.rule(s.statement(), line)
		c := t.chain(name)
		if front {
			c.rules = append([]*rule{r}, c.rules...)
		} else {
			c.rules = append(c.rules, r)
		}
		return nil
	}
	s.problem(kind.line, fmt.Sprintf("%q is not understood", facts.Text(kind.text)))
	s.statement()
	return nil
}

// inTable reads one statement of a table's block.
func (s *nftScript) inTable(t *table, first token) error {
	switch first.text {
	case "chain", "set", "map", "counter", "quota", "limit", "flowtable", "secmark", "synproxy":
		name, _ := s.next()
		return s.define(t, first.text, s.expanded(name))
	case "ct":
		s.next()
		name, _ := s.next()
		return s.define(t, "ct", name.text)
	case "flags":
		for _, w := range s.statement() {
			if w.is("dormant") {
				t.dormant = true
			}
		}
		return nil
	case "comment":
		s.statement()
		return nil
	case "define", "redefine", "include", "undefine":
		if first.is("include") {
			return s.includeIn(t, first)
		}
		return s.command(first)
	}
	s.problem(first.line, fmt.Sprintf("%q is not understood in a table", facts.Text(first.text)))
	s.statement()
	return nil
}

// includeIn includes files whose text belongs in a table's or chain's block.
func (s *nftScript) includeIn(t *table, first token) error {
	return s.includeAs(first, func(tok token) error { return s.inTable(t, tok) })
}

func (s *nftScript) includeAs(first token, statement func(token) error) error {
	st := s.statement()
	if len(st) != 1 || s.include == nil {
		return fmt.Errorf("%s:%d: a malformed include: %w", s.file, first.line, errRefused)
	}
	files, order, err := s.include(st[0].text)
	if err != nil {
		return fmt.Errorf("%s:%d: include %s: %w", s.file, first.line, facts.Text(st[0].text), err)
	}
	for _, f := range order {
		s.files++
		if s.files > maxIncludes {
			return fmt.Errorf("%s: more than %d files of rules", f, maxIncludes)
		}
		file, toks, pos := s.file, s.toks, s.pos
		s.file, s.toks, s.pos = f, lexNFT(string(files[f])), 0
		err := s.block(true, statement)
		s.file, s.toks, s.pos = file, toks, pos
		if err != nil {
			return err
		}
	}
	return nil
}

// define reads the block of a chain, set, map or stateful object.
func (s *nftScript) define(t *table, kind, name string) error {
	if name == "" {
		return fmt.Errorf("%s: %s without a name: %w", s.file, kind, errRefused)
	}
	var c *chain
	if kind == "chain" {
		c = t.chain(name)
		if c.source == "" {
			c.source = facts.FileLine(s.file, s.peek().line)
		}
	}
	if kind == "set" || kind == "map" {
		if t.sets[name] == nil {
			t.sets[name] = &set{elements: []element{}}
		}
	}
	if !s.peek().is("{") {
		s.statement()
		return nil
	}
	s.pos++
	var in func(first token) error
	in = func(first token) error {
		if first.is("include") {
			return s.includeAs(first, in)
		}
		s.pos--
		st := s.statement()
		if len(st) == 0 {
			return nil
		}
		switch {
		case c != nil:
			s.inChain(c, st, first.line)
		case t.sets[name] != nil && st[0].is("elements"):
			s.addElements(t, name, st[1:])
		}
		return nil
	}
	return s.block(false, in)
}

// inChain reads one statement of a chain's block.
func (s *nftScript) inChain(c *chain, st []token, line int) {
	switch {
	case st[0].is("type") && len(st) > 3:
		c.kind = st[1].text
		for i := 2; i+1 < len(st); i++ {
			if st[i].is("hook") {
				c.hook = st[i+1].text
			}
		}
		if c.policy == "" {
			c.policy = "accept"
		}
		c.source = facts.FileLine(s.file, line)
	case st[0].is("policy") && len(st) == 2:
		c.policy = st[1].text
		c.source = facts.FileLine(s.file, line)
	case st[0].is("comment") && len(st) == 2 && st[1].quoted, st[0].is("devices"), st[0].is("flags"):
	default:
		c.rules = append(c.rules, s.rule(st, line))
	}
}
