package markdown

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"isoscan/internal/assessment"
)

// code is a code span of text that may come from the host, cut to limit
// characters. It is safe in a cell of a table and elsewhere: a pipe, which would
// end a cell, and which needs a backslash there and must not have one elsewhere,
// is written as Printable writes what it does not show.
func code(s string, limit int) string {
	s = clip(assessment.Printable(s), limit)
	if s == "" {
		return ""
	}
	s = strings.ReplaceAll(s, "|", `\x7c`)
	longest, run := 0, 0
	for _, r := range s {
		if r == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	ticks := strings.Repeat("`", longest+1)
	// One space on each side goes when the span is read (CommonMark 6.1), so
	// that it may begin or end with a backtick or a space of its own.
	if s[0] == '`' || s[len(s)-1] == '`' || s[0] == ' ' && s[len(s)-1] == ' ' && strings.TrimLeft(s, " ") != "" {
		s = " " + s + " "
	}
	return ticks + s + ticks
}

// prose is text that is shown as it is when it is plain words, and else as code.
func prose(s string, limit int) string {
	s = clip(assessment.PrintableProse(s), limit)
	if plain(s) {
		return s
	}
	return code(s, utf8.RuneCountInString(s))
}

// What a forge may make a link of though it has no markup: commits, and GH-1.
var linked = regexp.MustCompile(`(?i)\b[0-9a-f]{7,}\b|\bGH-[0-9]|www\.|^[0-9]+[.)]`)

// plain: no character has a meaning in Markdown, HTML or to a forge.
func plain(s string) bool {
	for i, r := range s {
		switch {
		case unicode.IsLetter(r) || r >= '0' && r <= '9':
		case r == ' ' || strings.ContainsRune(",;'\"()/-%?.", r):
			if i == 0 && r != '/' && r != '(' {
				return false
			}
		case r == ':':
			// Followed by a space, or alone between two digits, it begins neither
			// an address nor an emoji.
			alone := i > 0 && digit(s[i-1]) && i+1 < len(s) && digit(s[i+1]) && strings.Count(s, ":") == 1
			if i == 0 || !alone && i+1 < len(s) && s[i+1] != ' ' {
				return false
			}
		default:
			return false
		}
	}
	return !linked.MatchString(s)
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	count, end := 0, -1
	for i := range s {
		if count == limit {
			end = i
		}
		count++
	}
	if end < 0 {
		return s
	}
	return s[:end] + "... (" + assessment.Counted(count-limit, "more character", "more characters") + ")"
}
