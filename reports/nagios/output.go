package nagios

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"isoscan/internal/assessment"
)

// Bounds, in bytes: of the whole output, which Nagios cuts at 8,192; and of one
// line of the long output.
const (
	mostBytes = 8000
	mostLine  = 240
)

// output collects lines as long as they fit.
type output struct {
	b strings.Builder
	// left out lines, because of the bound.
	left int
}

// reserve is kept for the line that says how much was left out.
const reserve = 80

func (o *output) line(s string) {
	if o.left > 0 || o.b.Len()+len(s)+1 > mostBytes-reserve {
		o.left++
		return
	}
	o.b.WriteString(s)
	o.b.WriteByte('\n')
}

// String is the whole output, with a line that counts what was left out.
func (o *output) String() string {
	if o.left > 0 {
		return o.b.String() + "and " + assessment.Counted(o.left, "more line: the other reports hold it", "more lines: the other reports hold them") + "\n"
	}
	return o.b.String()
}

// longOutput tells the findings, the worst first, those that are waived last;
// then why rules stayed unknown.
func longOutput(o *output, a *assessment.Assessment) {
	h := a.Host
	o.line(cut(fmt.Sprintf("host %s, %s, profile %s, assessed %s", safe(h.Name), safe(orNot(h.OS)), safe(a.Profile.Name),
		a.FinishedAt.UTC().Format("2006-01-02 15:04:05 UTC"))))
	for _, waived := range []bool{false, true} {
		for _, r := range a.Findings() {
			if r.Waived() != waived {
				continue
			}
			mark := ""
			if waived {
				mark = "waived, "
			}
			o.line(cut(fmt.Sprintf("fail, %s%s: %s (%s): %s", mark, r.Severity, safe(r.ID), safe(strings.Join(r.Controls, ", ")), safe(r.Reason))))
		}
	}
	for _, g := range a.UnknownByReason() {
		ids := make([]string, 0, len(g.Rules))
		for _, r := range g.Rules {
			ids = append(ids, safe(r.ID))
		}
		help := ""
		if g.Help != "" {
			help = " (" + g.Help + ")"
		}
		o.line(cut(fmt.Sprintf("unknown, %s: %s%s: %s", assessment.Counted(len(g.Rules), "rule", "rules"), safe(g.Reason), help, strings.Join(ids, ", "))))
	}
}

func orNot(s string) string {
	if s == "" {
		return "system not observed"
	}
	return s
}

// meaningful are the characters that Nagios takes out of macros by default
// (illegal_macro_output_chars) because notification commands hand them to a
// shell, and the brackets and ampersand of HTML; the bar ends the text.
const meaningful = "|<>&`~$'\""

// safe makes one line of any text, with everything meaningful as \xNN.
func safe(s string) string {
	s = assessment.Printable(s)
	if !strings.ContainsAny(s, meaningful) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(meaningful, r) {
			fmt.Fprintf(&b, `\x%02x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// cut shortens a line, never within a rune.
func cut(s string) string {
	if len(s) <= mostLine {
		return s
	}
	n := mostLine - len("...")
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "..."
}
