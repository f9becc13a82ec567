package html

import (
	"slices"
	"strings"

	"isoscan/internal/assessment"
)

// ruleItem is one rule with all that is known of it.
type ruleItem struct {
	*assessment.Rule
	Mark mark
	// Filters are the words by which the filter of verdicts finds it, Clauses
	// those of the filter of clauses: divided by spaces.
	Filters, Clauses string
	// Shown of the violations and of the evidence; the Rests count the others.
	Shown         []assessment.Violation
	Rest          int
	ShownEvidence []assessment.Evidence
	RestEvidence  int
	// Brief: the heading above tells the reason.
	Brief bool
	// Lead is the reason, unless violations or evidence say it.
	Lead string
}

// ruleGroup is rules under one heading.
type ruleGroup struct {
	// Title, and Help that says what would let isoscan see more.
	Title, Help string
	// Severity of all of them, or empty.
	Severity assessment.Severity
	Rules    []ruleItem
}

func (r *report) ruleGroups() {
	for _, s := range assessment.Severities() {
		var g ruleGroup
		for _, f := range r.A.Findings() {
			if f.Severity == s {
				g.Rules = append(g.Rules, r.item(f))
			}
		}
		if len(g.Rules) > 0 {
			g.Severity = s
			r.Findings = append(r.Findings, g)
		}
	}
	for _, u := range r.A.UnknownByReason() {
		g := ruleGroup{Title: u.Reason, Help: u.Help}
		for _, rule := range u.Rules {
			item := r.item(rule)
			item.Brief = true
			g.Rules = append(g.Rules, item)
		}
		r.Unseen = append(r.Unseen, g)
	}
	r.Passed = r.byClause(assessment.Pass)
	r.NotApply = r.byClause(assessment.NotApplicable)
}

func (r *report) byClause(v assessment.Verdict) []ruleGroup {
	var out []ruleGroup
	last := ""
	for _, rule := range r.A.WithVerdict(v) {
		title := "Rules without a control"
		if len(rule.Controls) > 0 {
			id := clauseOf(rule.Controls[0])
			title = "Clause " + id
			for _, c := range r.A.Clauses {
				if c.ID == id {
					title += ": " + c.Title
				}
			}
		}
		if len(out) == 0 || title != last {
			out = append(out, ruleGroup{Title: title})
			last = title
		}
		g := &out[len(out)-1]
		g.Rules = append(g.Rules, r.item(rule))
	}
	return out
}

func (r *report) item(rule assessment.Rule) ruleItem {
	out := ruleItem{Rule: &rule, Mark: verdictMark(rule.Verdict), Clauses: clausesOf(rule.Controls)}
	out.Filters = out.Mark.Class
	if rule.Waived() {
		out.Filters += " waived"
	}
	out.Shown = rule.Violations[:min(len(rule.Violations), mostViolations)]
	out.Rest = len(rule.Violations) - len(out.Shown)
	out.ShownEvidence = rule.Evidence[:min(len(rule.Evidence), mostEvidence)]
	out.RestEvidence = len(rule.Evidence) - len(out.ShownEvidence)
	said := len(rule.Violations) > 0 && strings.HasPrefix(rule.Reason, rule.Violations[0].Message) ||
		len(rule.Evidence) > 0 && rule.Reason == rule.Evidence[0].Message
	if !said {
		out.Lead = rule.Reason
	}
	return out
}

// Own rules come from the user's own policies.
func (i ruleItem) Own() bool { return i.Origin != "" && i.Origin != "isoscan" }

// Primary control, or nothing.
func (i ruleItem) Primary() string {
	if len(i.Controls) == 0 {
		return ""
	}
	return i.Controls[0]
}

// Remedy is the label of what would mend the rule; empty where nothing is to be
// mended.
func (i ruleItem) Remedy() string {
	switch {
	case i.Remediation.Text == "" && i.Remediation.Command == "":
		return ""
	case i.Verdict == assessment.Fail:
		return "How to mend"
	case i.Verdict == assessment.Unknown:
		return "If it fails"
	}
	return ""
}

// object is the resource of a violation, to stand before its message: empty when
// the message names it later on.
func object(v assessment.Violation) string {
	if v.Resource != "" && strings.Contains(v.Message, v.Resource) && !strings.HasPrefix(v.Message, v.Resource) {
		return ""
	}
	return v.Resource
}

// message is that of a violation, without the object that stands before it.
func message(v assessment.Violation) string {
	if rest, ok := strings.CutPrefix(v.Message, v.Resource+" "); ok && v.Resource != "" {
		return rest
	}
	return v.Message
}

func clauseOf(control string) string {
	clause, _, _ := strings.Cut(control, ".")
	return clause
}

func clausesOf(controls []string) string {
	var out []string
	for _, c := range controls {
		if id := anchor(clauseOf(c)); !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return strings.Join(out, " ")
}

// filters are what the reader may choose among, with what each finds among the
// rules.
type filters struct {
	Verdicts, Severities, Clauses []choice
	// Hosts to suggest; only a report of many hosts has them.
	Hosts []string
}

type choice struct {
	Value string
	Mark  mark
	N     int
}

func (r *report) newFilters() filters {
	n := map[string]int{}
	for i := range r.A.Rules {
		rule := &r.A.Rules[i]
		n["verdict "+verdictMark(rule.Verdict).Class]++
		if rule.Waived() {
			n["verdict waived"]++
		}
		n["severity "+string(rule.Severity)]++
	}
	return makeFilters(n, r.A.Clauses, r.A.Ledger != nil)
}

// makeFilters lists the choices; waivers exist with a ledger only.
func makeFilters(n map[string]int, clauses []assessment.Clause, ledger bool) filters {
	var f filters
	for _, m := range []mark{{"fail", "fails"}, {"unknown", "unknown"}, {"pass", "passes"}, {"na", "n/a"}, {"waived", "waived"}} {
		if m.Class != "waived" || ledger {
			f.Verdicts = append(f.Verdicts, choice{m.Class, m, n["verdict "+m.Class]})
		}
	}
	for _, s := range assessment.Severities() {
		f.Severities = append(f.Severities, choice{string(s), severityMark(s), n["severity "+string(s)]})
	}
	for _, c := range clauses {
		f.Clauses = append(f.Clauses, choice{Value: anchor(c.ID), Mark: mark{Word: c.ID + "  " + c.Title}})
	}
	return f
}
