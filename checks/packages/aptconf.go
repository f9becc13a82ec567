package packages

import (
	"fmt"
	"strings"

	"isoscan/internal/facts"
)

// aptConf is apt's configuration tree (apt.conf(5)). Names match in any case;
// children without a name are the elements of a list.
type aptConf struct {
	root aptNode
}

type aptNode struct {
	tag      string
	value    string
	set      bool
	source   facts.Source
	children []*aptNode
}

// aptLimit bounds the nesting of blocks and of included files.
const aptLimit = 32

// parse reads one file into the tree. include is called for #include with its
// argument. The error names the line that cannot be understood; apt itself
// refuses to run on such a file.
func (c *aptConf) parse(file string, b []byte, include func(arg string) error) error {
	p := aptParser{conf: c, file: file, stack: []*aptNode{&c.root}, include: include}
	return p.run(string(b))
}

type aptParser struct {
	conf    *aptConf
	file    string
	stack   []*aptNode
	include func(string) error
	words   []aptWord
	line    int
	first   int
}

type aptWord struct {
	text   string
	quoted bool
}

func (p *aptParser) fail(what string) error {
	return fmt.Errorf("%s:%d: %s", p.file, p.line, what)
}

func (p *aptParser) run(s string) error {
	p.line = 1
	fresh := true // nothing but blanks on this line so far
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '\n':
			p.line++
			fresh = true
			i++
		case c == ' ' || c == '\t' || c == '\r':
			i++
		case c == '#' && fresh:
			end := lineEnd(s, i)
			if err := p.directive(s[i+1 : end]); err != nil {
				return err
			}
			i = end
		case strings.HasPrefix(s[i:], "//"):
			i = lineEnd(s, i)
		case strings.HasPrefix(s[i:], "/*"):
			end := strings.Index(s[i+2:], "*/")
			if end < 0 {
				return p.fail("a comment is not ended")
			}
			p.line += strings.Count(s[i:i+2+end], "\n")
			i += end + 4
		case c == '{' || c == '}' || c == ';':
			fresh = false
			if err := p.punctuation(c); err != nil {
				return err
			}
			i++
		case c == '"':
			fresh = false
			end := strings.IndexByte(s[i+1:], '"')
			if end < 0 {
				return p.fail("a quote is not ended")
			}
			text := s[i+1 : i+1+end]
			p.word(aptWord{text, true})
			p.line += strings.Count(text, "\n")
			i += end + 2
		default:
			fresh = false
			start := i
			for i < len(s) && !strings.ContainsRune(" \t\r\n\"{};", rune(s[i])) && !strings.HasPrefix(s[i:], "//") {
				i++
			}
			p.word(aptWord{s[start:i], false})
		}
	}
	if len(p.stack) > 1 {
		return p.fail("a block is not ended")
	}
	if len(p.words) > 0 {
		return p.fail("the last setting has no semicolon")
	}
	return nil
}

func lineEnd(s string, i int) int {
	if n := strings.IndexByte(s[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(s)
}

func (p *aptParser) word(w aptWord) {
	if len(p.words) == 0 {
		p.first = p.line
	}
	p.words = append(p.words, w)
}

func (p *aptParser) directive(text string) error {
	name, arg, _ := strings.Cut(strings.TrimSpace(text), " ")
	arg = strings.TrimSpace(strings.Trim(strings.TrimSpace(arg), "\";"))
	switch name {
	case "clear":
		for _, tag := range strings.Split(arg, ";") {
			p.conf.clear(strings.TrimSpace(tag))
		}
	case "include":
		if p.include == nil {
			return p.fail("#include cannot be followed here")
		}
		return p.include(arg)
	}
	return nil // any other line that begins with # is a comment
}

func (p *aptParser) punctuation(c byte) error {
	top := p.stack[len(p.stack)-1]
	switch c {
	case ';', '{':
		if len(p.words) == 0 {
			if c == '{' {
				if len(p.stack) > aptLimit {
					return p.fail("blocks are nested too deep")
				}
				p.stack = append(p.stack, top.child("", true))
			}
			return nil // the semicolon behind a block
		}
		tag, value, set := "", "", false
		rest := p.words
		if !rest[0].quoted {
			tag, rest = rest[0].text, rest[1:]
		}
		if len(rest) > 0 {
			texts := make([]string, len(rest))
			for i, w := range rest {
				texts[i] = w.text
			}
			value, set = strings.Join(texts, " "), true
		}
		node := top.child(tag, true)
		// A name with no value and no block sets the empty value.
		if set || c == ';' {
			node.value, node.set, node.source = value, true, facts.FileLine(p.file, p.first)
		}
		p.words = p.words[:0]
		if c == '{' {
			if len(p.stack) > aptLimit {
				return p.fail("blocks are nested too deep")
			}
			p.stack = append(p.stack, node)
		}
	case '}':
		if len(p.words) > 0 {
			return p.fail("a setting before } has no semicolon")
		}
		if len(p.stack) == 1 {
			return p.fail("a } without its {")
		}
		p.stack = p.stack[:len(p.stack)-1]
	}
	return nil
}

// child finds or makes the node of a name such as "APT::Periodic" below n. An
// empty name, or one that ends in "::", is a new element of a list.
func (n *aptNode) child(name string, create bool) *aptNode {
	if name == "" {
		if !create {
			return nil
		}
		el := &aptNode{}
		n.children = append(n.children, el)
		return el
	}
	tag, rest, more := strings.Cut(name, "::")
	var found *aptNode
	for _, c := range n.children {
		if c.tag != "" && strings.EqualFold(c.tag, tag) {
			found = c
			break
		}
	}
	if found == nil {
		if !create {
			return nil
		}
		found = &aptNode{tag: tag}
		n.children = append(n.children, found)
	}
	if !more {
		return found
	}
	return found.child(rest, create)
}

func (c *aptConf) clear(name string) {
	name = strings.TrimSuffix(name, "::")
	if name == "" {
		return
	}
	if n := c.root.child(name, false); n != nil {
		n.value, n.set, n.children, n.source = "", false, nil, ""
	}
}

// get returns the value of a name and whether it is set.
func (c *aptConf) get(name string) (string, facts.Source, bool) {
	if n := c.root.child(name, false); n != nil && n.set {
		return n.value, n.source, true
	}
	return "", "", false
}

// list returns the values below a name: its elements and its named children.
func (c *aptConf) list(name string) []facts.Sourced[string] {
	out := []facts.Sourced[string]{}
	if n := c.root.child(name, false); n != nil {
		if n.set && n.value != "" {
			out = append(out, facts.At(n.value, n.source))
		}
		for _, ch := range n.children {
			if ch.set && ch.value != "" {
				out = append(out, facts.At(ch.value, ch.source))
			}
		}
	}
	return out
}

// boolean reads a switch as apt does: words and numbers; anything else is the
// default.
func (c *aptConf) boolean(name string, def bool) facts.Sourced[bool] {
	value, source, ok := c.get(name)
	if !ok {
		return facts.At(def, facts.Default("apt"))
	}
	v, known := aptBool(value)
	if !known {
		v = def
	}
	return facts.At(v, source)
}

func aptBool(s string) (value, known bool) {
	switch strings.ToLower(s) {
	case "yes", "true", "with", "on", "enable", "1":
		return true, true
	case "no", "false", "without", "off", "disable", "0", "":
		return false, s != ""
	}
	if s != "" && strings.Trim(s, "0123456789") == "" {
		return true, true
	}
	return false, false
}
