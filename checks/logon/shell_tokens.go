package logon

import (
	"fmt"
	"strings"
)

type shellError struct {
	line int
	what string
}

func (e shellError) Error() string {
	return fmt.Sprintf("line %d: %s: not understood", e.line, e.what)
}

type tok struct {
	text string // raw word, or an operator
	op   bool
	line int
}

const maxTokens = 200_000

// tokenize cuts a script into words and operators. Redirections and here
// documents are left out: they do not matter to what a shell ends up with.
func tokenize(text string) ([]tok, error) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	var out []tok
	line := 1
	var heredocs []string
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case len(out) > maxTokens:
			return nil, shellError{line, "too long a script"}
		case c == '\\' && i+1 < len(text) && text[i+1] == '\n':
			i += 2
			line++
		case c == ' ' || c == '\t' || c == '\r':
			i++
		case c == '#':
			for i < len(text) && text[i] != '\n' {
				i++
			}
		case c == '\n':
			out = append(out, tok{"\n", true, line})
			line++
			i++
			for _, end := range heredocs {
				for i < len(text) {
					n := strings.IndexByte(text[i:], '\n')
					if n < 0 {
						n = len(text) - i - 1
					}
					l := strings.TrimLeft(strings.TrimRight(text[i:i+n+1], "\r\n"), "\t")
					i += n + 1
					line++
					if l == end {
						break
					}
				}
			}
			heredocs = nil
		case strings.IndexByte(";&|()", c) >= 0:
			n := 1
			for _, o := range []string{";;&", ";;", ";&", "&&", "||", "|&"} {
				if strings.HasPrefix(text[i:], o) {
					n = len(o)
					break
				}
			}
			if strings.HasPrefix(text[i:], "&>") {
				n = 0
				_, j, err := redirection(text, i+1, &line)
				if err != nil {
					return nil, err
				}
				i = j
			}
			if n > 0 {
				out = append(out, tok{text[i : i+n], true, line})
				i += n
			}
		case c == '<' || c == '>':
			here := strings.HasPrefix(text[i:], "<<") && !strings.HasPrefix(text[i:], "<<<")
			if strings.HasPrefix(text[i:], "<(") || strings.HasPrefix(text[i:], ">(") {
				return nil, shellError{line, "process substitution"}
			}
			w, j, err := redirection(text, i, &line)
			if err != nil {
				return nil, err
			}
			if here {
				heredocs = append(heredocs, strings.Trim(strings.TrimPrefix(w, "-"), `"'\`))
			}
			i = j
		default:
			j, err := wordEnd(text, i, &line)
			if err != nil {
				return nil, err
			}
			w := text[i:j]
			if j < len(text) && (text[j] == '<' || text[j] == '>') && strings.Trim(w, "0123456789") == "" {
				i = j // the descriptor of a redirection
				continue
			}
			if !strings.Contains(w, "'") {
				w = strings.ReplaceAll(w, "\\\n", "")
			}
			out = append(out, tok{w, false, line})
			i = j
		}
	}
	return append(out, tok{"\n", true, line}, tok{"", true, line}), nil
}

// redirection skips an operator and the word after it, which it returns.
func redirection(text string, i int, line *int) (string, int, error) {
	for i < len(text) && strings.IndexByte("<>&|-", text[i]) >= 0 {
		i++
	}
	for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
		i++
	}
	if i >= len(text) || text[i] == '\n' || text[i] == ';' {
		return "", i, nil // as in ">&-"
	}
	j, err := wordEnd(text, i, line)
	if err != nil {
		return "", 0, err
	}
	return text[i:j], j, nil
}

// wordEnd finds the end of the word at i, over quotes and substitutions.
func wordEnd(text string, i int, line *int) (int, error) {
	start := *line
	for i < len(text) {
		switch c := text[i]; {
		case c == '\\':
			if i+1 < len(text) && text[i+1] == '\n' {
				*line++
			}
			i += 2
		case c == '\'' || c == '"' || c == '`':
			j := closing(text, i, line)
			if j < 0 {
				return 0, shellError{start, "a quote that does not end"}
			}
			i = j
		case c == '$' && i+1 < len(text) && (text[i+1] == '(' || text[i+1] == '{'):
			j := closing(text, i+1, line)
			if j < 0 {
				return 0, shellError{start, "a substitution that does not end"}
			}
			i = j
		case c == '(' && i > 0 && text[i-1] == '=': // array
			j := closing(text, i, line)
			if j < 0 {
				return 0, shellError{start, "an array that does not end"}
			}
			i = j
		case strings.IndexByte(" \t\r\n;&|()<>", c) >= 0:
			return i, nil
		default:
			i++
		}
	}
	return len(text), nil
}

// closing returns the position after what the byte at i opens, or -1.
func closing(text string, i int, line *int) int {
	open := text[i]
	end := map[byte]byte{'\'': '\'', '"': '"', '`': '`', '(': ')', '{': '}'}[open]
	for i++; i < len(text); {
		c := text[i]
		switch {
		case c == '\n':
			*line++
			i++
		case c == '\\' && open != '\'':
			i += 2
		case c == end:
			return i + 1
		case open == '\'' || open == '`':
			i++
		case c == '$' && i+1 < len(text) && (text[i+1] == '(' || text[i+1] == '{'):
			j := closing(text, i+1, line)
			if j < 0 {
				return -1
			}
			i = j
		case c == '`', open != '"' && (c == '\'' || c == '"' || c == open):
			j := closing(text, i, line)
			if j < 0 {
				return -1
			}
			i = j
		default:
			i++
		}
	}
	return -1
}
