package netservices

import (
	"path"
	"strings"
)

// bindStatement is one statement of named.conf: its words, and the block that
// follows them where there is one.
type bindStatement struct {
	words []string
	block []bindStatement
	has   bool // a block, perhaps empty
	path  string
	line  int
}

func (s bindStatement) name() string { return strings.ToLower(s.words[0]) }

// bindToken is a word, a quoted word, or one of "{", "}" and ";".
type bindToken struct {
	text   string
	quoted bool
	line   int
}

func (t bindToken) is(punct string) bool { return !t.quoted && t.text == punct }

// bindTokens splits named.conf: comments of C, C++ and the shell, strings with
// backslashes. Unquoted words end at blanks and punctuation.
func bindTokens(file string, data []byte) ([]bindToken, error) {
	var out []bindToken
	line := 1
	for i := 0; i < len(data); {
		c := data[i]
		switch {
		case c == '\n':
			line++
			i++
		case c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v':
			i++
		case c == '#' || c == '/' && i+1 < len(data) && data[i+1] == '/':
			for i < len(data) && data[i] != '\n' {
				i++
			}
		case c == '/' && i+1 < len(data) && data[i+1] == '*':
			end := strings.Index(string(data[i+2:]), "*/")
			if end < 0 {
				return nil, lineError(file, line, "a comment does not end")
			}
			line += strings.Count(string(data[i:i+2+end]), "\n")
			i += end + 4
		case c == '"':
			start := line
			var b strings.Builder
			for i++; ; i++ {
				if i >= len(data) {
					return nil, lineError(file, start, "a string does not end")
				}
				if data[i] == '"' {
					break
				}
				if data[i] == '\\' && i+1 < len(data) {
					i++
				}
				if data[i] == '\n' {
					line++
				}
				b.WriteByte(data[i])
			}
			i++
			out = append(out, bindToken{b.String(), true, start})
		case strings.IndexByte("{};!", c) >= 0:
			out = append(out, bindToken{string(c), false, line})
			i++
		default:
			start := i
			for i < len(data) && strings.IndexByte(" \t\r\n\f\v{};\"", data[i]) < 0 &&
				!(data[i] == '/' && i+1 < len(data) && (data[i+1] == '/' || data[i+1] == '*')) {
				i++
			}
			out = append(out, bindToken{string(data[start:i]), false, line})
		}
	}
	return out, nil
}

// parseBind reads named.conf with what it includes, wherever that stands.
func parseBind(files reader, file string, depth int) ([]bindStatement, error) {
	if depth > maxDepth {
		return nil, lineError(file, 1, "files include one another too deep")
	}
	data, ok, err := files.Read(file)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, lineError(file, 1, "the file is missing")
	}
	tokens, err := bindTokens(file, data)
	if err != nil {
		return nil, err
	}
	p := &bindParser{files: files, file: file, tokens: tokens, depth: depth}
	out, err := p.statements(0)
	if err == nil && p.i < len(tokens) {
		err = lineError(file, tokens[p.i].line, "a } too many")
	}
	return out, err
}

type bindParser struct {
	files  reader
	file   string
	tokens []bindToken
	i      int
	depth  int
}

// nesting bounds blocks in blocks.
const nesting = 64

func (p *bindParser) statements(level int) ([]bindStatement, error) {
	if level > nesting {
		return nil, lineError(p.file, 1, "blocks nest too deep")
	}
	var out []bindStatement
	for p.i < len(p.tokens) && !p.tokens[p.i].is("}") {
		if p.tokens[p.i].is(";") {
			p.i++
			continue
		}
		s := bindStatement{path: p.file, line: p.tokens[p.i].line}
		ended := false
		for p.i < len(p.tokens) && !ended {
			t := p.tokens[p.i]
			switch {
			case t.is(";"):
				ended = true
				p.i++
			case t.is("{"):
				p.i++
				block, err := p.statements(level + 1)
				if err != nil {
					return nil, err
				}
				if p.i >= len(p.tokens) {
					return nil, lineError(p.file, t.line, "a { has no }")
				}
				p.i++
				s.block, s.has = append(s.block, block...), true
			case t.is("}"):
				return nil, lineError(p.file, t.line, "a ; is missing")
			default:
				s.words = append(s.words, t.text)
				p.i++
			}
		}
		if !ended {
			return nil, lineError(p.file, s.line, "the statement does not end in ;")
		}
		if len(s.words) == 0 {
			s.words = []string{""}
		}
		if s.name() == "include" && len(s.words) == 2 {
			more, err := p.include(s.words[1])
			if err != nil {
				return nil, err
			}
			out = append(out, more...)
			continue
		}
		out = append(out, s)
	}
	return out, nil
}

func (p *bindParser) include(target string) ([]bindStatement, error) {
	// A relative name is below the folder of the option directory, which is
	// that of the file in packages.
	target = relative(p.file, target)
	found := []string{target}
	if strings.ContainsAny(path.Base(target), "*?[") {
		var err error
		if found, err = p.files.Glob(target); err != nil {
			return nil, err
		}
	}
	var out []bindStatement
	for _, f := range found {
		more, err := parseBind(p.files, f, p.depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// find returns the last statement of a name in a block.
func find(block []bindStatement, name string) (bindStatement, bool) {
	for i := len(block) - 1; i >= 0; i-- {
		if block[i].name() == name {
			return block[i], true
		}
	}
	return bindStatement{}, false
}
