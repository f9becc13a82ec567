package facts

import (
	"strings"
	"unicode/utf8"
)

// TextLimit bounds one piece of host text in the facts, in bytes.
const TextLimit = 1024

// Text makes host bytes safe to keep: valid UTF-8 (U+FFFD for what is not), no
// control characters but tab, at most TextLimit bytes with an ellipsis.
func Text[T ~string | ~[]byte](b T) string {
	s := string(b)
	clean := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 && c != '\t' || c == 0x7f || c >= 0x80 {
			clean = false
			break
		}
	}
	if !clean {
		s = strings.Map(func(r rune) rune {
			if r < 0x20 && r != '\t' || r >= 0x7f && r < 0xa0 {
				return utf8.RuneError
			}
			return r
		}, strings.ToValidUTF8(s, "\uFFFD"))
	}
	if len(s) <= TextLimit {
		return s
	}
	cut := TextLimit - len("…")
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
