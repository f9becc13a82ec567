package oscal

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"isoscan/internal/assessment"
)

// plain makes any text one printable line without blanks around it, and "-" of
// an empty one: the model wants something to be there.
func plain(s string) string {
	if s = strings.TrimSpace(assessment.Printable(s)); s == "" {
		return "-"
	}
	return s
}

// text is plain as Markdown: titles, descriptions, statements and remarks are
// markup in OSCAL, which a reader may turn into HTML. So whatever means
// something there, parameters in braces too, has a backslash before it. See
// https://pages.nist.gov/metaschema/specification/datatypes/#markup-line
func text(s string) string {
	s = plain(s)
	var b strings.Builder
	for i, r := range s {
		switch {
		case strings.ContainsRune("\\`*[]<>&{}~^|", r),
			i == 0 && strings.ContainsRune("-+#=_", r) && s != "-",
			r == '_' && !within(s, i):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// within: the byte at i has a letter or digit on both sides, where an underscore
// is no emphasis.
func within(s string, i int) bool {
	word := func(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' }
	return i > 0 && i+1 < len(s) && word(s[i-1]) && word(s[i+1])
}

// prose is text of what people wrote.
func prose(s string) string { return text(strings.Join(strings.Fields(s), " ")) }

// code is a fenced block of Markdown that nothing inside it ends.
func code(s string) string {
	lines := assessment.PrintableLines(s)
	fence := "```"
	for _, l := range lines {
		for strings.Contains(l, fence) {
			fence += "`"
		}
	}
	return fence + "\n" + strings.Join(lines, "\n") + "\n" + fence
}

// props makes properties of pairs of names and values; those without a value
// are left out.
func props(pairs ...string) []prop {
	var out []prop
	for i := 0; i+1 < len(pairs); i += 2 {
		if v := strings.TrimSpace(assessment.Printable(pairs[i+1])); v != "" {
			out = append(out, prop{Name: pairs[i], NS: namespace, Value: v})
		}
	}
	return out
}

// token makes any text the rest of a token: letters, digits, dots and dashes
// stay, each other byte is _ and two hexadecimal digits.
func token(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '.':
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "_%02x", c)
		}
	}
	return b.String()
}

func controlID(id string) string   { return "iso17799-" + token(id) }
func objectiveID(id string) string { return controlID(id) + "_obj" }

// seed joins what identifies something; lengths keep the parts apart.
func seed(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		fmt.Fprintf(&b, "%d:%s", len(p), p)
	}
	return b.String()
}

// ours is the namespace of our UUIDs: version 5 of "urn:isoscan" in the
// namespace of URLs (RFC 9562, section 6.6).
var ours = [16]byte{0x11, 0xa8, 0xd0, 0xae, 0x3b, 0xf5, 0x58, 0x15, 0x92, 0x9b, 0xe5, 0x5b, 0xb1, 0xb3, 0x4d, 0x15}

// uuid derives a UUID of version 5 (RFC 9562, section 5.5).
func uuid(parts ...string) string {
	h := sha1.New()
	h.Write(ours[:])
	h.Write([]byte(seed(parts...)))
	var u [16]byte
	copy(u[:], h.Sum(nil))
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	s := hex.EncodeToString(u[:])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

// dayEnd is the last second of a day, YYYY-MM-DD; empty when it is none. The
// model knows the years 1900 to 2999.
func dayEnd(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil || t.Year() < 1900 || t.Year() > 2999 {
		return ""
	}
	return stamp(t.AddDate(0, 0, 1).Add(-time.Second))
}

func dayStart(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil || t.Year() < 1900 || t.Year() > 2999 {
		return ""
	}
	return stamp(t)
}
