package firewall

import "strings"

// token is one word, quoted text or sign of an nft script.
type token struct {
	text string
	// quoted texts are never keywords.
	quoted bool
	line   int
}

// is tells whether the token is this keyword or sign.
func (t token) is(text string) bool { return !t.quoted && t.text == text }

// separates tells whether the token ends a statement.
func (t token) separates() bool { return t.is("\n") || t.is(";") }

// lexNFT splits an nft script into tokens (nft(8), LEXICAL CONVENTIONS). A line
// end is a token of its own unless a backslash stands before it.
func lexNFT(text string) []token {
	var out []token
	line := 1
	signs := "{}();,=<>!&|^"
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '\n':
			out = append(out, token{"\n", false, line})
			line++
			i++
		case c == ' ' || c == '\t' || c == '\r':
			i++
		case c == '\\' && i+1 < len(text) && text[i+1] == '\n':
			line++
			i += 2
		case c == '#':
			for i < len(text) && text[i] != '\n' {
				i++
			}
		case c == '"':
			end := strings.IndexByte(text[i+1:], '"')
			if end < 0 {
				out = append(out, token{"\x00", false, line})
				return out
			}
			out = append(out, token{text[i+1 : i+1+end], true, line})
			line += strings.Count(text[i+1:i+1+end], "\n")
			i += end + 2
		case strings.IndexByte(signs, c) >= 0:
			n := 1
			if i+1 < len(text) {
				switch text[i : i+2] {
				case "==", "!=", "<=", ">=", "<<", ">>":
					n = 2
				}
			}
			out = append(out, token{text[i : i+n], false, line})
			i += n
		default:
			start := i
			for i < len(text) && !strings.ContainsRune(" \t\r\n\"#"+signs, rune(text[i])) {
				i++
			}
			// Raw payload references have commas: @th,0,16.
			if text[start] == '@' && i+1 < len(text) && text[i] == ',' && text[i+1] >= '0' && text[i+1] <= '9' {
				for i < len(text) && (text[i] == ',' || text[i] >= '0' && text[i] <= '9') {
					i++
				}
			}
			word := text[start:i]
			// "established: accept", but not "::" or "fe80::".
			if strings.HasSuffix(word, ":") && len(word) > 1 && !strings.HasSuffix(word, "::") {
				out = append(out, token{word[:len(word)-1], false, line}, token{":", false, line})
				continue
			}
			out = append(out, token{word, false, line})
		}
	}
	return out
}
