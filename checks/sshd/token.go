package sshd

import "strings"

const (
	blanks     = " \t\r\n"
	delimiters = " \t\r\n\"="
)

// cursor is the rest of a line while it is taken apart; nil text means that
// the end was passed, which sshd tells apart from an empty rest.
type cursor struct {
	text string
	done bool
}

// word takes the next word as sshd's older tokenizer does: words end at white
// space or one equals sign, and a double quote anywhere in a word runs to the
// next one, without any escape. ok is false at the end and for an open quote.
func (c *cursor) word() (word string, ok bool) { return c.until(delimiters) }

func (c *cursor) until(ends string) (word string, ok bool) {
	if c.done {
		return "", false
	}
	s := c.text
	i := strings.IndexAny(s, ends)
	if i < 0 {
		c.text, c.done = "", true
		return s, true
	}
	if s[i] == '"' {
		s = s[:i] + s[i+1:]
		j := strings.IndexByte(s[i:], '"')
		if j < 0 {
			c.text, c.done = "", true
			return "", false
		}
		c.text = strings.TrimLeft(s[i+j+1:], blanks)
		return s[:i+j], true
	}
	equals := s[i] == '='
	rest := strings.TrimLeft(s[i+1:], blanks)
	if !equals && strings.HasPrefix(rest, "=") && strings.Contains(ends, "=") {
		rest = strings.TrimLeft(rest[1:], blanks)
	}
	c.text = rest
	return s[:i], true
}

// splitWords is the whole rest of a line through word, as releases before 8.7
// read arguments.
func splitWords(s string) []string { return splitUntil(s, delimiters) }

// splitAtBlanks is splitWords where an equals sign is part of a word.
func splitAtBlanks(s string) []string { return splitUntil(s, blanks+`"`) }

func splitUntil(s, ends string) []string {
	c := cursor{text: s}
	var out []string
	for {
		w, ok := c.until(ends)
		if !ok || w == "" {
			return out
		}
		out = append(out, w)
	}
}

// splitArguments takes arguments apart as releases from 8.7 on do: single and
// double quotes, backslash before a quote, a backslash or (unquoted) a space,
// and an end at an unquoted # that begins an argument. False: a quote is open.
func splitArguments(s string) ([]string, bool) {
	var out []string
	for i := 0; i < len(s); {
		if s[i] == ' ' || s[i] == '\t' {
			i++
			continue
		}
		if s[i] == '#' {
			break
		}
		var arg strings.Builder
		quote := byte(0)
	argument:
		for ; i < len(s); i++ {
			switch c := s[i]; {
			case c == '\\':
				if i+1 < len(s) && (s[i+1] == '\'' || s[i+1] == '"' || s[i+1] == '\\' || quote == 0 && s[i+1] == ' ') {
					i++
					arg.WriteByte(s[i])
				} else {
					arg.WriteByte(c)
				}
			case quote == 0 && (c == ' ' || c == '\t'):
				break argument
			case quote == 0 && (c == '"' || c == '\''):
				quote = c
			case quote != 0 && c == quote:
				quote = 0
			default:
				arg.WriteByte(c)
			}
		}
		if quote != 0 {
			return nil, false
		}
		out = append(out, arg.String())
	}
	return out, true
}

// fileLines cuts a file into the lines that sshd works on: leading blanks gone,
// a line cut at a NUL byte (which swallows its end, as in sshd), and before
// release 8.7 everything from a # on gone.
func fileLines(data []byte, v version) []string {
	var buf strings.Builder
	for len(data) > 0 {
		line := data
		if i := indexByte(data, '\n'); i >= 0 {
			line, data = data[:i+1], data[i+1:]
		} else {
			data = nil
		}
		if i := indexByte(line, 0); i >= 0 {
			line = line[:i]
		}
		if v.before(version{8, 7}) {
			if i := indexByte(line, '#'); i >= 0 {
				line = append(append([]byte(nil), line[:i]...), '\n')
			}
		}
		buf.WriteString(strings.TrimLeft(string(line), " \t\r"))
	}
	return strings.Split(buf.String(), "\n")
}

func indexByte(b []byte, c byte) int {
	for i := range b {
		if b[i] == c {
			return i
		}
	}
	return -1
}

// arguments hands out the arguments of one line.
type arguments struct {
	list []string
	// rest is the line after its keyword, as it stands.
	rest string
}

// next takes one argument; false when none is left.
func (a *arguments) next() (string, bool) {
	if len(a.list) == 0 {
		return "", false
	}
	s := a.list[0]
	a.list = a.list[1:]
	return s, true
}

// one takes an argument that must be there and not be empty.
func (a *arguments) one() (string, error) {
	s, ok := a.next()
	if !ok || s == "" {
		return "", errMissing
	}
	return s, nil
}

// consume drops what is left.
func (a *arguments) consume() { a.list = nil }
