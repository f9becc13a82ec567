package html

import (
	"slices"
	"strings"

	"isoscan/internal/assessment"
)

// clauseGroup is a clause with its objectives and their controls.
type clauseGroup struct {
	clauseRow
	Objectives []objectiveGroup
}

type objectiveGroup struct {
	clauseRow
	Controls []controlItem
}

// controlItem is one control with both sides' evidence.
type controlItem struct {
	*assessment.Control
	Mark mark
	// AdjustedMark is nil when the ledger changes nothing.
	AdjustedMark *mark
	// Filters, Severities (of the control's rules) and Clauses are the words by
	// which the filters find it.
	Filters, Severities, Clauses string
	Aspects                      []aspectItem
	// Others are rules that belong to no aspect.
	Others []ruleRef
}

type aspectItem struct {
	Title string
	Mark  mark
	Rules []ruleRef
}

// ruleRef leads to a rule.
type ruleRef struct {
	ID, Title string
	Mark      mark
	Waived    bool
}

func (r *report) ref(id string) ruleRef {
	rule := r.rules[id]
	if rule == nil {
		// A part of an assessment: the rule is not in it, so nothing is known.
		return ruleRef{ID: id, Title: id, Mark: mark{"unknown", "not in this report"}}
	}
	return ruleRef{id, rule.Title, verdictMark(rule.Verdict), rule.Waived()}
}

func (r *report) refs(ids []string) []ruleRef {
	var out []ruleRef
	for _, id := range ids {
		out = append(out, r.ref(id))
	}
	return out
}

func (r *report) controlGroups() {
	byObjective := map[string][]controlItem{}
	for i := range r.A.Controls {
		c := &r.A.Controls[i]
		byObjective[c.Objective] = append(byObjective[c.Objective], r.control(c))
	}
	for _, c := range r.A.Clauses {
		g := clauseGroup{clauseRow: newClauseRow(c)}
		for _, o := range r.A.Objectives {
			if o.Clause == c.ID {
				g.Objectives = append(g.Objectives, objectiveGroup{
					clauseRow: summaryRow(o.ID, o.Title, o.Summary), Controls: byObjective[o.ID]})
			}
		}
		r.Controls = append(r.Controls, g)
	}
}

func (r *report) control(c *assessment.Control) controlItem {
	out := controlItem{Control: c, Mark: conformityMark(c.Verdict), Clauses: anchor(c.Clause)}
	out.Filters = out.Mark.Class
	if c.Adjusted != c.Verdict && c.Adjusted != "" {
		m := conformityMark(c.Adjusted)
		out.AdjustedMark = &m
		if c.Adjusted == assessment.ControlWaived {
			out.Filters += " waived"
		}
	}
	covered := map[string]bool{}
	for _, s := range c.Aspects {
		item := aspectItem{Title: s.Title, Mark: verdictMark(s.Verdict), Rules: r.refs(s.Rules)}
		if len(s.Rules) == 0 {
			item.Mark = mark{"unknown", "no rule looks at it"}
		}
		out.Aspects = append(out.Aspects, item)
		for _, id := range s.Rules {
			covered[id] = true
		}
	}
	var severities, others []string
	for _, id := range c.Rules {
		if rule := r.rules[id]; rule != nil && !slices.Contains(severities, string(rule.Severity)) {
			severities = append(severities, string(rule.Severity))
		}
		if !covered[id] {
			others = append(others, id)
		}
	}
	out.Others = r.refs(others)
	out.Severities = strings.Join(severities, " ")
	return out
}

// ledger is what people's records brought.
type ledger struct {
	*assessment.Ledger
	Kinds []recordGroup
	Asset []field
}

type recordGroup struct {
	Kind   assessment.RecordKind
	Title  string
	Total  assessment.RecordTotal
	Judged []recordItem
}

type recordItem struct {
	*assessment.Record
	Mark    mark
	Clauses string
}

func newLedger(l *assessment.Ledger) *ledger {
	if l == nil {
		return nil
	}
	out := &ledger{Ledger: l}
	for _, k := range assessment.RecordKinds() {
		g := recordGroup{Kind: k, Title: map[assessment.RecordKind]string{
			assessment.Waiver: "Waivers", assessment.Attestation: "Attestations", assessment.Applicability: "Statement of Applicability",
		}[k]}
		for _, t := range l.Totals {
			if t.Kind == k {
				g.Total = t
			}
		}
		for i := range l.Records {
			if rec := &l.Records[i]; rec.Kind == k {
				g.Judged = append(g.Judged, recordItem{rec, stateMark(k, rec.State), clausesOf([]string{rec.Control})})
			}
		}
		out.Kinds = append(out.Kinds, g)
	}
	if l.Asset != nil {
		out.Asset = assetFields(l.Asset)
	}
	return out
}

func assetFields(a *assessment.Asset) []field {
	var out []field
	for _, f := range []field{
		{"Asset", a.ID}, {"Host", a.Host}, {"Owner", a.Owner}, {"Location", a.Location}, {"Classification", a.Classification},
		{"Role", a.Role}, {"Environment", a.Environment}, {"Cost centre", a.CostCentre}, {"Purchased", a.Purchased},
		{"Warranty until", a.WarrantyUntil}, {"Third parties", strings.Join(a.ThirdParties, ", ")}, {"Source", a.Source},
	} {
		if f.Value != "" {
			out = append(out, field{f.Term, line(f.Value, mostTitle)})
		}
	}
	return out
}
