package csv

import (
	"cmp"
	"strings"
	"time"

	"isoscan/internal/assessment"
)

// findingsHeader names the columns of csv. Columns may be added at the end;
// those that are there keep name and meaning.
var findingsHeader = []string{
	"host", "time", "verdict", "severity", "waived", "waiver", "control", "control_title", "controls", "clause",
	"rule", "title", "message", "resource", "observed", "expected", "source", "reason", "remediation", "command",
	"references", "violations", "rules_unknown", "profile", "role", "origin", "hosts_unknown",
}

// finding is one row, before its cells are guarded.
type finding struct {
	host, profile, role string
	at                  time.Time
	verdict             assessment.Verdict
	severity            assessment.Severity
	waived              bool
	controls            []string
	control             controlNames
	rule, title, reason string
	remediation         assessment.Remediation
	references          []string
	origin              string
	violation           assessment.Violation
	// violations counts all of the rule on the host, rulesUnknown the rules
	// that a row without a rule stands for.
	violations, rulesUnknown int
	// hostsUnknown counts the hosts on which the rule of a row without a host is
	// unknown.
	hostsUnknown int
}

type controlNames struct{ title, clause string }

func (f finding) cells() []cell {
	primary := ""
	if len(f.controls) > 0 {
		primary = f.controls[0]
	}
	count := func(n int) cell {
		if n == 0 {
			return ""
		}
		return number(n)
	}
	v := f.violation
	return []cell{
		text(f.host), known(f.at.UTC().Format(time.RFC3339)), known(string(f.verdict)), known(string(f.severity)),
		yes(f.waived || v.WaivedBy != ""), text(v.WaivedBy),
		text(reference(primary)), text(f.control.title), references(f.controls), text(reference(f.control.clause)),
		text(f.rule), text(f.title), text(v.Message), text(v.Resource), text(v.Observed), text(v.Expected), text(v.Source),
		text(f.reason), text(f.remediation.Text), text(f.remediation.Command), text(strings.Join(f.references, " ; ")),
		count(f.violations), count(f.rulesUnknown), text(f.profile), text(f.role), text(f.origin), count(f.hostsUnknown),
	}
}

func findings(a *assessment.Assessment) table {
	names := make(map[string]controlNames, len(a.Controls))
	for i := range a.Controls {
		names[a.Controls[i].ID] = controlNames{a.Controls[i].Title, a.Controls[i].Clause}
	}
	t := table{header: findingsHeader}
	for _, r := range append(a.Findings(), a.WithVerdict(assessment.Unknown)...) {
		f := finding{
			host: a.Host.Name, profile: a.Profile.Name, role: a.Profile.Role, at: a.FinishedAt,
			verdict: r.Verdict, severity: r.Severity, controls: r.Controls, rule: r.ID, title: r.Title, reason: r.Reason,
			remediation: r.Remediation, references: r.References, origin: r.Origin, violations: len(r.Violations),
		}
		if len(r.Controls) > 0 {
			f.control = names[r.Controls[0]]
		}
		t.add(f, r.Violations)
	}
	return t
}

// add adds a row for each violation, and one for a rule that has none.
func (t *table) add(f finding, violations []assessment.Violation) {
	if len(violations) == 0 {
		t.rows = append(t.rows, f.cells())
	}
	for _, v := range violations {
		f.violation = v
		t.rows = append(t.rows, f.cells())
	}
}

func organisationFindings(o *assessment.Organisation) table {
	names := make(map[string]controlNames, len(o.Controls))
	for i := range o.Controls {
		names[o.Controls[i].ID] = controlNames{o.Controls[i].Title, o.Controls[i].Clause}
	}
	rules := make(map[string]*assessment.RuleResult, len(o.Rules))
	for i := range o.Rules {
		rules[o.Rules[i].ID] = &o.Rules[i]
	}
	t := table{header: findingsHeader}
	for i := range o.Hosts {
		h := &o.Hosts[i]
		base := finding{host: h.Host.Name, profile: o.Profile, role: h.Role, at: h.FinishedAt}
		for _, found := range h.Findings {
			f := base
			f.verdict, f.rule, f.reason, f.waived, f.violations = assessment.Fail, found.Rule, found.Reason, found.Waived, found.Total
			if r, ok := rules[found.Rule]; ok {
				f.severity, f.title, f.remediation, f.references, f.origin = r.Severity, r.Title, r.Remediation, r.References, r.Origin
				if f.controls = r.Controls; len(r.Controls) > 0 {
					f.control = names[r.Controls[0]]
				}
			}
			t.add(f, found.Violations)
		}
		for _, u := range h.Unseen {
			f := base
			f.verdict, f.reason, f.rulesUnknown = assessment.Unknown, u.Reason, u.Rules
			t.add(f, nil)
		}
	}
	// Once for each rule and not for each rule and host: those are a hundred
	// thousand where a thousand hosts are scanned without root.
	for i := range o.Rules {
		r := &o.Rules[i]
		if r.Counts.Unknown == 0 {
			continue
		}
		f := finding{
			profile: o.Profile, at: o.FinishedAt, verdict: assessment.Unknown, severity: r.Severity, controls: r.Controls,
			rule: r.ID, title: r.Title, origin: r.Origin, hostsUnknown: r.Counts.Unknown,
		}
		if len(r.Controls) > 0 {
			f.control = names[r.Controls[0]]
		}
		t.add(f, nil)
	}
	for _, a := range o.NotAssessed {
		f := finding{host: a.Host, profile: o.Profile, role: a.Role, at: o.FinishedAt, verdict: assessment.Unknown}
		f.reason = "the asset register names this host (" + a.ID + ", " + a.Source + "), " + cmp.Or(a.Reason, "and there are no facts of it")
		t.add(f, nil)
	}
	return t
}
