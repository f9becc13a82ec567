package sarif

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"isoscan/internal/assessment"
)

// longest is how many characters of one text are written.
const longest = 2000

// show makes text printable and cuts it.
func show(s string) string {
	s = assessment.Printable(s)
	if len(s) <= longest {
		return s
	}
	end, count := 0, 0
	for i := range s {
		if count == longest {
			end = i
		}
		count++
	}
	if end == 0 {
		return s
	}
	return s[:end] + "... (" + assessment.Counted(count-longest, "more character", "more characters") + ")"
}

// message is a message of text that may come from the host. Braces are doubled,
// for a single one begins a placeholder (3.11.5). Brackets are escaped when they
// could make a link (3.11.6); elsewhere they stand for themselves, as in [::]:22.
func message(s string) text {
	s = strings.NewReplacer("{", "{{", "}", "}}").Replace(s)
	if strings.Contains(s, "](") {
		s = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(s)
	}
	return text{Text: s}
}

// markdown escapes whatever has a meaning in GitHub Flavored Markdown.
func markdown(s string) string {
	var b strings.Builder
	for _, r := range show(s) {
		if strings.ContainsRune("\\`*_{}[]()<>#+-.!|~&$@:=", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// fence is a block of code that its own text cannot end.
func fence(lines []string) string {
	body := strings.Join(lines, "\n")
	ticks := "```"
	for strings.Contains(body, ticks) {
		ticks += "`"
	}
	return ticks + "sh\n" + body + "\n" + ticks + "\n"
}

// fileURI is RFC 8089 of a path on a host; the authority is empty for the host
// that the run is about. Bytes other than those that a path may hold as they
// are (RFC 3986, section 3.3) are percent-encoded, so that no name of a file
// reaches into another part of the URI.
func fileURI(host, path string) string {
	return "file://" + authority(host) + percent(path, "/:@!$&'()*+,;=")
}

// authority is the host's name where it is one that a URI may hold; whatever is
// in no host name becomes an underscore. The logical location has the exact one.
func authority(host string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-._~", r) {
			return r
		}
		return '_'
	}, host)
}

func percent(s, also string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~"+also, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

// split takes a source apart as package facts makes it: the path of a file and
// its line, 0 when it has none; ok is false for a source that is no file.
func split(source string) (path string, line int, ok bool) {
	if !strings.HasPrefix(source, "/") {
		return "", 0, false
	}
	if i := strings.LastIndexByte(source, ':'); i > 0 {
		if n, err := strconv.Atoi(source[i+1:]); err == nil && n > 0 {
			return source[:i], n, true
		}
	}
	return source, 0, true
}

// guid is one of version 5's form (RFC 9562) derived from its parts, so that the
// same assessment gives the same one.
func guid(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	h := hex.EncodeToString(sum[:16])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// fingerprints are of host, rule, object and file without its line, so that they
// hold while lines move and values change; a number tells those apart that have
// all of it in common.
type fingerprints map[string]int

func (f fingerprints) of(host, rule, object, source string) map[string]string {
	if path, _, ok := split(source); ok {
		source = path
	}
	key := strings.Join([]string{host, rule, object, source}, "\x00")
	f[key]++
	sum := sha256.Sum256([]byte(key + "\x00" + strconv.Itoa(f[key])))
	print := hex.EncodeToString(sum[:16])
	// The second is the only one that GitHub compares by.
	return map[string]string{"isoscanFinding/v1": print, "primaryLocationLineHash": print}
}
