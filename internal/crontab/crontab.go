// Package crontab tells whether Debian's cron takes a table (crontab(5)): it
// passes over the whole of one with a single line that it cannot read, or without
// a newline at the end of its last one.
package crontab

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ErrNoNewline says that the last line does not end.
var ErrNoNewline = errors.New("no newline at the end")

// setting is a line NAME=VALUE; both may stand in quotes, and there must be a
// value.
var setting = regexp.MustCompile(`^(?:"[^"]*"|'[^']*'|[^\s"'=]+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'].*)\s*$`)

var special = []string{"reboot", "yearly", "annually", "monthly", "weekly", "daily", "midnight", "hourly"}

// field is one of the five that say when: its bounds and names.
type field struct {
	name      string
	low, high int
	names     []string
}

var fields = []field{
	{"minute", 0, 59, nil}, {"hour", 0, 23, nil}, {"day-of-month", 1, 31, nil},
	{"month", 1, 12, strings.Fields("jan feb mar apr may jun jul aug sep oct nov dec")},
	{"day-of-week", 0, 7, strings.Fields("sun mon tue wed thu fri sat")},
}

// Check returns the number of the first line that cron refuses, with the reason.
// A system table has the name of an account before the command.
func Check(text string, system bool) (int, error) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		ended := strings.HasSuffix(line, "\n")
		line = strings.Trim(line, " \t\n")
		if line == "" || line[0] == '#' {
			continue
		}
		if !ended {
			return n, ErrNoNewline
		}
		if setting.MatchString(line) {
			continue
		}
		if err := entry(line, system); err != nil {
			return n, err
		}
	}
	return 0, nil
}

func entry(line string, system bool) error {
	rest := line
	if line[0] == '@' {
		word, _, _ := strings.Cut(strings.ReplaceAll(line[1:], "\t", " "), " ")
		if !slices.Contains(special, word) {
			return fmt.Errorf("there is no time @%s", word)
		}
		rest = line[1+len(word):]
	} else {
		for _, f := range fields {
			end := strings.IndexAny(rest, " \t")
			if end < 0 {
				end = len(rest)
			}
			if err := f.check(rest[:end]); err != nil {
				return err
			}
			rest = strings.TrimLeft(rest[end:], " \t")
		}
	}
	if system && strings.TrimSpace(rest) == "" {
		return errors.New("no account")
	}
	return nil
}

// check reads one field as cron does: a list of *, numbers, names and ranges. What
// follows a star or a range and is no step or comma is not looked at.
func (f field) check(s string) error {
	bad := fmt.Errorf("bad %s", f.name)
	for {
		if rest, star := strings.CutPrefix(s, "*"); star {
			s = rest
		} else {
			_, rest, ok := f.number(s)
			if !ok {
				return bad
			}
			if s = rest; s == "" {
				return nil
			}
			if s[0] == ',' {
				s = s[1:]
				continue
			}
			if s[0] != '-' && s[0] != '~' {
				return bad
			}
			if _, s, ok = f.number(s[1:]); !ok {
				return bad
			}
		}
		if rest, step := strings.CutPrefix(s, "/"); step {
			n, rest, ok := digits(rest)
			if !ok || n == 0 {
				return bad
			}
			s = rest
		}
		rest, more := strings.CutPrefix(s, ",")
		if !more {
			return nil
		}
		s = rest
	}
}

// number reads a number or a name of the field, which must end there.
func (f field) number(s string) (int, string, bool) {
	n, rest, ok := digits(s)
	if !ok && f.names != nil {
		end := strings.IndexFunc(s, func(c rune) bool { return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') })
		if end < 0 {
			end = len(s)
		}
		i := slices.Index(f.names, strings.ToLower(s[:end]))
		n, rest, ok = i+f.low, s[end:], i >= 0
	}
	return n, rest, ok && n >= f.low && n <= f.high
}

func digits(s string) (int, string, bool) {
	end := strings.IndexFunc(s, func(c rune) bool { return c < '0' || c > '9' })
	if end < 0 {
		end = len(s)
	}
	n, err := strconv.Atoi(s[:end])
	return n, s[end:], err == nil
}
