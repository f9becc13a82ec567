package databases

import (
	"errors"
	"path"
	"regexp"
	"strings"
)

// pgValue is one setting of postgresql.conf, as written and unquoted.
type pgValue struct {
	name, value string
	path        string
	line        int
}

// pgFiles reads files for the parsers of PostgreSQL.
type pgFiles interface {
	Read(path string) ([]byte, bool, error)
	Glob(pattern string) ([]string, error)
}

// pgDepth is PostgreSQL's own limit of nested includes (CONF_FILE_MAX_DEPTH).
const pgDepth = 10

var errTooDeep = errors.New("files include one another more than ten deep")

// parsePGConf reads postgresql.conf with what it includes, in the order in
// which settings take effect: guc-file.l. One error makes the server refuse
// the whole.
func parsePGConf(files pgFiles, file string, depth int) ([]pgValue, error) {
	if depth > pgDepth {
		return nil, errTooDeep
	}
	data, ok, err := files.Read(file)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, lineError(file, 1, "the file is missing")
	}
	var out []pgValue
	for i, line := range strings.Split(string(data), "\n") {
		name, value, ok := pgLine(line)
		if !ok {
			return nil, lineError(file, i+1, "syntax error")
		}
		switch name {
		case "":
			continue
		case "include", "include_if_exists", "include_dir":
			found, err := pgIncludes(files, name, pgPath(file, value))
			if err != nil {
				return nil, err
			}
			for _, f := range found {
				more, err := parsePGConf(files, f, depth+1)
				if err != nil {
					return nil, err
				}
				out = append(out, more...)
			}
		default:
			out = append(out, pgValue{name, value, file, i + 1})
		}
	}
	return out, nil
}

// pgIncludes are the files that a directive names. Of a folder those whose name
// ends in .conf and does not begin with a dot, in byte order.
func pgIncludes(files pgFiles, directive, target string) ([]string, error) {
	if directive == "include_dir" {
		return files.Glob(path.Join(target, "*.conf"))
	}
	if directive == "include_if_exists" {
		return files.Glob(target)
	}
	return []string{target}, nil
}

func pgPath(from, to string) string {
	if path.IsAbs(to) {
		return to
	}
	return path.Join(path.Dir(from), to)
}

// pgUnquoted are the values that need no quotes: words that begin with a letter,
// and numbers with a unit (guc-file.l).
var pgUnquoted = regexp.MustCompile(`^(?:[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff.:/-]*|[+-]?(?:0x[0-9A-Fa-f]+|[0-9]+)[A-Za-z]*|` +
	`[+-]?[0-9]*\.[0-9]*(?:[Ee][+-]?[0-9]+)?)$`)

// pgLine splits one line: NAME [=] VALUE # comment. Names are made lower case.
// ok is false for a syntax error.
func pgLine(line string) (name, value string, ok bool) {
	s := strings.TrimLeft(line, " \t\r\f\v")
	if s == "" || s[0] == '#' {
		return "", "", true
	}
	n := 0
	for n < len(s) && (isLetter(s[n]) || n > 0 && (s[n] >= '0' && s[n] <= '9' || s[n] == '$' || s[n] == '.')) {
		n++
	}
	if n == 0 {
		return "", "", false
	}
	name, s = strings.ToLower(s[:n]), s[n:]
	t := strings.TrimLeft(s, " \t\r\f\v")
	if strings.HasPrefix(t, "=") {
		t = strings.TrimLeft(t[1:], " \t\r\f\v")
	}
	if t == "" || t[0] == '#' {
		return "", "", false
	}
	if t[0] == '\'' {
		value, t, ok = pgQuoted(t)
		if !ok {
			return "", "", false
		}
	} else {
		n = 0
		for n < len(t) && !strings.ContainsRune(" \t\r\f\v#'=", rune(t[n])) {
			n++
		}
		if !pgUnquoted.MatchString(t[:n]) {
			return "", "", false
		}
		value, t = t[:n], t[n:]
	}
	t = strings.TrimLeft(t, " \t\r\f\v")
	return name, value, t == "" || t[0] == '#'
}

func isLetter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

// pgQuoted takes a quoted string off the front: a quote inside is doubled or
// has a backslash before it, and C's escapes hold.
func pgQuoted(s string) (value, rest string, ok bool) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\'' && i+1 < len(s) && s[i+1] == '\'':
			b.WriteByte('\'')
			i++
		case c == '\'':
			return b.String(), s[i+1:], true
		case c == '\\' && i+1 < len(s):
			i++
			if r, ok := map[byte]byte{'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}[s[i]]; ok {
				b.WriteByte(r)
				break
			}
			if s[i] < '0' || s[i] > '7' {
				b.WriteByte(s[i])
				break
			}
			v, k := 0, 0
			for k < 3 && i+k < len(s) && s[i+k] >= '0' && s[i+k] <= '7' {
				v = v*8 + int(s[i+k]-'0')
				k++
			}
			i += k - 1
			b.WriteByte(byte(v))
		default:
			b.WriteByte(c)
		}
	}
	return "", "", false
}

// pgBool reads a boolean as parse_bool_with_len does: the words and their
// unambiguous beginnings.
func pgBool(s string) (value, ok bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" {
		return false, false
	}
	switch {
	case s == "1", strings.HasPrefix("true", s), strings.HasPrefix("yes", s), s == "on":
		return true, true
	case s == "0", strings.HasPrefix("false", s), strings.HasPrefix("no", s), len(s) > 1 && strings.HasPrefix("off", s):
		return false, true
	}
	return false, false
}
