package score

import (
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/assessment"
	"isoscan/internal/catalogue"
)

// Judged is a rule's verdict with the catalogue's aspects that it looked at.
type Judged struct {
	assessment.Rule
	// Aspects are "CONTROL/aspect-id".
	Aspects []string
}

// Register judges all controls of the catalogue by the rules that bear on
// them, and sums them up by objective and clause.
//
// A control is nonconforming when a rule of it fails. It conforms only when
// every aspect of its evidence was looked at and every rule of it passed or
// does not apply; an aspect that no rule covers, and a record that only people
// can give, leave it undetermined.
func Register(cat *catalogue.Catalogue, rules []Judged) ([]assessment.Control, []assessment.Objective, []assessment.Clause) {
	byControl := map[string][]Judged{}
	for _, r := range rules {
		for _, c := range r.Controls {
			byControl[c] = append(byControl[c], r)
		}
	}
	var controls []assessment.Control
	var objectives []assessment.Objective
	var clauses []assessment.Clause
	for _, cl := range cat.Clauses {
		var inClause group
		for _, o := range cl.Objectives {
			var inObjective group
			for _, c := range o.Controls {
				judged := control(c, byControl[c.ID])
				controls = append(controls, judged)
				inObjective.add(judged, byControl[c.ID])
				inClause.add(judged, byControl[c.ID])
			}
			objectives = append(objectives, assessment.Objective{ID: o.ID, Title: o.Title, Clause: cl.ID, Summary: inObjective.summary()})
		}
		clauses = append(clauses, assessment.Clause{ID: cl.ID, Title: cl.Title, Summary: inClause.summary()})
	}
	return controls, objectives, clauses
}

func control(c catalogue.Control, rules []Judged) assessment.Control {
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
	out.Verdict, out.Reason = conclude(c, rules, open)
	return out
}

func conclude(c catalogue.Control, rules []Judged, open []string) (assessment.Conformity, string) {
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
	record := "a record that people attest"
	if c.Record != "" {
		record += " (" + c.Record + ")"
	}
	switch {
	case n.Fail > 0:
		return assessment.Nonconforming, fmt.Sprintf("%d of %s failed; these should hold: %s", n.Fail, plural(len(rules), "rule"), some(failed))
	case c.Method == assessment.Attested:
		return assessment.Undetermined, "needs " + record
	case len(rules) == 0:
		return assessment.Undetermined, "no rule looks at this control yet"
	case n.Unknown > 0:
		return assessment.Undetermined, fmt.Sprintf("%d of %s could not be judged: %s", n.Unknown, plural(len(rules), "rule"), some(unknown))
	case len(open) > 0:
		return assessment.Undetermined, fmt.Sprintf("what was looked at holds (%s), but nothing looked at: %s", plural(n.Pass, "rule"), some(open))
	case n.Pass == 0:
		return assessment.ControlNotApplicable, fmt.Sprintf("none of its %s applies to this host", plural(len(rules), "rule"))
	case c.Method == assessment.Hybrid:
		return assessment.Undetermined, fmt.Sprintf("the host's evidence holds (%s); also needs %s", plural(n.Pass, "rule"), record)
	}
	return assessment.Conforming, fmt.Sprintf("%s passed, and every aspect was looked at", plural(n.Pass, "rule"))
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

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
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
	assessment.ControlNotApplicable, assessment.Conforming, assessment.Undetermined, assessment.Nonconforming,
}

func (g *group) summary() assessment.Summary {
	s := assessment.Summary{
		Verdict: assessment.ControlNotApplicable,
		Score:   Controls(g.controls), Technical: Rules(g.rules),
	}
	for _, c := range g.controls {
		if slices.Index(badness, c.Verdict) > slices.Index(badness, s.Verdict) {
			s.Verdict, s.WorstControl = c.Verdict, c.ID
		}
	}
	return s
}
