package sudo

import (
	"regexp"
	"strings"
)

// tokenKind names what the sudoers grammar tells apart.
type tokenKind int

const (
	tokEOF tokenKind = iota
	tokNewline
	tokError
	tokInclude
	tokIncludeDir
	tokDefaults // text: "" or one of ": @ > !"
	tokAliasKeyword
	tokTag
	tokOption
	tokNetgroup
	tokGroup
	tokNetwork
	tokAll
	tokAlias
	tokCommand
	tokDigestKind
	tokDigest
	tokWord
	tokVariable
	tokPunct // text: one of "( ) , = : ! += -="
)

type token struct {
	kind tokenKind
	text string
	// args of a command; nil when the line gives none, so that any will do.
	args *string
	line int
}

// lexState is a start condition of the sudoers scanner: what a byte means
// depends on where in an entry it stands.
type lexState int

const (
	stInitial lexState = iota
	stGotDefs
	stStartDefs
	stInDefs
	stString
	stCommand
	stRegexArgs
	stDigest
	stInclude
	stPath
)

var (
	ipv4    = `(?:(?:1?[0-9]{1,2}|2[0-4][0-9]|25[0-5])\.){3}(?:1?[0-9]{1,2}|2[0-4][0-9]|25[0-5])`
	ipv6    = `(?:(?:(?:[0-9A-Fa-f]{1,4})?:){2,7}(?:[0-9A-Fa-f]{1,4})?|(?:(?:[0-9A-Fa-f]{1,4})?:){2,6}:` + ipv4 + `)`
	network = longest(`^(?:` + ipv4 + `(?:/` + ipv4 + `|/(?:[12]?[0-9]|3[0-2]))?|` +
		ipv6 + `(?:/` + ipv6 + `|/(?:[0-9]|[1-9][0-9]|1[01][0-9]|12[0-8]))?)`)
	tagWord   = regexp.MustCompile(`^(NOPASSWD|PASSWD|NOEXEC|EXEC|NOINTERCEPT|INTERCEPT|NOSETENV|SETENV|NOLOG_OUTPUT|LOG_OUTPUT|NOLOG_INPUT|LOG_INPUT|NOMAIL|MAIL|NOFOLLOW|FOLLOW)[ \t]*:`)
	aliasWord = regexp.MustCompile(`^[A-Z][A-Z0-9_]*`)
	idWord    = regexp.MustCompile(`^#-?[0-9]+`)
	aliasLine = regexp.MustCompile(`^[ \t]*(Host|Cmnd|Cmd|User|Runas)_Alias`)
	oldInc    = regexp.MustCompile(`^#include(dir)?[ \t]+`)
	contLine  = regexp.MustCompile(`^\\[ \t]*\r?\n`)
	variable  = regexp.MustCompile(`^[a-z_]+`)
	envWord   = regexp.MustCompile(`^(?:[^#!=, \t\r\n\\"]|\\[^\r\n])(?:[^#=, \t\r\n\\"]|\\[^\r\n])*`)
)

func longest(expr string) *regexp.Regexp {
	re := regexp.MustCompile(expr)
	re.Longest()
	return re
}

// lexer cuts sudoers text into tokens as sudo's own scanner does: the longest
// match wins, and at equal length the more special meaning.
type lexer struct {
	text      string
	pos, line int
	state     lexState
	before    lexState // to return to after a string or a path
	continued bool     // the current line goes on from the one before
	space     bool     // blanks were skipped since the last argument
	str       strings.Builder
	strOpen   bool
	cmd       string
	args      *string
	digestLen int
}

// newLexer reads text; a last line without its newline is given one, as sudo does.
func newLexer(text string) *lexer {
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return &lexer{text: text, line: 1}
}

func (l *lexer) rest() string { return l.text[l.pos:] }

func (l *lexer) bol() bool { return l.pos == 0 || l.text[l.pos-1] == '\n' }

func (l *lexer) emit(k tokenKind, n int, text string) token {
	t := token{kind: k, text: text, line: l.line}
	l.pos += n
	return t
}

func (l *lexer) fail(n int, why string) token { return l.emit(tokError, n, why) }

// next returns the next token; after tokEOF, tokEOF again.
func (l *lexer) next() token {
	for l.pos < len(l.text) {
		var t token
		var ok bool
		switch l.state {
		case stString:
			t, ok = l.inString()
		case stCommand:
			t, ok = l.inCommand()
		case stRegexArgs:
			t, ok = l.inRegexArgs()
		case stStartDefs, stInDefs:
			t, ok = l.inDefaults()
		case stInclude:
			t, ok = l.inInclude()
		default:
			t, ok = l.initial()
		}
		if ok {
			return t
		}
	}
	return token{kind: tokEOF, line: l.line}
}

// common matches what means the same in every state: continuation, newline,
// blanks and negation. Matched without a token: done true, ok false.
func (l *lexer) common() (t token, ok, done bool) {
	r := l.rest()
	if m := contLine.FindString(r); m != "" {
		l.pos += len(m)
		l.line++
		l.space, l.continued = true, true
		return t, false, true
	}
	if n := newlineLen(r); n > 0 {
		t = l.emit(tokNewline, n, "")
		l.line++
		l.state, l.continued = stInitial, false
		return t, true, true
	}
	switch r[0] {
	case ' ', '\t':
		l.pos += blanks(r)
		l.space = true
		return t, false, true
	case '!':
		n := len(r) - len(strings.TrimLeft(r, "!"))
		if n%2 == 1 {
			return l.emit(tokPunct, n, "!"), true, true
		}
		l.pos += n
		return t, false, true
	}
	return t, false, false
}

func (l *lexer) comment() token {
	n := strings.IndexByte(l.rest(), '\n')
	t := l.emit(tokNewline, n+1, "")
	l.line++
	l.state, l.continued = stInitial, false
	return t
}

func (l *lexer) initial() (token, bool) {
	r := l.rest()
	if l.state == stInitial && l.bol() {
		if t, ok := l.lineStart(r); ok {
			return t, true
		}
	}
	if l.state == stGotDefs {
		if n := blanks(r); n > 0 && n < len(r) && r[n] == ',' || r[0] == ',' {
			n++
			n += blanks(r[n:])
			return l.emit(tokPunct, n, ","), true
		} else if n > 0 {
			l.pos += n
			l.state = stStartDefs
			return token{}, false
		}
	}
	if t, ok, done := l.common(); done {
		return t, ok
	}
	if r[0] == '#' {
		if m := idWord.FindString(r); m != "" {
			if l.state == stDigest || l.state == stPath {
				l.state = stInitial
			}
			return l.emit(tokWord, len(m), m), true
		}
		if l.state == stInitial {
			return l.comment(), true
		}
		return l.fail(1, "syntax error"), true
	}
	if l.state == stDigest {
		if t, ok, done := l.digest(r); done {
			return t, ok
		}
	}
	return l.wordLike(r)
}

// lineStart matches what has its meaning only at the start of a line.
func (l *lexer) lineStart(r string) (token, bool) {
	n, t := 0, token{}
	switch {
	case oldInc.MatchString(r):
		t = token{kind: tokInclude}
		n = len("#include")
		if strings.HasPrefix(r[n:], "dir") {
			t.kind, n = tokIncludeDir, n+len("dir")
		}
	case aliasLine.MatchString(r):
		m := aliasLine.FindStringSubmatch(r)
		n = len(m[0])
		if wordLen(r[blanks(r):])+blanks(r) > n {
			return t, false
		}
		kind := m[1]
		if kind == "Cmd" {
			kind = "Cmnd"
		}
		t = token{kind: tokAliasKeyword, text: kind}
	case strings.HasPrefix(r[blanks(r):], "Defaults"):
		n = blanks(r) + len("Defaults")
		scope, whole := defaultsScope(r[n:])
		if wordLen(r[blanks(r):])+blanks(r) > n+whole {
			return t, false
		}
		t = token{kind: tokDefaults}
		if scope > 0 {
			t.text = r[n : n+1]
			n += scope
		}
	default:
		return t, false
	}
	if l.continued {
		return l.fail(n, "invalid line continuation"), true
	}
	t.line = l.line
	l.pos += n
	if t.kind == tokDefaults {
		l.state = stGotDefs
	} else if t.kind != tokAliasKeyword {
		l.state = stInclude
	}
	return t, true
}

// defaultsScope measures ":", "@", ">" or "!" with the blanks after it, when
// somebody follows that the setting is for, and all of it with the first name.
func defaultsScope(r string) (scope, whole int) {
	if r == "" || !strings.ContainsRune(":@>!", rune(r[0])) {
		return 0, 0
	}
	scope = 1 + blanks(r[1:])
	whole = scope
	for whole < len(r) && r[whole] == '!' {
		whole++
	}
	if whole < len(r) && r[whole] == '"' {
		whole++
	}
	name := max(wordLen(r[whole:]), len(idWord.FindString(r[whole:])))
	if name == 0 {
		return 0, 0
	}
	return scope, whole + name
}

var reservedOptions = map[string]bool{
	"TIMEOUT": true, "NOTBEFORE": true, "NOTAFTER": true, "CWD": true, "CHROOT": true, "ROLE": true, "TYPE": true,
}

// wordLike matches words and their special cases: tags, aliases, paths ...
func (l *lexer) wordLike(r string) (token, bool) {
	if m := tagWord.FindStringSubmatch(r); m != nil {
		return l.emit(tokTag, len(m[0]), m[1]), true
	}
	w := wordLen(r)
	if n := len(network.FindString(r)); n > 0 && n >= w {
		return l.emit(tokNetwork, n, r[:n]), true
	}
	switch r[0] {
	case '%':
		n := 1
		if strings.HasPrefix(r, "%:") && (wordLen(r[2:]) > 0 || idWord.MatchString(r[2:])) {
			n = 2
		}
		if id := idWord.FindString(r[n:]); id != "" {
			return l.emit(tokGroup, n+len(id), r[:n]+id), true
		}
		if m := wordLen(r[n:]); m > 0 {
			return l.emit(tokGroup, n+m, r[:n]+unescape(r[n:n+m])), true
		}
		return l.fail(1, "empty group"), true
	case '+':
		if m := wordLen(r[1:]); m > 0 {
			return l.emit(tokNetgroup, 1+m, unescape(r[:1+m])), true
		}
		return l.fail(1, "empty netgroup"), true
	case '"':
		l.pos++
		l.before, l.state, l.strOpen = l.state, stString, false
		l.str.Reset()
		return token{}, false
	case '(', ')', ',', '=', ':':
		return l.emit(tokPunct, 1, r[:1]), true
	case '/':
		if n := pathLen(r); n > 1 && n >= w {
			if l.state == stPath {
				l.state = l.before
				return l.emit(tokWord, n, unescape(r[:n])), true
			}
			return l.command(n)
		}
	case '^':
		if n := regexLen(r); n > 0 && n >= w {
			return l.command(n)
		}
	}
	if w == 0 {
		return l.fail(1, "syntax error"), true
	}
	word := r[:w]
	switch {
	case word == "@include" && l.state == stInitial, word == "@includedir" && l.state == stInitial:
		if l.continued {
			return l.fail(w, "invalid line continuation"), true
		}
		l.state = stInclude
		if word == "@include" {
			return l.emit(tokInclude, w, ""), true
		}
		return l.emit(tokIncludeDir, w, ""), true
	case word == "ALL":
		return l.emit(tokAll, w, word), true
	case l.state == stInitial && reservedOptions[word]:
		if word == "CWD" || word == "CHROOT" {
			l.before, l.state = l.state, stPath
		}
		return l.emit(tokOption, w, word), true
	case len(aliasWord.FindString(word)) == w:
		return l.emit(tokAlias, w, word), true
	case word == "sha224", word == "sha256", word == "sha384", word == "sha512":
		l.state = stDigest
		l.digestLen = map[string]int{"sha224": 28, "sha256": 32, "sha384": 48, "sha512": 64}[word]
		return l.emit(tokDigestKind, w, word), true
	case word == "sudoedit":
		return l.command(w)
	}
	if l.state == stPath {
		l.state = l.before
	}
	return l.emit(tokWord, w, unescape(word)), true
}
