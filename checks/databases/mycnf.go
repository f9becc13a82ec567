package databases

import (
	"fmt"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// myOption is one option of an option file, as my_print_defaults prints it.
type myOption struct {
	group, name, value string
	hasValue           bool
	path               string
	line               int
}

// argument writes the option as it is given to the program.
func (o myOption) argument() string {
	if o.hasValue {
		return "--" + o.name + "=" + o.value
	}
	return "--" + o.name
}

// myDepth is how deep option files may include one another (my_default.c).
const myDepth = 10

// myFiles bounds how many files are read, which the programs do not: folders that
// include one another would keep them busy for ever.
const myFiles = 1000

// myCnf reads option files in the order in which they count.
type myCnf struct {
	files interface {
		Read(string) ([]byte, bool, error)
		Glob(string) ([]string, error)
	}
	// mode tells a file's permission bits.
	mode    func(path string) (uint32, error)
	options []myOption
	// read holds the files that were read, and ignored those that anybody can
	// write, which the programs leave out.
	read, ignored []string
}

// file reads one option file and what it includes, as
// search_default_file_with_ext does. An error is one that makes the programs give up.
func (c *myCnf) file(name string, depth int) error {
	data, ok, err := c.files.Read(name)
	if err != nil || !ok {
		return err
	}
	if perm, err := c.mode(name); err != nil {
		return err
	} else if perm&0o002 != 0 {
		c.ignored = append(c.ignored, name)
		return nil
	}
	if len(c.read) == myFiles {
		return fmt.Errorf("%s: more than %d option files: %w", facts.Text(name), myFiles, host.ErrTooLarge)
	}
	c.read = append(c.read, name)
	return c.parse(name, data, func(line int, text string) error { return c.directive(name, line, text, depth) })
}

// lines keeps the options of one file up to its first error, and follows no
// includes.
func (c *myCnf) lines(name string, data []byte) {
	_ = c.parse(name, data, func(int, string) error { return nil })
}

func (c *myCnf) parse(name string, data []byte, directive func(line int, text string) error) error {
	group, seen := "", false
	for i, line := range strings.Split(string(data), "\n") {
		s := strings.TrimSpace(line)
		switch {
		case s == "" || s[0] == '#' || s[0] == ';':
			continue
		case s[0] == '!':
			if err := directive(i+1, s[1:]); err != nil {
				return err
			}
			continue
		case s[0] == '[':
			end := strings.IndexByte(s, ']')
			if end < 0 {
				return lineError(name, i+1, "a group does not end in ]")
			}
			group, seen = strings.TrimRight(s[1:end], " \t"), true
			continue
		case !seen:
			return lineError(name, i+1, "an option stands before any group")
		}
		s = cutOptionComment(s)
		key, value, has := strings.Cut(s, "=")
		key = strings.TrimSpace(key)
		value = strings.TrimSpace(value)
		if n := len(value); n > 1 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
			value = value[1 : n-1]
		}
		c.options = append(c.options, myOption{group, key, unescape(value), has, name, i + 1})
	}
	return nil
}

func (c *myCnf) directive(name string, line int, text string, depth int) error {
	if depth >= myDepth {
		return nil
	}
	text = strings.TrimSpace(text)
	switch {
	case strings.HasPrefix(text, "includedir") && len(text) > 10 && (text[10] == ' ' || text[10] == '\t'):
		dir := strings.TrimSpace(text[10:])
		if found, err := c.files.Glob(dir); err != nil {
			return err
		} else if len(found) == 0 {
			return lineError(name, line, "the folder %s is missing", dir)
		}
		found, err := c.files.Glob(path.Join(dir, "*.cnf"))
		if err != nil {
			return err
		}
		for _, f := range found {
			if err := c.file(f, depth+1); err != nil {
				return err
			}
		}
	case strings.HasPrefix(text, "include") && len(text) > 7 && (text[7] == ' ' || text[7] == '\t'):
		return c.file(strings.TrimSpace(text[7:]), depth+1)
	}
	return nil
}

// cutOptionComment drops a '#' outside quotes with what follows.
func cutOptionComment(s string) string {
	quote, escaped := byte(0), false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if (c == '\'' || c == '"') && !escaped {
			if quote == 0 {
				quote = c
			} else if quote == c {
				quote = 0
			}
		}
		if quote == 0 && c == '#' {
			return strings.TrimRight(s[:i], " \t")
		}
		escaped = quote != 0 && c == '\\' && !escaped
	}
	return s
}

// unescape reads the escapes of option files; others keep their backslash.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		if r, ok := map[byte]byte{'n': '\n', 't': '\t', 'r': '\r', 'b': '\b', 's': ' ', '"': '"', '\'': '\'', '\\': '\\'}[s[i]]; ok {
			b.WriteByte(r)
		} else {
			b.WriteByte('\\')
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// arguments are the options of the named groups, in order.
func (c *myCnf) arguments(groups func(string) bool) []myOption {
	var out []myOption
	for _, o := range c.options {
		if groups(o.group) {
			out = append(out, o)
		}
	}
	return out
}
