package pdf

import (
	"fmt"
	"slices"

	"isoscan/internal/assessment"
)

// report is the document of one assessment.
type report struct {
	*document
	a       *assessment.Assessment
	changes *assessment.Changes
	// findings in the order of the document, with their numbers by rule id.
	findings []assessment.Rule
	number   map[string]string
	rules    map[string]*assessment.Rule
	controls map[string]*assessment.Control
	// opened are the ids of the rules that did not fail before.
	opened map[string]bool
	digest string
}

func newReport(a *assessment.Assessment, o Options, b brand) (*report, error) {
	digest, err := assessmentDigest(a)
	if err != nil {
		return nil, err
	}
	r := &report{
		document: newDocument(o.Paper, head{
			kind: "TECHNICAL COMPLIANCE ASSESSMENT", subject: firstOf(a.Host.Name, "unnamed host"),
			tool: a.Tool, standard: a.Standard, at: a.FinishedAt,
		}, b, o.Engagement),
		a: a, changes: o.Changes, digest: digest,
		findings: inOrder(a), number: map[string]string{},
		rules: map[string]*assessment.Rule{}, controls: map[string]*assessment.Control{}, opened: map[string]bool{},
	}
	for i, rule := range r.findings {
		r.number[rule.ID] = fmt.Sprintf("F-%03d", i+1)
	}
	for i := range a.Rules {
		r.rules[a.Rules[i].ID] = &a.Rules[i]
	}
	for i := range a.Controls {
		r.controls[a.Controls[i].ID] = &a.Controls[i]
	}
	if o.Changes != nil {
		for _, c := range o.Changes.Opened {
			r.opened[c.Rule.ID] = true
		}
	}
	r.ruled = func(rule string) bool { return r.rules[rule] != nil }
	r.linked = func(control string) bool { return r.controls[control] != nil }
	r.recordsOf(a.Ledger)
	r.plan = r.sectionPlan()
	return r, nil
}

// sectionPlan is the document's order: for those who read one page, then what
// was audited, what was found, what people's records say, who signs.
func (r *report) sectionPlan() []section {
	plan := []section{
		{anchor: "summary", title: "Executive summary", write: r.summary},
		{anchor: "about", title: "About this audit", write: r.about},
	}
	if r.changes != nil {
		plan = append(plan, section{anchor: "changes", title: "What changed since " + day(r.changes.Since), write: r.changesSection})
	}
	return append(plan,
		section{anchor: "findings", title: "Findings", parts: r.findingTopics(), write: r.findingsSection},
		section{anchor: "unknown", title: "What could not be determined", write: r.unknownSection},
		section{anchor: "controls", title: "All controls", parts: clauseTopics(r.a.Clauses), write: r.controlsSection},
		section{anchor: "ledger", title: "People's records", parts: ledgerTopics(r.a.Ledger), write: func() { r.ledgerSection(r.a.Ledger) }},
		section{anchor: "applicability", title: "Statement of Applicability", parts: nil,
			write: func() {
				r.applicabilitySection(r.a.Clauses, r.a.Ledger, func() decisions { return statementOf(r.a.Controls, r.a.Ledger).ofOneHost() })
			}},
		section{anchor: "sign-off", title: "Sign-off", write: func() { r.auditSigned(digestOfAssessment, r.digests()) }},
		section{anchor: "appendix", title: "Appendix", parts: r.appendixTopics(), write: r.appendix})
}

// inOrder sorts the findings by control objective in the standard's order, then
// by severity, then by control.
func inOrder(a *assessment.Assessment) []assessment.Rule {
	place, objective := map[string]int{}, map[string]int{}
	objectives := map[string]int{}
	for i, c := range a.Controls {
		if _, ok := objectives[c.Objective]; !ok {
			objectives[c.Objective] = i
		}
		place[c.ID], objective[c.ID] = i, objectives[c.Objective]
	}
	at := func(in map[string]int, r assessment.Rule) int {
		if len(r.Controls) > 0 {
			if n, ok := in[r.Controls[0]]; ok {
				return n
			}
		}
		return len(place)
	}
	out := a.Findings()
	slices.SortStableFunc(out, func(x, y assessment.Rule) int {
		if d := at(objective, x) - at(objective, y); d != 0 {
			return d
		}
		if d := x.Severity.Rank() - y.Severity.Rank(); d != 0 {
			return d
		}
		return at(place, x) - at(place, y)
	})
	return out
}

// worstFirst are the findings as a reader short of time wants them: what no
// waiver covers, by severity, then what is waived.
func (r *report) worstFirst() []assessment.Rule {
	out := slices.Clone(r.findings)
	rank := func(f assessment.Rule) int {
		if f.Waived() {
			return len(assessment.Severities()) + f.Severity.Rank() + 1
		}
		return f.Severity.Rank()
	}
	slices.SortStableFunc(out, func(x, y assessment.Rule) int { return rank(x) - rank(y) })
	return out
}

// ruleLinks writes rule ids, each with the sign of its verdict and a link;
// those that need work come first.
func (r *report) ruleLinks(ids []string, st style) []span {
	rank := func(id string) int {
		if rule := r.rules[id]; rule != nil {
			return slices.Index(assessment.Verdicts(), rule.Verdict)
		}
		return len(assessment.Verdicts())
	}
	ids = slices.Clone(ids)
	slices.SortStableFunc(ids, func(x, y string) int { return rank(x) - rank(y) })
	var out []span
	for i, id := range ids {
		rule := r.rules[id]
		if rule == nil {
			continue
		}
		if i > 0 {
			out = append(out, span{text: ", ", style: st})
		}
		m := verdictMark(rule.Verdict)
		out = append(out, span{text: m.sign + " ", style: st.in(m.color), whole: true})
		text := id
		if n := r.number[id]; n != "" {
			text = n + " " + id
		}
		out = append(out, span{text: text, style: st.in(r.accent), link: ruleAnchor(id), whole: true})
		if rule.Waived() {
			out = append(out, span{text: " (waived)", style: st.in(muted)})
		}
	}
	return out
}
