package html

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"isoscan/internal/assessment"
)

// How much of a text or list is shown. What is left out is counted, and the
// json report holds it.
const (
	mostTitle      = 300
	mostText       = 2000
	mostViolations = 1000
	mostEvidence   = 1000
)

// line makes text from a host safe to show in one line, of at most n runes.
func line(s string, n int) string { return assessment.Printable(shorten(s, n)) }

// prose is line for text that people wrote.
func prose(s string) string { return assessment.PrintableProse(shorten(s, mostText)) }

// lines is line for a command of several lines.
func lines(s string) string {
	return strings.Join(assessment.PrintableLines(shorten(s, mostText)), "\n")
}

// more says how many characters line left out, or nothing.
func more(s string, n int) string {
	// A string has no more runes than bytes: most need not be counted.
	if len(s) <= n {
		return ""
	}
	if rest := len([]rune(s)) - n; rest > 0 {
		return "… (" + count(rest, "more character", "more characters") + ")"
	}
	return ""
}

func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	runes := 0
	for i := range s {
		if runes == n {
			return s[:i]
		}
		runes++
	}
	return s
}

// thousands writes a number as people read it: 12,345.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// count writes a number with its noun: "1 rule", "12 rules".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

// word turns a name of the model, such as not_applicable, into words.
func word[T ~string](s T) string { return strings.ReplaceAll(line(string(s), mostTitle), "_", " ") }

// counted is a number of things, of which a filter may leave fewer.
type counted struct {
	N    int
	Noun string
}

func newCounted(n int, one, many string) counted {
	if n == 1 {
		many = one
	}
	return counted{n, many}
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

func day(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

func interval(s assessment.Score) string {
	switch {
	case s.Assured == nil || s.Possible == nil:
		return "no score"
	case s.Settled():
		return fmt.Sprintf("%.1f\u00a0%%", *s.Assured)
	}
	return fmt.Sprintf("%.1f – %.1f\u00a0%%", *s.Assured, *s.Possible)
}

// scored is interval within a sentence.
func scored(s assessment.Score) string {
	if s.Assured == nil || s.Possible == nil {
		return "none"
	}
	return interval(s)
}

func coverage(s assessment.Score) string {
	if s.Coverage == nil {
		return "nothing evaluated"
	}
	return fmt.Sprintf("%.1f\u00a0%%", *s.Coverage)
}

// seen is coverage for a column of numbers.
func seen(s assessment.Score) string {
	if s.Coverage == nil {
		return "–"
	}
	return coverage(s)
}

// mark is how a verdict looks: a sign of its own, a word, and a colour.
type mark struct {
	// Class names the sign and the colour.
	Class string
	Word  string
}

func verdictMark(v assessment.Verdict) mark {
	switch v {
	case assessment.Pass:
		return mark{"pass", "passes"}
	case assessment.Fail:
		return mark{"fail", "fails"}
	case assessment.NotApplicable:
		return mark{"na", "not applicable"}
	case "":
		return mark{"na", "not there"}
	default:
		return mark{"unknown", "unknown"}
	}
}

func conformityMark(c assessment.Conformity) mark {
	switch c {
	case assessment.Conforming:
		return mark{"pass", "conforming"}
	case assessment.Nonconforming:
		return mark{"fail", "nonconforming"}
	case assessment.ControlNotApplicable:
		return mark{"na", "not applicable"}
	case assessment.ControlWaived:
		return mark{"waived", "waived"}
	default:
		return mark{"unknown", "undetermined"}
	}
}

func sideMark(s assessment.SideState) mark {
	switch s {
	case assessment.SideHolds:
		return mark{"pass", "holds"}
	case assessment.SideFails:
		return mark{"fail", "fails"}
	case assessment.SideNotNeeded, assessment.SideNotApplicable:
		return mark{"na", word(s)}
	default:
		return mark{"unknown", word(s)}
	}
}

// stateMark is that of a record. A waiver or an exclusion that counts passes
// nothing.
func stateMark(k assessment.RecordKind, s assessment.RecordState) mark {
	switch s {
	case assessment.RecordCounts:
		return mark{map[assessment.RecordKind]string{assessment.Attestation: "pass", assessment.Waiver: "waived", assessment.Applicability: "na"}[k], "counts"}
	case assessment.RecordShortfall:
		return mark{"fail", "falls short"}
	default:
		return mark{"unknown", word(s)}
	}
}

func checkMark(status string) mark {
	switch status {
	case "ok":
		return mark{"pass", "saw everything"}
	case "not_applicable":
		return mark{"na", "not applicable"}
	default:
		return mark{"unknown", word(status)}
	}
}

func severityMark(s assessment.Severity) mark {
	switch s {
	case assessment.Critical, assessment.High, assessment.Medium, assessment.Low:
		return mark{string(s), string(s)}
	}
	return mark{"low", word(s)}
}

func method(m assessment.Method) string {
	switch m {
	case assessment.Automated:
		return "machine"
	case assessment.Hybrid:
		return "machine and people"
	default:
		return "people"
	}
}

func ruleAnchor(id string) string    { return "rule-" + anchor(id) }
func controlAnchor(id string) string { return "control-" + anchor(id) }
func recordAnchor(id string) string  { return "record-" + anchor(id) }

// anchor makes an id of an element: what is not a letter, digit, '.', '-' or
// '_' of ASCII becomes its hexadecimal number, so that ids that differ stay
// different and none needs escaping in a link.
func anchor(id string) string {
	var b strings.Builder
	for i := 0; i < len(id); i++ {
		switch c := id[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '.', c == '-', c == '_':
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "~%02x", c)
		}
	}
	return b.String()
}

// webLink: a reference that a reader may follow. Anything but https stays text.
func webLink(ref string) bool {
	rest, ok := strings.CutPrefix(ref, "https://")
	return ok && rest != "" && len(ref) < mostTitle && assessment.Printable(ref) == ref && !strings.ContainsAny(ref, " \"'<>\\`")
}
