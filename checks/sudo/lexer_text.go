package sudo

import (
	"strconv"
	"strings"
)

// blanks counts the spaces and tabs at the start of r.
func blanks(r string) int {
	n := 0
	for n < len(r) && (r[n] == ' ' || r[n] == '\t') {
		n++
	}
	return n
}

func newlineLen(r string) int {
	switch {
	case strings.HasPrefix(r, "\n"):
		return 1
	case strings.HasPrefix(r, "\r\n"):
		return 2
	}
	return 0
}

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// wordLen measures a plain word: no separator, and a backslash takes the next
// byte with it.
func wordLen(r string) int {
	n := 0
	for n < len(r) {
		if r[n] == '\\' {
			if n+1 >= len(r) || r[n+1] == '\t' || r[n+1] == '\n' || contLine.MatchString(r[n:]) && r[n+1] != ' ' {
				break
			}
			n += 2
			continue
		}
		if strings.IndexByte("#>!=:,() \t\r\n\"", r[n]) >= 0 {
			break
		}
		n++
	}
	return n
}

// pathLen measures a path: a slash and at least one byte more.
func pathLen(r string) int {
	n := 1
	for n < len(r) {
		if r[n] == '\\' {
			if n+1 >= len(r) || strings.IndexByte(",:= \t#", r[n+1]) < 0 || contLine.MatchString(r[n:]) {
				break
			}
			n += 2
			continue
		}
		if strings.IndexByte(",:= \t\r\n#", r[n]) >= 0 {
			break
		}
		n++
	}
	if n == 1 {
		return 0
	}
	return n
}

// regexLen measures "^...$"; inside, '#' and '$' need a backslash. 0: none.
func regexLen(r string) int {
	end := 0
	for i := 1; i < len(r); i++ {
		escaped := r[i-1] == '\\'
		switch r[i] {
		case '\r', '\n':
			return end
		case '#':
			if !escaped {
				return end
			}
		case '$':
			end = i + 1
			if !escaped {
				return end
			}
		}
	}
	return end
}

// unescape takes the backslashes out of a word: \xHH is a byte, \c is c.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 >= len(s) {
			b.WriteByte(s[i])
			continue
		}
		if s[i+1] == 'x' && i+3 < len(s) {
			if v, err := strconv.ParseUint(s[i+2:i+4], 16, 8); err == nil {
				b.WriteByte(byte(v))
				i += 3
				continue
			}
		}
		i++
		b.WriteByte(s[i])
	}
	return b.String()
}

// unescapeCommand takes out only the backslashes that protect from sudoers
// itself; the rest belong to the pattern.
func unescapeCommand(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte(",:= \t#", s[i+1]) >= 0 {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
