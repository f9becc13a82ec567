package jsonl

import (
	"cmp"
	"strings"
	"time"

	"isoscan/internal/assessment"
)

func assessmentLines(a *assessment.Assessment) []any {
	clauses := make(map[string]string, len(a.Controls))
	for i := range a.Controls {
		clauses[a.Controls[i].ID] = a.Controls[i].Clause
	}
	seen := fingerprints{}
	var out []any
	for i := range a.Rules {
		r := &a.Rules[i]
		base := Line{
			Schema: Schema, Time: stamp(a.FinishedAt), Host: a.Host.Name, Standard: a.Standard.ID,
			Rule: r.ID, Title: r.Title, Severity: string(r.Severity), SeverityRank: r.Severity.Rank() + 1,
			Verdict: string(r.Verdict), Remediation: r.Remediation.Text, Command: r.Remediation.Command, Origin: r.Origin,
		}
		base.controls(r.Controls, clauses)
		switch r.Verdict {
		case assessment.Fail:
			out = base.violations(out, r.Reason, r.Violations, len(r.Violations), a.Ledger, seen)
		case assessment.Unknown:
			base.Type, base.Reason = TypeUnknown, r.Reason
			base.Fingerprint = seen.of(a.Host.Name, r.ID, assessment.Violation{})
			base.bound()
			out = append(out, base)
		}
	}
	return out
}

// violations appends a line for each. A failed rule never goes without a line.
func (l Line) violations(out []any, reason string, vs []assessment.Violation, total int, ledger *assessment.Ledger, seen fingerprints) []any {
	l.Type, l.Violations = TypeViolation, total
	if len(vs) == 0 {
		vs = []assessment.Violation{{Message: reason}}
	}
	for _, v := range vs {
		n := l
		n.Message, n.Resource, n.Observed, n.Expected, n.Source = v.Message, v.Resource, v.Observed, v.Expected, v.Source
		n.Waiver, n.Waived = v.WaivedBy, l.Waived || v.WaivedBy != ""
		if record, ok := ledger.Record(v.WaivedBy); ok {
			n.WaivedUntil = record.Until
		}
		n.Fingerprint = seen.of(l.Host, l.Rule, v)
		n.bound()
		out = append(out, n)
	}
	return out
}

func (l *Line) controls(ids []string, clauses map[string]string) {
	if len(ids) > 0 {
		l.Control, l.Clause = ids[0], clauses[ids[0]]
	}
	l.Controls = strings.Join(ids, ",")
}

func organisationLines(o *assessment.Organisation) []any {
	clauses := make(map[string]string, len(o.Controls))
	for i := range o.Controls {
		clauses[o.Controls[i].ID] = o.Controls[i].Clause
	}
	rules := make(map[string]*assessment.RuleResult, len(o.Rules))
	for i := range o.Rules {
		rules[o.Rules[i].ID] = &o.Rules[i]
	}
	var out []any
	for i := range o.Hosts {
		h := &o.Hosts[i]
		out = append(out, hostSummary(o, h))
		seen := fingerprints{}
		for _, f := range h.Findings {
			l := Line{
				Schema: Schema, Time: stamp(h.FinishedAt), Host: h.Host.Name, Standard: o.Standard.ID,
				Rule: f.Rule, Verdict: string(assessment.Fail), Waived: f.Waived,
			}
			if r, ok := rules[f.Rule]; ok {
				l.Title, l.Severity, l.SeverityRank, l.Origin = r.Title, string(r.Severity), r.Severity.Rank()+1, r.Origin
				l.Remediation, l.Command = r.Remediation.Text, r.Remediation.Command
				l.controls(r.Controls, clauses)
			}
			out = l.violations(out, f.Reason, f.Violations, f.Total, o.Ledger, seen)
		}
		for _, u := range h.Unseen {
			l := Line{
				Type: TypeUnknown, Schema: Schema, Time: stamp(h.FinishedAt), Host: h.Host.Name, Standard: o.Standard.ID,
				Verdict: string(assessment.Unknown), Reason: u.Reason, RulesUnknown: u.Rules,
			}
			l.bound()
			out = append(out, l)
		}
	}
	for i := range o.Rules {
		r := &o.Rules[i]
		if r.Counts.Unknown == 0 {
			continue
		}
		l := Line{
			Type: TypeRuleUnknown, Schema: Schema, Time: stamp(o.FinishedAt), Standard: o.Standard.ID,
			Rule: r.ID, Title: r.Title, Severity: string(r.Severity), SeverityRank: r.Severity.Rank() + 1,
			Verdict: string(assessment.Unknown), HostsUnknown: r.Counts.Unknown, Origin: r.Origin,
		}
		l.controls(r.Controls, clauses)
		l.bound()
		out = append(out, l)
	}
	for _, a := range o.NotAssessed {
		l := Line{
			Type: TypeNotAssessed, Schema: Schema, Time: stamp(o.FinishedAt), Host: a.Host, Standard: o.Standard.ID,
			Verdict: string(assessment.Unknown), Reason: cmp.Or(a.Reason, "the asset register names this host, and there are no facts of it"),
			Resource: a.ID, Source: a.Source,
		}
		l.bound()
		out = append(out, l)
	}
	return out
}

// stamp is RFC 3339 in UTC, with a fraction of a second where there is one.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
