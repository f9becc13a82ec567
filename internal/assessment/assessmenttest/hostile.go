package assessmenttest

import (
	"fmt"
	"strings"
	"testing"

	"isoscan/internal/assessment"
)

// HostileTexts are strings that a host could hold to break, steer or spoof a
// report.
func HostileTexts() []string {
	return []string{
		"",
		"\x1b[2J\x1b]0;owned\x07 escape sequences",
		"two\nlines\r\nand\ta tab",
		"not UTF-8: \xff\xfe\xc3(",
		"\u202etxt.exe reversed\u202c and \u2066isolated\u2069",
		"zero\u200bwidth\ufeffjoined\u00ad",
		"emoji 💥👩‍👩‍👧 in a name",
		"Ελληνικά Кириллица עברית العربية 日本語 한국어",
		"e\u0301\u0323\u0330\u0302\u0308 combining",
		"<script>alert(1)</script><b>&amp;</b>",
		"](javascript:alert(1)) **bold** `code` | pipe |",
		"{{.Host}} %s %d %!v(MISSING) ${HOME} $(reboot) `reboot`",
		`back\slash (paren) [bracket] <<dict>> endstream endobj`,
		"{nb} {nb}{nb}",
		strings.Repeat("A", 10_000),
		"/" + strings.Repeat("very-long-folder-name/", 400),
		strings.Repeat("many words ", 1500),
		strings.Repeat("💥", 2_000),
		strings.Repeat("\n", 500),
		"\U000e0041\U0010ffff\ud7ff\uffff\ufffe",
	}
}

// Hostile is the rich assessment with a hostile text wherever one of the
// host's own may stand, and a rule of a thousand violations.
func Hostile(t testing.TB) *assessment.Assessment {
	t.Helper()
	a := Rich(t)
	texts := HostileTexts()
	n := 0
	// The long ones come once in a while: a report of nothing else would hide
	// how they sit among the others.
	var short, long []string
	for _, s := range texts {
		if len(s) > 400 {
			long = append(long, s)
		} else {
			short = append(short, s)
		}
	}
	next := func() string {
		n++
		if n%31 == 0 {
			return long[n/31%len(long)]
		}
		return short[n%len(short)]
	}
	for i := range a.Rules {
		r := &a.Rules[i]
		if i%3 == 0 {
			r.Title = next()
			r.Description, r.Remediation.Text, r.Remediation.Command = next(), next(), next()
			r.Origin = "/etc/" + next()
			r.References = []string{next(), next()}
		}
		r.Reason = next()
		for j := range r.Violations {
			v := &r.Violations[j]
			v.Message, v.Resource, v.Observed, v.Expected, v.Source = next(), next(), next(), next(), next()
		}
		for j := range r.Evidence {
			r.Evidence[j].Message, r.Evidence[j].Source = next(), next()
		}
	}
	for i := range a.Rules {
		if r := &a.Rules[i]; r.ID == "file-world-writable" {
			for j := range 1000 {
				r.Violations = append(r.Violations, assessment.Violation{
					Message:  fmt.Sprintf("writable by everybody, number %d", j),
					Resource: fmt.Sprintf("/srv/share/%d/%s", j, short[j%len(short)]),
					Observed: "mode 0777", Expected: "no write for others", Source: "system: files",
				})
			}
		}
	}
	for i := range a.Checks {
		c := &a.Checks[i]
		c.Reason = next()
		for j := range c.Missing {
			c.Missing[j].Path, c.Missing[j].Reason = next(), next()
		}
	}
	a.Host.Name, a.Host.OS, a.Host.Kernel = next(), next(), next()
	a.Host.Chassis, a.Host.MachineID = next(), next()
	a.Profile.RoleSource = next()
	a.Profile.Params["ports_authorised"] = map[string][]string{next(): {next(), next()}}
	a.Tool.Version = "1.0.0-dev+" + strings.Repeat("0", 60)
	for i := range a.Controls {
		if i%9 == 0 {
			a.Controls[i].Reason = next()
		}
	}
	return a
}

// Flood gives every string that may come from a host the same text, in an
// assessment small enough for fuzzing: some rules name controls that it lacks.
func Flood(t testing.TB, s string) *assessment.Assessment {
	t.Helper()
	a := Rich(t)
	a.Rules = a.Rules[:12]
	a.Clauses, a.Objectives, a.Controls = a.Clauses[:3], a.Objectives[:6], a.Controls[:15]
	for i := range a.Rules {
		r := &a.Rules[i]
		r.Title, r.Description, r.Reason, r.Origin = s, s, s, s
		r.References = []string{s}
		r.Remediation = assessment.Remediation{Text: s, Command: s}
		for j := range r.Violations {
			r.Violations[j] = assessment.Violation{Message: s, Resource: s, Observed: s, Expected: s, Source: s}
		}
		for j := range r.Evidence {
			r.Evidence[j] = assessment.Evidence{Message: s, Source: s}
		}
	}
	a.Host.Name, a.Host.OS, a.Host.Kernel, a.Host.Chassis, a.Host.MachineID, a.Host.Root = s, s, s, s, s, s
	a.Profile.RoleSource = s
	a.Profile.Params = map[string]any{s: s, "list": []any{s}}
	for i := range a.Checks {
		c := &a.Checks[i]
		c.Reason = s
		c.Missing = []assessment.Missing{{Path: s, Reason: s}}
	}
	return a
}
