package sudo

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// command begins a command; its arguments follow, except for a directory and
// in a Defaults line.
func (l *lexer) command(n int) (token, bool) {
	cmd := l.rest()[:n]
	if cmd[0] != '^' {
		cmd = unescapeCommand(cmd)
	}
	if l.state == stGotDefs || strings.HasPrefix(cmd, "/") && strings.HasSuffix(l.rest()[:n], "/") {
		return l.emit(tokCommand, n, cmd), true
	}
	l.pos += n
	l.cmd, l.args, l.state, l.space = cmd, nil, stCommand, false
	return token{}, false
}

func (l *lexer) addArg(s string, spaced bool) {
	if l.args == nil {
		l.args = &s
		return
	}
	joined := *l.args
	if spaced {
		joined += " "
	}
	joined += s
	l.args = &joined
}

func (l *lexer) endCommand() (token, bool) {
	l.state = stInitial
	return token{kind: tokCommand, text: l.cmd, args: l.args, line: l.line}, true
}

func (l *lexer) inCommand() (token, bool) {
	r := l.rest()
	if r[0] == '\\' && len(r) > 1 {
		switch {
		case strings.IndexByte("*?[]!^", r[1]) >= 0:
			l.addArg(r[:2], l.space)
			l.space = false
			l.pos += 2
			return token{}, false
		case strings.IndexByte(":\\,= \t#", r[1]) >= 0 && len(contLine.FindString(r)) < 2:
			l.addArg(r[1:2], l.space)
			l.space = false
			l.pos += 2
			return token{}, false
		}
	}
	n := 0
	for n < len(r) && strings.IndexByte("#\\:, \t\r\n", r[n]) < 0 {
		n++
	}
	if n > 0 && !(n == 1 && r[0] == '=') {
		if l.args == nil && r[0] == '^' {
			l.state = stRegexArgs
			return token{}, false
		}
		l.addArg(r[:n], l.space)
		l.space = false
		l.pos += n
		return token{}, false
	}
	if strings.IndexByte("#:,=\n", r[0]) >= 0 || r[0] == '\r' && newlineLen(r) == 0 {
		// A carriage return and newline together are no end of a command: sudo
		// drops it and finds a syntax error.
		return l.endCommand()
	}
	if t, ok, done := l.common(); done {
		return t, ok
	}
	return l.fail(1, "syntax error"), true
}

func (l *lexer) inRegexArgs() (token, bool) {
	r := l.rest()
	switch {
	case contLine.MatchString(r):
		t, ok, _ := l.common()
		return t, ok
	case r[0] == '\\' && len(r) > 1 && r[1] != '\r' && r[1] != '\n':
		l.addArg(r[:2], false)
		l.pos += 2
	case r[0] == '#' || r[0] == '\r' || r[0] == '\n' || r[0] == '\\':
		l.state = stInitial
		return token{kind: tokError, text: "unterminated regular expression", line: l.line}, true
	case r[0] == '$':
		l.addArg("$", false)
		l.pos++
		l.continued = false
		return l.endCommand()
	default:
		n := strings.IndexAny(r, "#\\\r\n$")
		s := r[:n]
		if l.continued {
			s, l.continued = strings.TrimLeft(s, " \t"), false
		}
		if s != "" {
			l.addArg(s, false)
		}
		l.pos += n
	}
	return token{}, false
}

func (l *lexer) inString() (token, bool) {
	r := l.rest()
	if m := contLine.FindString(r); m != "" {
		l.pos += len(m)
		l.pos += blanks(l.rest())
		l.line++
		l.continued = true
		return token{}, false
	}
	switch {
	case r[0] == '"':
		l.state = l.before
		s := l.str.String()
		switch {
		case s == "":
			return l.fail(1, "empty string"), true
		case l.before == stInDefs, l.before == stInclude:
			if l.before == stInclude {
				l.state = stInitial
			}
		case s == "%" || s == "%:":
			return l.fail(1, "empty group"), true
		case s == "+":
			return l.fail(1, "empty netgroup"), true
		case s[0] == '%':
			return l.emit(tokGroup, 1, s), true
		case s[0] == '+':
			return l.emit(tokNetgroup, 1, s), true
		}
		return l.emit(tokWord, 1, s), true
	case newlineLen(r) > 0:
		l.state = stInitial
		return token{kind: tokError, text: "unexpected line break in string", line: l.line}, true
	case r[0] == '\r':
		return l.fail(1, "syntax error"), true
	case strings.HasPrefix(r, `\"`):
		l.str.WriteByte('"')
		l.pos += 2
	default:
		l.str.WriteByte(r[0])
		l.pos++
	}
	return token{}, false
}

func (l *lexer) inDefaults() (token, bool) {
	r := l.rest()
	if r[0] == '#' && !idWord.MatchString(r) {
		return l.comment(), true
	}
	if l.state == stStartDefs {
		if m := variable.FindString(r); m != "" {
			l.state = stInDefs
			return l.emit(tokVariable, len(m), m), true
		}
	} else {
		switch {
		case r[0] == ',':
			l.state = stStartDefs
			return l.emit(tokPunct, 1, ","), true
		case r[0] == '"':
			l.pos++
			l.before, l.state = l.state, stString
			l.str.Reset()
			return token{}, false
		case r[0] == '=':
			return l.emit(tokPunct, 1, "="), true
		}
		word := envWord.FindString(r)
		if op := strings.HasPrefix(r, "+=") || strings.HasPrefix(r, "-="); op && len(word) < 2 {
			return l.emit(tokPunct, 2, r[:2]), true
		}
		if contLine.FindString(r) == "" && word != "" {
			return l.emit(tokWord, len(word), unescape(word)), true
		}
	}
	if t, ok, done := l.common(); done {
		return t, ok
	}
	return l.fail(1, "syntax error"), true
}

func (l *lexer) inInclude() (token, bool) {
	r := l.rest()
	if r[0] == '"' {
		l.pos++
		l.before, l.state = stInclude, stString
		l.str.Reset()
		return token{}, false
	}
	n := 0
	for n < len(r) && !isSpace(r[n]) {
		if r[n] == '\\' && n+1 < len(r) && (r[n+1] == ' ' || r[n+1] == '\t') {
			n++
		}
		n++
	}
	if m := contLine.FindString(r); m != "" || n == 0 {
		t, ok, done := l.common()
		if !done {
			return l.fail(1, "syntax error"), true
		}
		return t, ok
	}
	l.state = stInitial
	return l.emit(tokWord, n, unescape(r[:n])), true
}

// digest matches a digest of the length that its kind demands, in hexadecimal
// or base64; text of another length is swallowed, as sudo does.
func (l *lexer) digest(r string) (t token, ok, done bool) {
	n := 0
	for n < len(r) && (isAlnum(r[n]) || strings.IndexByte("+/=", r[n]) >= 0) {
		n++
	}
	if n == 0 || r[0] == '=' {
		return t, false, false
	}
	s := r[:n]
	l.state = stInitial
	if raw, err := hex.DecodeString(s); err == nil && len(raw) == l.digestLen {
		return l.emit(tokDigest, n, s), true, true
	}
	raw, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "="))
	if err == nil && len(raw) == l.digestLen {
		return l.emit(tokDigest, n, s), true, true
	}
	l.pos += n
	return t, false, true
}
