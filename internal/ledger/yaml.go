package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// maxMarks bounds the characters of a file that can begin a value. A record of
// ordinary size has one in ten bytes; the bound keeps what a file that consists
// of nothing else costs in memory.
const maxMarks = MaxFile / 8

// tree parses one file into a mapping and refuses what YAML can do beyond plain
// mappings, lists and texts: what a reviewer reads in the file is what counts.
// Nil when there is nothing to go on with.
func (r *reader) tree(name string, data []byte) (root *yaml.Node) {
	fail := func(line int, hint, format string, args ...any) {
		r.problems.add(Problem{File: name, Line: line, Message: fmt.Sprintf(format, args...), Hint: hint})
	}
	if line, ok := badText(data); ok {
		if bytes.IndexByte(data, 0) >= 0 && utf8.Valid(data) {
			fail(line, "remove it", "holds a null byte")
		} else {
			fail(line, "save the file as UTF-8", "is not UTF-8 text")
		}
		return nil
	}
	if line := turned(data); line > 0 {
		fail(line, `remove it, or write it as \u and four digits in double quotes`, "a character that turns the direction of text around: what is read would not be what counts")
		return nil
	}
	if n := marks(data); n > maxMarks {
		fail(0, "spread the records over several files", "holds more than %d values", maxMarks)
		return nil
	}
	if line := directive(data); line > 0 {
		fail(line, "remove the line", "a YAML directive: directives are not allowed in a ledger")
		return nil
	}
	defer func() {
		if p := recover(); p != nil {
			fail(0, "", "cannot be parsed: %v", p)
			root = nil
		}
	}()
	var doc, more yaml.Node
	d := yaml.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&doc); errors.Is(err, io.EOF) {
		fail(1, "write schema: "+Schema, "holds no records")
		return nil
	} else if err != nil {
		line, text := yamlFault(err)
		fail(line, yamlHint(text), "%s", text)
		return nil
	}
	if err := d.Decode(&more); err == nil {
		fail(more.Line, "put it into a file of its own", "a second YAML document")
	} else if !errors.Is(err, io.EOF) {
		line, text := yamlFault(err)
		fail(line, yamlHint(text), "%s", text)
	}
	root = doc.Content[0]
	if root.Kind != yaml.MappingNode {
		fail(root.Line, "write schema: "+Schema+" first", "holds %s where a mapping is expected", kindOf(root))
		return nil
	}
	if !r.plain(name, root, 1) {
		return nil
	}
	return root
}

// plain walks the tree and reports what is refused everywhere. False: too deep,
// so that nothing else may walk it.
func (r *reader) plain(name string, n *yaml.Node, depth int) bool {
	fail := func(hint, format string, args ...any) {
		r.problems.add(Problem{File: name, Line: n.Line, Message: fmt.Sprintf(format, args...), Hint: hint})
	}
	if depth > MaxDepth {
		fail("", "is nested deeper than %d levels", MaxDepth)
		return false
	}
	if n.Kind == yaml.AliasNode {
		fail("write the value itself", "alias *%s: aliases are not allowed in a ledger", n.Value)
		return true
	}
	if n.Anchor != "" {
		fail("remove it, and write the value where it is used", "anchor &%s: anchors are not allowed in a ledger", n.Anchor)
	}
	if n.Style&yaml.TaggedStyle != 0 {
		fail("remove it", "tag %s: tags are not allowed in a ledger", n.Tag)
	}
	if n.Kind == yaml.MappingNode {
		r.keys(name, n)
	}
	for _, c := range n.Content {
		if !r.plain(name, c, depth+1) {
			return false
		}
	}
	return true
}

func (r *reader) keys(name string, n *yaml.Node) {
	seen := make(map[string]int, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		p := Problem{File: name, Line: k.Line}
		switch {
		case k.Kind != yaml.ScalarNode:
			p.Message, p.Hint = "a key that is no text", "write a word"
		case k.ShortTag() == "!!merge":
			p.Message, p.Hint = "merge key <<: merge keys are not allowed in a ledger", "write the keys themselves"
		case seen[k.Value] > 0:
			p.Message = fmt.Sprintf("key %s stands twice, first in line %d", shown(k.Value), seen[k.Value])
			p.Hint = "keep one of them"
		default:
			seen[k.Value] = k.Line
			continue
		}
		r.problems.add(p)
	}
}

func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	switch n.ShortTag() {
	case "!!null":
		return "nothing"
	case "!!bool":
		return "true or false"
	case "!!int", "!!float":
		return "a number"
	case "!!timestamp":
		return "a date"
	}
	return "a text"
}

var faultLine = regexp.MustCompile(`^yaml: line ([0-9]+): `)

// yamlFault is the parser's line, 0 when it gives none, and what it says.
func yamlFault(err error) (int, string) {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if strings.Contains(text, "exceeded max depth") {
		return 0, fmt.Sprintf("is nested deeper than %d levels", MaxDepth)
	}
	line := 0
	if m := faultLine.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = err.Error()[len(m[0]):]
	}
	return line, "is no YAML: " + strings.Join(strings.Fields(text), " ")
}

// yamlHint says what most likely leads to a fault that the parser tells of.
func yamlHint(text string) string {
	if strings.Contains(text, "cannot start any token") {
		return "indent with blanks, not with tabs; put a text in quotes that begins with a sign such as @ or %"
	}
	return ""
}

// directive is the first line that begins with a percent sign, 0 when none does.
// The time in which the parser reads many directives grows with their square.
func directive(data []byte) int {
	if bytes.HasPrefix(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("%")) {
		return 1
	}
	if i := bytes.Index(data, []byte("\n%")); i >= 0 {
		return 2 + bytes.Count(data[:i], []byte("\n"))
	}
	return 0
}

// turned is the first line with one of the characters that make an editor show
// text in another order than it stands in (Unicode Standard Annex 9, explicit
// directional embeddings, overrides and isolates), 0 when there is none. Scripts
// that run from right to left need none of them.
func turned(data []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(data[at:], 0xe2) // what all of them begin with
		if i < 0 {
			return 0
		}
		at += i
		switch c, size := utf8.DecodeRune(data[at:]); {
		case c >= '\u202a' && c <= '\u202e', c >= '\u2066' && c <= '\u2069':
			return 1 + bytes.Count(data[:at], []byte("\n"))
		default:
			at += size
		}
	}
}

// badText finds the first line that is not UTF-8 or holds a null byte.
func badText(data []byte) (line int, bad bool) {
	at := bytes.IndexByte(data, 0)
	if at < 0 && utf8.Valid(data) {
		return 0, false
	}
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		if c == 0 || c == utf8.RuneError && size == 1 {
			return 1 + bytes.Count(data[:i], []byte("\n")), true
		}
		i += size
	}
	return 0, false
}

// marks counts what can begin a value: an upper bound of half the nodes.
func marks(data []byte) int {
	n := 0
	for i, c := range data {
		switch c {
		case '\n', ',', '[', '{', '?':
			n++
		case ':', '-':
			if i+1 < len(data) && (data[i+1] == ' ' || data[i+1] == '\t') {
				n++
			}
		}
	}
	return n
}
