package text

import (
	"strings"
	"unicode/utf8"

	"isoscan/internal/assessment"

	"github.com/mattn/go-runewidth"
)

// A paint is an ANSI attribute.
type paint string

const (
	bold   paint = "1"
	faint  paint = "2"
	red    paint = "31"
	green  paint = "32"
	yellow paint = "33"
)

func (p *page) paint(c paint, s string) string {
	if !p.color || c == "" || s == "" {
		return s
	}
	return "\x1b[" + string(c) + "m" + s + "\x1b[0m"
}

// cells measures as terminals do, whatever the locale of this process.
var cells = &runewidth.Condition{StrictEmojiNeutral: true}

func width(s string) int { return cells.StringWidth(s) }

// pad fills s up with spaces to n columns.
func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(n-width(s), 0))
}

// longest is how many characters of one host text are shown.
const longest = 400

// short makes a host text printable and bounded.
func short(s string) string {
	n := utf8.RuneCountInString(s)
	if n > longest {
		end := 0
		for i := range s {
			if end == longest {
				s = s[:i]
				break
			}
			end++
		}
		return assessment.Printable(s) + "... (" + assessment.Counted(n-longest, "more character", "more characters") + ")"
	}
	return assessment.Printable(s)
}

// clip makes a host text printable and cuts it to n columns.
func clip(s string, n int) string {
	return cells.Truncate(assessment.Printable(s), n, "...")
}

func first(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// wrap breaks text at spaces into lines of at most n columns, and longer words
// where they end. It returns at least one line.
func wrap(s string, n int) []string {
	var lines []string
	line, used := "", 0
	for _, word := range strings.Fields(s) {
		for {
			w := width(word)
			switch {
			case used == 0 && w <= n:
				line, used, word = word, w, ""
			case used > 0 && used+1+w <= n:
				line, used, word = line+" "+word, used+1+w, ""
			case used > 0 && (w <= n || n-used < 16):
				lines, line, used = append(lines, line), "", 0
			default:
				// The word fits no line: fill this one.
				room := n
				if used > 0 {
					room, line = n-used-1, line+" "
				}
				head := cells.Truncate(word, room, "")
				if head == "" {
					_, size := utf8.DecodeRuneInString(word)
					head = word[:size]
				}
				lines, line, used, word = append(lines, line+head), "", 0, word[len(head):]
			}
			if word == "" {
				break
			}
		}
	}
	if used > 0 || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}
