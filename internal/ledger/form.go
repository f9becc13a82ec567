package ledger

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// form is what a text of a ledger must look like. Fields name theirs in the tag
// "form"; the schema takes patterns and lengths from here too.
type form struct {
	// pattern in the syntax that Go and ECMAScript share.
	pattern string
	// enum are the only values.
	enum []string
	// hint says how to write it.
	hint string
	// check looks at what a pattern cannot.
	check func(string) error
	max   int
	// plain: a YAML date is taken as the text that it is.
	plain bool
	re    *regexp.Regexp
}

// Roles of assets.
func roles() []string { return []string{"server", "workstation", "laptop", "container", "other"} }

const (
	idPattern     = `^[a-z0-9][a-z0-9._-]{0,63}$`
	dayPattern    = `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`
	periodPattern = `^[1-9][0-9]{0,4}[dmy]$`
	idHint        = "write lower-case letters, digits, dots, dashes and underlines, at most 64, beginning with a letter or digit"
)

// forms are not changed after they are made.
var forms = makeForms()

func makeForms() map[string]*form {
	f := map[string]*form{
		"schema":  {enum: []string{Schema}, hint: "write schema: " + Schema},
		"id":      {pattern: idPattern, hint: idHint},
		"person":  {pattern: idPattern, hint: "write the id of one of the people"},
		"asset":   {pattern: idPattern, hint: "write the id of an asset"},
		"rule":    {pattern: idPattern, hint: "write the id of a rule, as isoscan policies list shows it"},
		"control": {pattern: `^[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,2}$`, hint: `write the number of a control in quotes, such as "9.4.3"`},
		"line":    {pattern: `\S`, max: MaxText, hint: "write one line of text", check: oneLine},
		"text":    {pattern: `\S`, max: MaxText, hint: "write text", check: printable},
		"day":     {pattern: dayPattern, hint: "write a day as YYYY-MM-DD", check: aDay, plain: true},
		"period":  {pattern: periodPattern, hint: "write a number and d, m or y: 365d, 12m or 1y"},
		"digest":  {pattern: `^sha256:[0-9a-f]{64}$`, hint: `write "sha256:" and the 64 lower-case digits that sha256sum prints`},
		"machine": {pattern: `^(sha256:)?([0-9a-f]{32}|[0-9a-f]{64})$`, hint: "write the digest that the facts of the host have as machine_id"},
		"email":   {pattern: `^[^\s@<>]+@[^\s@<>]+$`, max: 254, hint: "write an address such as anna@baker.example", check: oneLine},
		"role":    {enum: roles(), hint: "write one of " + strings.Join(roles(), ", ")},
		"host":    {pattern: `^[^\s*?\[\]/]+$`, max: 253, hint: "write the host's name as facts have it", check: oneLine},
		"pattern": {pattern: `^[^\s\[\]/]+$`, max: 253, hint: "write a host's name or an asset's id; * stands for any characters and ? for one, and there are no classes in brackets", check: oneLine},
		"label":   {pattern: `\S`, max: 200, hint: "write one line of text, at most 200 characters", check: oneLine},
		"service": {pattern: `^(tcp|udp|sctp)/[1-9][0-9]{0,4}$`, hint: "write protocol and port, such as tcp/443", check: aPort},
		"file":    {pattern: `^[^/\\]`, max: 1000, hint: "write the path of a file below the ledger's folder, such as evidence/policy.pdf", check: aFile},
		"link":    {pattern: `^https?://[^\s]+$`, max: 2000, hint: "write an address that begins with https://", check: aLink},
	}
	for _, v := range f {
		if v.pattern != "" {
			v.re = regexp.MustCompile(v.pattern)
		}
	}
	return f
}

// Fault says what is wrong with a text where a record needs one of that form
// (such as day, period, id, line, text, pattern, file, link), and how to write it;
// "" when nothing is.
func Fault(name, s string) string {
	f, ok := forms[name]
	if !ok {
		return "is of no known form"
	}
	fault := f.fault(s)
	if fault != "" && f.hint != "" {
		fault += "; " + f.hint
	}
	return fault
}

// fault says what is wrong with a text, or "".
func (f *form) fault(s string) string {
	if f.enum != nil {
		if !slices.Contains(f.enum, s) {
			return "is none of " + strings.Join(f.enum, ", ")
		}
		return ""
	}
	if strings.TrimSpace(s) == "" {
		return "is empty"
	}
	if f.max > 0 && utf8.RuneCountInString(s) > f.max {
		return fmt.Sprintf("has more than %d characters", f.max)
	}
	if !f.re.MatchString(s) {
		return "has the wrong form"
	}
	if f.check != nil {
		if err := f.check(s); err != nil {
			return err.Error()
		}
	}
	return ""
}

func oneLine(s string) error {
	if strings.IndexFunc(s, unicode.IsControl) >= 0 {
		return fmt.Errorf("has line breaks or control characters")
	}
	return nil
}

func printable(s string) error {
	if strings.IndexFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) >= 0 {
		return fmt.Errorf("has control characters")
	}
	return nil
}

func aDay(s string) error {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return fmt.Errorf("is no day of the calendar")
	}
	return nil
}

func aPort(s string) error {
	_, port, _ := strings.Cut(s, "/")
	if n, err := strconv.Atoi(port); err != nil || n > 65535 {
		return fmt.Errorf("has a port above 65535")
	}
	return nil
}

func aFile(s string) error {
	if err := oneLine(s); err != nil {
		return err
	}
	if s != path.Clean(s) || s == "." || s == ".." || strings.HasPrefix(s, "../") || strings.Contains(s, `\`) {
		return fmt.Errorf("does not lead to a file below the ledger's folder")
	}
	return nil
}

func aLink(s string) error {
	if err := oneLine(s); err != nil {
		return err
	}
	if u, err := url.Parse(s); err != nil || u.Host == "" {
		return fmt.Errorf("is no address")
	}
	return nil
}

// after is the last day of a period that begins on day: 1y from 2026-03-01 ends
// on 2027-03-01. A day that the last month lacks is its last one. It is "" when
// the year has no four digits.
func after(day, period string) string {
	if period == "" {
		return ""
	}
	from, err := time.Parse(time.DateOnly, day)
	n, errN := strconv.Atoi(period[:len(period)-1])
	if err != nil || errN != nil {
		return ""
	}
	var until time.Time
	switch period[len(period)-1] {
	case 'd':
		until = from.AddDate(0, 0, n)
	case 'm':
		until = months(from, n)
	case 'y':
		until = months(from, 12*n)
	}
	if until.Year() > 9999 {
		return ""
	}
	return until.Format(time.DateOnly)
}

func months(from time.Time, n int) time.Time {
	first := time.Date(from.Year(), from.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(from.Day(), last)-1)
}
