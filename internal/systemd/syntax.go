// Package systemd reads unit files and configuration of systemd from a
// target's file system, as the manager and systemctl would: search path,
// aliases, templates, masks, drop-ins, [Install] and what starts at boot. It
// knows neither facts nor checks, and it asks no running manager.
package systemd

import (
	"bytes"
	"errors"
	"strings"
)

// Assignment is one "Key=Value" of a unit or configuration file.
type Assignment struct {
	Section string
	Key     string
	// Value with continuation lines joined by one space; empty resets a list.
	Value string
	// Path and Line (from 1) say where it begins.
	Path string
	Line int
}

// Parse splits a file by the rules of systemd.syntax(7): section headers,
// "Key=Value", comments that begin with '#' or ';', a backslash at the end of
// a line that joins the next, comments skipped inside such a join, and a byte
// order mark skipped. Lines that are none of these are left out, as systemd
// warns of them and goes on.
func Parse(path string, data []byte) []Assignment {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	var out []Assignment
	section, start := "", 0
	var pending strings.Builder
	lines := strings.Split(string(data), "\n")
	take := func(text string, line int) {
		text = strings.TrimSpace(text)
		switch {
		case text == "" || text[0] == '#' || text[0] == ';':
		case text[0] == '[':
			// A header that is not closed puts what follows in no section.
			section = ""
			if strings.HasSuffix(text, "]") {
				section = text[1 : len(text)-1]
			}
		default:
			key, value, ok := strings.Cut(text, "=")
			if !ok || section == "" {
				return
			}
			out = append(out, Assignment{
				Section: section, Key: strings.TrimSpace(key), Value: strings.TrimSpace(value),
				Path: path, Line: line,
			})
		}
	}
	for i, line := range lines {
		line = strings.TrimRight(line, "\r")
		trimmed := strings.TrimLeft(line, " \t")
		if trimmed != "" && (trimmed[0] == '#' || trimmed[0] == ';') {
			continue
		}
		if start == 0 {
			start = i + 1
			pending.Reset()
		}
		if joined, more := cutContinuation(trimmed); more {
			pending.WriteString(joined + " ")
			continue
		}
		pending.WriteString(trimmed)
		take(pending.String(), start)
		start = 0
	}
	if start != 0 {
		take(pending.String(), start)
	}
	return out
}

// cutContinuation tells whether a line ends in an odd number of backslashes
// and returns it without the last one.
func cutContinuation(line string) (string, bool) {
	n := 0
	for n < len(line) && line[len(line)-1-n] == '\\' {
		n++
	}
	if n%2 == 0 {
		return line, false
	}
	return line[:len(line)-1], true
}

// errNoSection: a file that says something, and nothing that systemd would take.
var errNoSection = errors.New("no file of systemd: it has text and no section")

// errHeader: systemd reads neither the rest of such a file nor the files after it.
var errHeader = errors.New("systemd does not read on behind a line that begins with [ and does not end in ]")

// unreadable tells what keeps systemd from reading a configuration file as it is written.
func unreadable(data []byte) error {
	if hasNoSection(data) {
		return errNoSection
	}
	continued := false
	for line := range bytes.Lines(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))) {
		line = bytes.TrimSpace(line)
		switch {
		case len(line) > 0 && (line[0] == '#' || line[0] == ';'):
			continue
		case !continued && len(line) > 0 && line[0] == '[' && line[len(line)-1] != ']':
			return errHeader
		}
		_, continued = cutContinuation(string(line))
	}
	return nil
}

// hasNoSection tells whether a file has text other than comments and yet no
// section, as one that was overwritten.
func hasNoSection(data []byte) bool {
	text := false
	for line := range bytes.Lines(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))) {
		line = bytes.TrimSpace(line)
		switch {
		case len(line) == 0 || line[0] == '#' || line[0] == ';':
		case line[0] == '[' && line[len(line)-1] == ']':
			return false
		default:
			text = true
		}
	}
	return text
}

// Bool reads a boolean as systemd.syntax(7) defines it.
func Bool(text string) (value, ok bool) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "1", "yes", "y", "true", "t", "on":
		return true, true
	case "0", "no", "n", "false", "f", "off":
		return false, true
	}
	return false, false
}

// Words splits a value at white space, with single and double quotes and
// backslash escapes of the next character.
func Words(value string) []string {
	var out []string
	var word strings.Builder
	in, quote := false, byte(0)
	for i := 0; i < len(value); i++ {
		c := value[i]
		switch {
		case c == '\\' && i+1 < len(value):
			i++
			word.WriteByte(value[i])
			in = true
		case quote != 0:
			if c == quote {
				quote = 0
			} else {
				word.WriteByte(c)
			}
		case c == '"' || c == '\'':
			quote, in = c, true
		case c == ' ' || c == '\t':
			if in {
				out = append(out, word.String())
				word.Reset()
				in = false
			}
		default:
			word.WriteByte(c)
			in = true
		}
	}
	if in {
		out = append(out, word.String())
	}
	return out
}
