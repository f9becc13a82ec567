// Package pam reads Linux-PAM's configuration as libpam does and tells what its
// stacks can do. It owns the grammar of pam.d files, the lookup of services and
// includes, and the walk through a stack; it knows neither hosts nor facts.
package pam

import "strings"

// line is one logical line: comments cut, continuations joined.
type line struct {
	number int // of its first physical line, from 1
	text   string
}

// lines joins physical lines as libpam's _pam_assemble_line does: a '#' ends
// the line wherever it stands, even in brackets or before a backslash, and
// blank and comment lines do not end a continuation. broken tells that the file
// ends inside a continuation, upon which libpam refuses the whole service.
func lines(b []byte) (out []line, broken bool) {
	var cur strings.Builder
	first := 0
	for n, raw := range strings.Split(string(b), "\n") {
		s := strings.TrimLeft(raw, " \t")
		if s == "" || s[0] == '#' {
			continue
		}
		if first == 0 {
			first = n + 1
		}
		s, _, commented := strings.Cut(s, "#")
		trimmed := strings.TrimRight(s, " \t")
		if !commented && strings.HasSuffix(trimmed, `\`) {
			cur.WriteString(strings.TrimSuffix(trimmed, `\`))
			cur.WriteByte(' ')
			continue
		}
		cur.WriteString(s)
		out = append(out, line{first, cur.String()})
		cur.Reset()
		first = 0
	}
	return out, first != 0
}

// tokens splits a line at blanks. A token that begins with '[' reaches to the
// next ']' that no backslash precedes; the brackets are cut off.
func tokens(s string) (toks []string) {
	for i := 0; i < len(s); {
		if isBlank(s[i]) {
			i++
			continue
		}
		if s[i] != '[' {
			j := i
			for j < len(s) && !isBlank(s[j]) {
				j++
			}
			toks, i = append(toks, s[i:j]), j
			continue
		}
		var t strings.Builder
		for i++; i < len(s) && s[i] != ']'; i++ {
			if s[i] == '\\' && i+1 < len(s) && s[i+1] == ']' {
				i++
			}
			t.WriteByte(s[i])
		}
		i++
		toks = append(toks, t.String())
	}
	return toks
}

// isBlank tells what separates tokens. A carriage return is none to libpam: in
// a file with CRLF line ends it becomes part of the last word.
func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }
