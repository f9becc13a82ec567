package assessment

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable makes text from a host safe to show in one line: whatever could
// steer a terminal, hide, reorder or break the line is written as an escape
// that a person can read (\n, \t, \x1b, \u{202e}). Names that differ stay
// different. Bytes that are no UTF-8 become \xNN. The result is valid UTF-8.
func Printable(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			b.WriteString(Escape(r))
		}
		i += n
	}
	return b.String()
}

// PrintableLines is Printable for text that may have several lines, such as a
// command: line feeds (and CR LF) divide it.
func PrintableLines(s string) []string {
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(s, "\r\n", "\n"), "\n"), "\n")
	for i := range lines {
		lines[i] = Printable(strings.ReplaceAll(lines[i], "\t", "    "))
	}
	return lines
}

// PrintableProse is Printable for text written by people, such as a
// description: white space of any kind, line feeds too, is one space.
func PrintableProse(s string) string {
	return Printable(strings.Join(strings.Fields(s), " "))
}

// Escape writes a rune as Printable does those that it does not show.
func Escape(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\t':
		return `\t`
	case r == '\r':
		return `\r`
	case r < 0x80:
		return fmt.Sprintf(`\x%02x`, r)
	}
	return fmt.Sprintf(`\u{%x}`, r)
}

func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}
