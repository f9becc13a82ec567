package score

import (
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/assessment"
	"isoscan/internal/catalogue"
)

// Standard names the criteria of an assessment by the catalogue.
func Standard(cat *catalogue.Catalogue) assessment.Standard {
	return assessment.Standard{
		ID: cat.Standard.ID, Title: cat.Standard.Title,
		Clauses: len(cat.Clauses), Objectives: len(cat.Objectives()), Controls: len(cat.Controls()),
	}
}

// Judged is a rule's verdict with the catalogue's aspects that it looked at.
type Judged struct {
	assessment.Rule
	// Aspects are "CONTROL/aspect-id".
	Aspects []string
}

// Register judges all controls of the catalogue by the rules that bear on
// them and by people's records, and sums them up by objective and clause.
// Without a ledger (nil) there is no adjusted summary.
//
// A control is nonconforming when a rule of it fails, or a person's record shows
// that it is not met. It conforms only when every side that it asks for holds:
// the machine's, when every aspect of its evidence was looked at and every rule
// of it passed or does not apply; people's, when an attestation counts.
func Register(cat *catalogue.Catalogue, rules []Judged, l *Ledger) ([]assessment.Control, []assessment.Objective, []assessment.Clause) {
	byControl := map[string][]Judged{}
	for _, r := range rules {
		for _, c := range r.Controls {
			byControl[c] = append(byControl[c], r)
		}
	}
	records := l.byControl()
	var controls []assessment.Control
	var objectives []assessment.Objective
	var clauses []assessment.Clause
	for _, cl := range cat.Clauses {
		var inClause group
		for _, o := range cl.Objectives {
			var inObjective group
			for _, c := range o.Controls {
				judged := control(c, byControl[c.ID], records[c.ID])
				controls = append(controls, judged)
				inObjective.add(judged, byControl[c.ID])
				inClause.add(judged, byControl[c.ID])
			}
			objectives = append(objectives, assessment.Objective{ID: o.ID, Title: o.Title, Clause: cl.ID, Summary: inObjective.summary(l != nil)})
		}
		clauses = append(clauses, assessment.Clause{ID: cl.ID, Title: cl.Title, Summary: inClause.summary(l != nil)})
	}
	return controls, objectives, clauses
}

func control(c catalogue.Control, rules []Judged, records []assessment.Record) assessment.Control {
	out := assessment.Control{
		ID: c.ID, Title: c.Title, Objective: c.Objective, Clause: c.Clause, Method: c.Method,
		Record: c.Record, Rules: []string{}, Aspects: []assessment.Aspect{},
	}
	for _, r := range rules {
		out.Rules = append(out.Rules, r.ID)
	}
	var open []string
	for _, a := range c.Aspects {
		asp := assessment.Aspect{ID: a.ID, Title: a.Title, Rules: []string{}, Verdict: assessment.Unknown}
		var on []Judged
		for _, r := range rules {
			if slices.Contains(r.Aspects, c.ID+"/"+a.ID) {
				asp.Rules = append(asp.Rules, r.ID)
				on = append(on, r)
			}
		}
		if len(on) == 0 {
			open = append(open, a.Title)
		} else {
			asp.Verdict = together(on)
		}
		out.Aspects = append(out.Aspects, asp)
	}
	out.Machine = machineSide(c, rules, open)
	out.People = peopleSide(c, records)
	out.Verdict, out.Reason = conclude(c, out.Machine, out.People)
	out.Adjusted, out.AdjustedReason = adjust(out, rules, open, records)
	return out
}

// machineSide says what the rules show.
func machineSide(c catalogue.Control, rules []Judged, open []string) assessment.Side {
	var n assessment.Counts
	var failed, unknown []string
	for _, r := range rules {
		switch r.Verdict {
		case assessment.Pass:
			n.Pass++
		case assessment.Fail:
			n.Fail++
			failed = append(failed, r.Title)
		case assessment.NotApplicable:
			n.NotApplicable++
		default:
			n.Unknown++
			unknown = append(unknown, r.Title)
		}
	}
	side := func(s assessment.SideState, format string, args ...any) assessment.Side {
		return assessment.Side{State: s, Reason: fmt.Sprintf(format, args...), Records: []string{}}
	}
	switch {
	case n.Fail > 0:
		return side(assessment.SideFails, "%d of %s failed; these should hold: %s", n.Fail, assessment.Counted(len(rules), "rule", "rules"), some(failed))
	case c.Method == assessment.Attested:
		return side(assessment.SideNotNeeded, "people alone give evidence of this control")
	case len(rules) == 0:
		return side(assessment.SideMissing, "no rule looks at this control yet")
	case n.Unknown > 0:
		return side(assessment.SideIncomplete, "%d of %s could not be judged: %s", n.Unknown, assessment.Counted(len(rules), "rule", "rules"), some(unknown))
	case len(open) > 0 && n.Pass == 0:
		return side(assessment.SideIncomplete, "%s, and nothing looked at: %s", noneApplies(len(rules)), some(open))
	case len(open) > 0:
		return side(assessment.SideIncomplete, "what was looked at holds (%s), but nothing looked at: %s", assessment.Counted(n.Pass, "rule", "rules"), some(open))
	case n.Pass == 0:
		return side(assessment.SideNotApplicable, "%s", noneApplies(len(rules)))
	}
	return side(assessment.SideHolds, "%s passed, and every aspect was looked at", assessment.Counted(n.Pass, "rule", "rules"))
}

// conclude makes the verdict of both sides. What convicts comes first; a side
// that is needed and does not hold leaves the control undetermined.
func conclude(c catalogue.Control, machine, people assessment.Side) (assessment.Conformity, string) {
	switch {
	case machine.State == assessment.SideFails:
		return assessment.Nonconforming, machine.Reason
	case people.State == assessment.SideFails:
		return assessment.Nonconforming, people.Reason
	case c.Method == assessment.Attested && people.State == assessment.SideHolds:
		return assessment.Conforming, people.Reason
	case c.Method == assessment.Attested:
		return assessment.Undetermined, people.Reason
	case machine.State == assessment.SideNotApplicable:
		return assessment.ControlNotApplicable, machine.Reason
	case machine.State != assessment.SideHolds:
		return assessment.Undetermined, machine.Reason
	case c.Method == assessment.Hybrid && people.State != assessment.SideHolds:
		return assessment.Undetermined, fmt.Sprintf("the host's evidence holds (%s); %s", machine.Reason, people.Reason)
	case c.Method == assessment.Hybrid:
		return assessment.Conforming, machine.Reason + "; " + people.Reason
	}
	return assessment.Conforming, machine.Reason
}

// together is the verdict over the rules of one aspect.
func together(rules []Judged) assessment.Verdict {
	v := assessment.NotApplicable
	for _, r := range rules {
		switch {
		case r.Verdict == assessment.Fail:
			return assessment.Fail
		case r.Verdict == assessment.NotApplicable:
		case r.Verdict != assessment.Pass:
			v = assessment.Unknown
		case v == assessment.NotApplicable:
			v = assessment.Pass
		}
	}
	return v
}

func noneApplies(rules int) string {
	if rules == 1 {
		return "its one rule does not apply to this host"
	}
	return fmt.Sprintf("none of its %d rules applies to this host", rules)
}

// some joins texts, at most three.
func some(list []string) string {
	if len(list) <= 3 {
		return strings.Join(list, "; ")
	}
	return fmt.Sprintf("%s; and %d more", strings.Join(list[:3], "; "), len(list)-3)
}

// group gathers the controls and rules of an objective or clause.
type group struct {
	controls []assessment.Control
	rules    []assessment.Rule
	seen     map[string]bool
}

func (g *group) add(c assessment.Control, rules []Judged) {
	g.controls = append(g.controls, c)
	if g.seen == nil {
		g.seen = map[string]bool{}
	}
	for _, r := range rules {
		// A rule that bears on two controls of the group counts once.
		if !g.seen[r.ID] {
			g.seen[r.ID] = true
			g.rules = append(g.rules, r.Rule)
		}
	}
}

// badness orders conformities from best to worst for a summary.
var badness = []assessment.Conformity{
	assessment.ControlNotApplicable, assessment.Conforming, assessment.ControlWaived, assessment.Undetermined, assessment.Nonconforming,
}

func worse(a, b assessment.Conformity) bool {
	return slices.Index(badness, a) > slices.Index(badness, b)
}

func (g *group) summary(adjusted bool) assessment.Summary {
	s := assessment.Summary{
		Verdict: assessment.ControlNotApplicable,
		Score:   Controls(g.controls), Technical: Rules(g.rules),
	}
	for _, c := range g.controls {
		if worse(c.Verdict, s.Verdict) {
			s.Verdict, s.WorstControl = c.Verdict, c.ID
		}
	}
	if adjusted {
		s.Adjusted = &assessment.AdjustedSummary{
			Verdict: assessment.ControlNotApplicable,
			Score:   AdjustedControls(g.controls), Technical: AdjustedRules(g.rules),
		}
		for _, c := range g.controls {
			if worse(c.Adjusted, s.Adjusted.Verdict) {
				s.Adjusted.Verdict = c.Adjusted
			}
		}
	}
	return s
}
