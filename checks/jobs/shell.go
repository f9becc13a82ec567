package jobs

import (
	"regexp"
	"strings"
)

// word is one word of a command line. dynamic: the shell makes it when it runs
// (a variable, a substitution, a pattern), so the text is not what it will be.
type word struct {
	text    string
	dynamic bool
	// subs are the scripts whose output the word takes: $(...), `...`, <(...).
	subs []script
}

// command is one simple command.
type command struct {
	words []word
	// assigns: variables are set before it, PATH perhaps.
	path bool
	// redirects are the words after < and >, of the text after <<< too.
	redirects []word
	// subs are the substitutions in its assignments; it may have no words then.
	subs []script
}

// script is what could be told of a shell command line: its simple commands in
// order, and why some of it could not be told.
type script struct {
	commands []command
	// pipelines are the commands again without those of substitutions, each list
	// the ones that pipes join; they end where a here document begins.
	pipelines [][]command
	ended     bool
	why       string
}

// whySetsPath is no gap in what a command does, only in which file does it.
const whySetsPath = "the command sets PATH"

func (s *script) unclear(why string) {
	if s.why == "" || s.why == whySetsPath {
		s.why = why
	}
}

// maxNested bounds substitutions within substitutions.
const maxNested = 8

// parseShell cuts a line of sh(1) into its simple commands. It is no shell: what
// it does not know it says. Keywords, lists, pipes, groups, redirections,
// quotes and substitutions are known; case, functions and here documents not.
func parseShell(line string) script {
	var s script
	lex(&s, line, 0)
	return s
}

// keywords after which a command begins, as at the start.
var keywords = map[string]bool{
	"if": true, "then": true, "else": true, "elif": true, "while": true, "until": true, "do": true,
	"{": true, "}": true, "fi": true, "done": true, "!": true, "time": true,
}

var assignment = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*\+?=`)

func lex(s *script, line string, depth int) {
	if depth > maxNested {
		s.unclear("substitutions are nested too deep")
		return
	}
	var (
		cur     command
		w       word
		written strings.Builder // the text of w
		inWord  bool
		quoted  bool
		skip    bool // the next word is where a redirection goes
		looping bool // between for and do
		joined  bool // a pipe leads into the command
	)
	endWord := func() {
		if !inWord {
			return
		}
		text := w
		text.text = written.String()
		inWord, w = false, word{}
		written.Reset()
		wasQuoted := quoted
		quoted = false
		switch {
		case skip:
			skip = false
			cur.redirects = append(cur.redirects, text)
		case looping:
			if text.text == "do" {
				looping = false
			}
		case len(cur.words) == 0 && !wasQuoted && text.text == "for":
			looping = true
		case len(cur.words) == 0 && !wasQuoted && (text.text == "case" || text.text == "function" || text.text == "select"):
			s.unclear("the command uses " + text.text)
			cur.words = append(cur.words, word{text: ":"})
		case len(cur.words) == 0 && !wasQuoted && keywords[text.text]:
		case len(cur.words) == 0 && assignment.MatchString(text.text):
			if strings.HasPrefix(text.text, "PATH=") || strings.HasPrefix(text.text, "PATH+=") {
				cur.path = true
			}
			cur.subs = append(cur.subs, text.subs...)
		default:
			cur.words = append(cur.words, text)
		}
	}
	endCommand := func() {
		endWord()
		if len(cur.words) > 0 || len(cur.subs) > 0 {
			s.commands = append(s.commands, cur)
			if n := len(s.pipelines); s.ended {
			} else if joined && n > 0 {
				s.pipelines[n-1] = append(s.pipelines[n-1], cur)
			} else {
				s.pipelines = append(s.pipelines, []command{cur})
			}
			joined = false
		}
		if len(cur.words) == 0 && cur.path {
			s.unclear(whySetsPath)
		}
		cur = command{}
		skip = false
	}
	substitute := func(inner string) {
		w.dynamic, inWord = true, true
		var sub script
		lex(&sub, inner, depth+1)
		w.subs = append(w.subs, sub)
		s.commands = append(s.commands, sub.commands...)
		if sub.why != "" {
			s.unclear(sub.why)
		}
	}
	// dollar handles what begins with '$' at i and returns where it ends.
	dollar := func(i int) int {
		rest := line[i+1:]
		switch {
		case strings.HasPrefix(rest, "(("):
			if n := strings.Index(rest, "))"); n >= 0 {
				w.dynamic, inWord = true, true
				return i + 1 + n + 1
			}
		case strings.HasPrefix(rest, "("):
			if n := closing(rest[1:]); n >= 0 {
				substitute(rest[1 : 1+n])
				return i + 2 + n
			}
		case strings.HasPrefix(rest, "{"):
			if n := strings.IndexByte(rest, '}'); n >= 0 {
				w.dynamic, inWord = true, true
				return i + 1 + n
			}
		default:
			w.dynamic, inWord = true, true
			written.WriteByte('$')
			return i
		}
		s.unclear("the command is not complete")
		return len(line)
	}
	backtick := func(i int) int {
		n := strings.IndexByte(line[i+1:], '`')
		if n < 0 {
			s.unclear("the command is not complete")
			return len(line)
		}
		substitute(line[i+1 : i+1+n])
		return i + 1 + n
	}
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch c {
		case ' ', '\t', '\r':
			endWord()
		case '\'':
			n := strings.IndexByte(line[i+1:], '\'')
			if n < 0 {
				s.unclear("a quote is not closed")
				return
			}
			written.WriteString(line[i+1 : i+1+n])
			inWord, quoted = true, true
			i += n + 1
		case '"':
			inWord, quoted = true, true
			closed := false
			for i++; i < len(line); i++ {
				d := line[i]
				if d == '"' {
					closed = true
					break
				}
				switch {
				case d == '\\' && i+1 < len(line) && strings.IndexByte("\"\\$`", line[i+1]) >= 0:
					i++
					written.WriteByte(line[i])
				case d == '$':
					i = dollar(i)
				case d == '`':
					i = backtick(i)
				default:
					written.WriteByte(d)
				}
			}
			if !closed {
				s.unclear("a quote is not closed")
				return
			}
		case '\\':
			if i+1 < len(line) {
				i++
				written.WriteByte(line[i])
				inWord, quoted = true, true
			}
		case '$':
			i = dollar(i)
		case '`':
			i = backtick(i)
		case '*', '?', '[', '~':
			// "[" alone is the command test.
			written.WriteByte(c)
			if c != '[' || inWord || i+1 < len(line) && line[i+1] != ' ' && line[i+1] != '\t' {
				w.dynamic = true
			}
			inWord = true
		case '#':
			if !inWord {
				endCommand()
				if n := strings.IndexByte(line[i:], '\n'); n >= 0 {
					i += n
					continue
				}
				return
			}
			written.WriteByte('#')
		case ';', '&', '|', '\n':
			if c == '&' && i+1 < len(line) && line[i+1] == '>' { // &>file
				endWord()
				i++
				skip = true
				continue
			}
			endCommand()
			switch {
			case c == '|' && i+1 < len(line) && line[i+1] == '|':
				i++
				joined = false
			case c == '|':
				if i+1 < len(line) && line[i+1] == '&' {
					i++
				}
				joined = true
			case c != '\n':
				joined = false
			}
		case '(':
			if inWord || len(cur.words) > 0 {
				s.unclear("the command defines a function")
			}
			endCommand()
		case ')':
			endCommand()
		case '<', '>':
			if rest := line[i+1:]; strings.HasPrefix(rest, "(") {
				n := closing(rest[1:])
				if n < 0 {
					s.unclear("the command is not complete")
					return
				}
				substitute(rest[1 : 1+n])
				i += n + 2
				continue
			}
			if inWord && strings.Trim(written.String(), "0123456789") == "" {
				inWord, w = false, word{} // the number of a descriptor
				written.Reset()
			}
			endWord()
			if strings.HasPrefix(line[i:], "<<") && !strings.HasPrefix(line[i:], "<<<") {
				s.unclear("the command reads a here document")
				s.ended = true
			}
			for i+1 < len(line) && strings.IndexByte("<>&|", line[i+1]) >= 0 {
				i++
			}
			skip = true
		default:
			written.WriteByte(c)
			inWord = true
		}
	}
	endCommand()
}

// closing finds the parenthesis that closes a substitution, past quotes and
// inner ones; -1 when there is none.
func closing(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '\'':
			n := strings.IndexByte(s[i+1:], '\'')
			if n < 0 {
				return -1
			}
			i += n + 1
		case '(':
			depth++
		case ')':
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return -1
}
