package databases

import (
	"fmt"
	"path"
	"strings"
)

// redisLine is one directive of redis.conf with its arguments.
type redisLine struct {
	name string
	args []string
	path string
	line int
}

// redisDepth bounds includes; the server itself has no limit.
const redisDepth = 16

// parseRedis reads redis.conf with what it includes, in order. An include
// stands for the lines of its file; since release 7 it may be a pattern.
func parseRedis(files pgFiles, file string, depth int) ([]redisLine, error) {
	if depth > redisDepth {
		return nil, fmt.Errorf("%s: files include one another more than %d deep", file, redisDepth)
	}
	data, ok, err := files.Read(file)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, lineError(file, 1, "the file is missing")
	}
	var out []redisLine
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.Trim(line, " \t\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		words, ok := redisWords(line)
		if !ok {
			return nil, lineError(file, i+1, "unbalanced quotes")
		}
		if len(words) == 0 {
			continue
		}
		name := strings.ToLower(words[0])
		if name == "include" && len(words) == 2 {
			found, err := redisInclude(files, file, words[1])
			if err != nil {
				return nil, err
			}
			for _, f := range found {
				more, err := parseRedis(files, f, depth+1)
				if err != nil {
					return nil, err
				}
				out = append(out, more...)
			}
			continue
		}
		out = append(out, redisLine{name, words[1:], file, i + 1})
	}
	return out, nil
}

func redisInclude(files pgFiles, from, target string) ([]string, error) {
	if !path.IsAbs(target) {
		// The server resolves it against its working folder when it starts,
		// which only its unit tells; packages start it in /.
		target = path.Join("/", target)
	}
	if strings.ContainsAny(target, "*?[") {
		return files.Glob(target)
	}
	return []string{target}, nil
}

// redisWords splits a line as sdssplitargs does: double quotes with C's
// escapes, single quotes, and a blank needed after a closing quote.
func redisWords(s string) ([]string, bool) {
	var out []string
	for i := 0; ; {
		for i < len(s) && isSpace(s[i]) {
			i++
		}
		if i >= len(s) {
			return out, true
		}
		var b strings.Builder
		double, single := false, false
	word:
		for {
			if i >= len(s) {
				if double || single {
					return nil, false
				}
				break
			}
			c := s[i]
			switch {
			case double && c == '\\' && i+3 < len(s) && s[i+1] == 'x' && isHex(s[i+2]) && isHex(s[i+3]):
				b.WriteByte(hexOf(s[i+2])<<4 | hexOf(s[i+3]))
				i += 3
			case double && c == '\\' && i+1 < len(s):
				i++
				if r, ok := map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'a': '\a'}[s[i]]; ok {
					b.WriteByte(r)
				} else {
					b.WriteByte(s[i])
				}
			case single && c == '\\' && i+1 < len(s) && s[i+1] == '\'':
				i++
				b.WriteByte('\'')
			case double && c == '"' || single && c == '\'':
				if i+1 < len(s) && !isSpace(s[i+1]) {
					return nil, false
				}
				i++
				break word
			case double || single:
				b.WriteByte(c)
			case isSpace(c):
				break word
			case c == '"':
				double = true
			case c == '\'':
				single = true
			default:
				b.WriteByte(c)
			}
			i++
		}
		out = append(out, b.String())
	}
}

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' || c == 0 }

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func hexOf(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c >= 'a':
		return c - 'a' + 10
	}
	return c - 'A' + 10
}

// aclUser is what an ACL line leaves of a user: no password is kept.
type aclUser struct {
	on, nopass bool
	passwords  int
	path       string
	line       int
}

// open: everyone may be this user.
func (u aclUser) open() bool { return u.on && u.nopass }

// apply reads the rules of acl.c that decide who may log on.
func (u *aclUser) apply(rules []string) {
	for _, r := range rules {
		switch {
		case strings.EqualFold(r, "on"):
			u.on = true
		case strings.EqualFold(r, "off"):
			u.on = false
		case strings.EqualFold(r, "nopass"):
			u.nopass, u.passwords = true, 0
		case strings.EqualFold(r, "resetpass"):
			u.nopass, u.passwords = false, 0
		case strings.EqualFold(r, "reset"):
			u.on, u.nopass, u.passwords = false, false, 0
		case strings.HasPrefix(r, ">"), strings.HasPrefix(r, "#"):
			u.nopass = false
			u.passwords++
		case strings.HasPrefix(r, "<"), strings.HasPrefix(r, "!"):
			u.passwords = max(0, u.passwords-1)
		}
	}
}
