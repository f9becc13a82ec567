package sudo

import "fmt"

// member is one element of a user, host, runas or command list.
type member struct {
	kind    tokenKind // tokAll, tokAlias, tokWord, tokGroup, tokNetgroup, tokNetwork, tokCommand
	text    string
	args    *string
	digests int
	negated bool
}

// runas is the parenthesised "(users : groups)" of a command. self: the caller
// only, as for "()".
type runas struct {
	users, groups []member
	self          bool
}

type cmndSpec struct {
	runas *runas
	// tags holds the tags in force by their positive name ("PASSWD": false).
	// A tag holds for the commands after it in the list, until changed.
	tags    map[string]bool
	command member
}

type privilege struct {
	hosts    []member
	commands []cmndSpec
}

type userSpec struct {
	users      []member
	privileges []privilege
	at         place
}

type aliasDef struct {
	kind, name string
	members    []member
	at         place
}

// setting is one element of a Defaults line. scope: "" or ":@>!". op: "on",
// "off", "=", "+=" or "-=".
type setting struct {
	scope           string
	members         []member
	name, op, value string
	at              place
}

// place is a line of a file.
type place struct {
	file string
	line int
}

// entries is the reader's answer: everything in the order that sudo sees it.
type entries struct {
	aliases  []aliasDef
	settings []setting
	specs    []userSpec
	errors   []problem
}

type problem struct {
	at   place
	text string
}

// parser follows sudoers(5), section "SUDOERS FILE FORMAT".
type parser struct {
	lex  *lexer
	tok  token
	file string
	out  *entries
	// include is called where the directive stands.
	include func(at place, path string, dir bool)
}

// syntaxError unwinds to the end of the entry, where sudo takes up again.
type syntaxError struct{ text string }

func (p *parser) advance() { p.tok = p.lex.next() }

func (p *parser) fail(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if p.tok.kind == tokError {
		text = p.tok.text
	}
	panic(syntaxError{text})
}

func (p *parser) is(punct string) bool { return p.tok.kind == tokPunct && p.tok.text == punct }

func (p *parser) accept(punct string) bool {
	if p.is(punct) {
		p.advance()
		return true
	}
	return false
}

func (p *parser) want(punct string) {
	if !p.accept(punct) {
		p.fail("syntax error")
	}
}

// parse reads one file to its end.
func (p *parser) parse() {
	p.advance()
	for p.tok.kind != tokEOF {
		p.entry()
	}
}

func (p *parser) entry() {
	at := place{p.file, p.tok.line}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(syntaxError)
			if !ok {
				panic(r)
			}
			p.out.errors = append(p.out.errors, problem{place{p.file, p.tok.line}, e.text})
			for p.tok.kind != tokNewline && p.tok.kind != tokEOF {
				p.advance()
			}
			p.advance()
		}
	}()
	switch p.tok.kind {
	case tokNewline:
		p.advance()
	case tokInclude, tokIncludeDir:
		p.includeEntry(at)
	case tokAliasKeyword:
		p.aliasEntry(at)
	case tokDefaults:
		p.defaultsEntry(at)
	default:
		spec := userSpec{at: at, users: p.list(p.user)}
		spec.privileges = append(spec.privileges, p.privilege())
		for p.accept(":") {
			spec.privileges = append(spec.privileges, p.privilege())
		}
		p.end()
		p.out.specs = append(p.out.specs, spec)
	}
}

func (p *parser) end() {
	if p.tok.kind != tokNewline && p.tok.kind != tokEOF {
		p.fail("syntax error")
	}
	p.advance()
}

func (p *parser) includeEntry(at place) {
	dir := p.tok.kind == tokIncludeDir
	p.advance()
	if p.tok.kind != tokWord {
		p.fail("syntax error")
	}
	path := p.tok.text
	p.advance()
	if p.tok.kind != tokNewline && p.tok.kind != tokEOF {
		// sudo complains, and includes the file all the same.
		p.out.errors = append(p.out.errors, problem{at, "syntax error"})
		for p.tok.kind != tokNewline && p.tok.kind != tokEOF {
			p.advance()
		}
	}
	p.include(at, path, dir)
	p.advance()
}

func (p *parser) aliasEntry(at place) {
	kind := p.tok.text
	element := map[string]func() member{"User": p.user, "Runas": p.user, "Host": p.host, "Cmnd": p.digested}[kind]
	p.advance()
	for {
		if p.tok.kind == tokAll || p.tok.kind == tokOption {
			p.fail("syntax error, reserved word %s used as an alias name", p.tok.text)
		}
		if p.tok.kind != tokAlias {
			p.fail("syntax error")
		}
		def := aliasDef{kind: kind, name: p.tok.text, at: at}
		p.advance()
		p.want("=")
		def.members = p.list(element)
		for _, other := range p.out.aliases {
			if other.kind == kind && other.name == def.name {
				p.fail("alias %q already defined", def.name)
			}
		}
		p.out.aliases = append(p.out.aliases, def)
		if !p.accept(":") {
			break
		}
	}
	p.end()
}

func (p *parser) defaultsEntry(at place) {
	scope := p.tok.text
	p.advance()
	var members []member
	switch scope {
	case ":", ">":
		members = p.list(p.user)
	case "@":
		members = p.list(p.host)
	case "!":
		members = p.list(p.digested)
	}
	var list []setting
	for {
		s := setting{scope: scope, members: members, op: "on", at: at}
		if p.accept("!") {
			s.op = "off"
		}
		if p.tok.kind != tokVariable {
			p.fail("syntax error")
		}
		s.name = p.tok.text
		p.advance()
		if s.op == "on" && (p.is("=") || p.is("+=") || p.is("-=")) {
			s.op = p.tok.text
			p.advance()
			if p.tok.kind != tokWord {
				p.fail("syntax error")
			}
			s.value = p.tok.text
			p.advance()
		}
		list = append(list, s)
		if !p.accept(",") {
			break
		}
	}
	p.end()
	p.out.settings = append(p.out.settings, list...)
}

// list reads "element, element ..."; each may be negated.
func (p *parser) list(element func() member) []member {
	list := []member{element()}
	for p.accept(",") {
		list = append(list, element())
	}
	return list
}

func (p *parser) oneOf(kinds ...tokenKind) member {
	m := member{negated: p.accept("!")}
	for _, k := range kinds {
		if p.tok.kind == k {
			m.kind, m.text, m.args = k, p.tok.text, p.tok.args
			p.advance()
			return m
		}
	}
	p.fail("syntax error")
	return m
}

func (p *parser) user() member {
	return p.oneOf(tokAlias, tokAll, tokNetgroup, tokGroup, tokWord)
}

func (p *parser) group() member { return p.oneOf(tokAlias, tokAll, tokWord) }

func (p *parser) host() member {
	return p.oneOf(tokAlias, tokAll, tokNetgroup, tokNetwork, tokWord)
}

func (p *parser) privilege() privilege {
	v := privilege{hosts: p.list(p.host)}
	p.want("=")
	for {
		c := p.cmndSpec()
		if n := len(v.commands); n > 0 {
			inherit(&c, v.commands[n-1])
		}
		v.commands = append(v.commands, c)
		if !p.accept(",") {
			return v
		}
	}
}

// inherit carries what the command before said and this one leaves open.
func inherit(c *cmndSpec, before cmndSpec) {
	for tag, on := range before.tags {
		if _, said := c.tags[tag]; !said {
			c.tags[tag] = on
		}
	}
	if c.runas == nil {
		c.runas = before.runas
	}
}

func (p *parser) cmndSpec() cmndSpec {
	c := cmndSpec{tags: map[string]bool{}}
	if p.accept("(") {
		c.runas = p.runas()
	}
	for p.tok.kind == tokOption || p.tok.kind == tokAlias && laterOptions[p.tok.text] {
		alias := p.tok
		p.advance()
		if alias.kind == tokAlias && !p.is("=") {
			c.command = member{kind: tokAlias, text: alias.text}
			return c
		}
		p.want("=")
		if p.tok.kind != tokWord {
			p.fail("syntax error")
		}
		if (alias.text == "CWD" || alias.text == "CHROOT") && p.tok.text != "*" && p.tok.text[0] != '/' && p.tok.text[0] != '~' {
			p.fail("values for %q must start with a '/', '~', or '*'", alias.text)
		}
		p.advance()
	}
	for p.tok.kind == tokTag {
		name, on := p.tok.text, true
		if len(name) > 2 && name[:2] == "NO" {
			name, on = name[2:], false
		}
		c.tags[name] = on
		p.advance()
	}
	c.command = p.digested()
	return c
}

// laterOptions are options of builds that this scanner's tables do not reserve:
// with another build of sudo the words are ordinary alias names.
var laterOptions = map[string]bool{"APPARMOR_PROFILE": true, "PRIVS": true, "LIMITPRIVS": true}

func (p *parser) runas() *runas {
	r := &runas{}
	switch {
	case p.accept(")"):
		r.self = true
		return r
	case p.is(":"):
	default:
		r.users = p.list(p.user)
	}
	if p.accept(":") {
		if r.users == nil && p.accept(")") {
			r.self = true
			return r
		}
		r.groups = p.list(p.group)
	}
	p.want(")")
	return r
}

// digested reads a command with the digests before it.
func (p *parser) digested() member {
	digests := 0
	for p.tok.kind == tokDigestKind {
		p.advance()
		p.want(":")
		if p.tok.kind != tokDigest {
			p.fail("syntax error")
		}
		p.advance()
		digests++
		if !p.is(",") {
			break
		}
		p.advance()
		if p.tok.kind != tokDigestKind {
			p.fail("syntax error")
		}
	}
	m := member{negated: p.accept("!"), digests: digests}
	switch {
	case p.tok.kind == tokAll, p.tok.kind == tokCommand, p.tok.kind == tokAlias && digests == 0:
	case p.tok.kind == tokWord && p.tok.text == "list":
	case p.tok.kind == tokWord:
		p.fail("expected a fully-qualified path name")
	case p.tok.kind == tokAlias:
		p.fail("a digest requires a path name")
	default:
		p.fail("syntax error")
	}
	m.kind, m.text, m.args = p.tok.kind, p.tok.text, p.tok.args
	if m.kind == tokWord {
		m.kind = tokCommand
	}
	p.advance()
	return m
}
