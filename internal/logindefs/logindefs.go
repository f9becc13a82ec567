// Package logindefs reads login.defs(5) the two ways in which a host does:
// shadow-utils and PAM modules disagree on repeated keys. It knows no host.
package logindefs

import (
	"strconv"
	"strings"
)

// Entry is one setting as it stands in a file.
type Entry struct {
	Key, Value string
	File       string
	Line       int
}

// File is the settings of one or more files, in reading order.
type File struct {
	shadow []Entry
	pam    []Entry
}

// Parse reads one file and appends its settings.
func (f *File) Parse(name string, b []byte) {
	for i, raw := range strings.Split(string(b), "\n") {
		raw = strings.TrimSuffix(raw, "\r")
		if k, v, ok := shadowLine(raw); ok {
			f.shadow = append(f.shadow, Entry{k, v, name, i + 1})
		}
		if k, v, ok := pamLine(raw); ok {
			f.pam = append(f.pam, Entry{k, v, name, i + 1})
		}
	}
}

// Shadow returns what shadow-utils takes for a key: the last one counts, names
// are case-sensitive, a '#' begins a comment only at the start of a line, and
// quotes around the value are dropped.
func (f *File) Shadow(key string) (Entry, bool) {
	for i := len(f.shadow) - 1; i >= 0; i-- {
		if f.shadow[i].Key == key {
			return f.shadow[i], true
		}
	}
	return Entry{}, false
}

// PAM returns what a PAM module takes for a key (pam_modutil_search_key(3)):
// the first one counts, in any case, with '#' as a comment anywhere and '='
// allowed between name and value.
func (f *File) PAM(key string) (Entry, bool) {
	for _, e := range f.pam {
		if strings.EqualFold(e.Key, key) {
			return e, true
		}
	}
	return Entry{}, false
}

func shadowLine(s string) (key, value string, ok bool) {
	s = strings.TrimLeft(strings.TrimRight(s, " \t\n\v\f\r"), " \t")
	if s == "" || s[0] == '#' {
		return "", "", false
	}
	i := strings.IndexAny(s, " \t")
	if i < 0 {
		return "", "", false // a name without a value sets nothing
	}
	value = strings.TrimLeft(s[i:], " \"\t")
	value, _, _ = strings.Cut(value, `"`)
	return s[:i], value, true
}

func pamLine(s string) (key, value string, ok bool) {
	s, _, _ = strings.Cut(s, "#")
	s = strings.TrimLeft(s, " \t\n\v\f\r")
	if s == "" {
		return "", "", false
	}
	i := strings.IndexAny(s, " \t=")
	if i < 0 {
		return s, "", true
	}
	return s[:i], strings.TrimLeft(s[i+1:], " \t\n\v\f\r="), true
}

// Number reads a number as shadow-utils does: decimal, 0 octal, 0x hexadecimal.
func Number(s string) (int64, bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 0, 64)
	return n, err == nil && !strings.ContainsAny(s, "_oObB")
}

// Bool reads a boolean as shadow-utils does: only "yes" is true.
func Bool(s string) bool { return strings.EqualFold(s, "yes") }
