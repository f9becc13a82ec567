package score

import (
	"fmt"
	"slices"

	"isoscan/internal/assessment"
	"isoscan/internal/catalogue"
)

// Ledger is what people recorded that bears on one host, judged. A nil Ledger
// means that none was given.
type Ledger struct {
	// Records whose scope takes in the host.
	Records []assessment.Record
}

// ContradictionError says that of two records in force one shows that a
// control is met and the other that it is not. Neither can be believed while
// both stand, and to believe one would let the other be hidden by leaving it out.
type ContradictionError struct{ Met, NotMet assessment.Record }

func (e *ContradictionError) Error() string {
	return fmt.Sprintf("%s: record %s says that control %s is met, and %s: record %s says that it is not",
		e.Met.Source, e.Met.ID, e.Met.Control, e.NotMet.Source, e.NotMet.ID)
}

// Hint is the next step.
func (e *ContradictionError) Hint() string {
	return "end the record that no longer holds: give it an earlier valid_until"
}

// Check reports records that contradict each other, as a *ContradictionError.
func (l *Ledger) Check() error {
	for control, records := range l.byControl() {
		var met, not *assessment.Record
		for i := range records {
			switch r := &records[i]; {
			case r.Kind != assessment.Attestation:
			case r.State == assessment.RecordCounts && met == nil:
				met = r
			case r.State == assessment.RecordShortfall && not == nil:
				not = r
			}
		}
		if met != nil && not != nil && control != "" {
			return &ContradictionError{Met: *met, NotMet: *not}
		}
	}
	return nil
}

func (l *Ledger) byControl() map[string][]assessment.Record {
	out := map[string][]assessment.Record{}
	if l == nil {
		return out
	}
	for _, r := range l.Records {
		out[r.Control] = append(out[r.Control], r)
	}
	return out
}

// Waive notes on failed rules what waivers that count cover; verdicts stay. A
// waiver for a rule covers it on every control that it bears on. One for a
// control covers it on that control alone, so a rule that bears on others too
// is waived only when each of them is. With objects a waiver covers only
// violations of exactly these.
func (l *Ledger) Waive(rules []assessment.Rule) {
	if l == nil {
		return
	}
	byRule, byControl := map[string][]assessment.Record{}, map[string][]assessment.Record{}
	for _, r := range l.Records {
		switch {
		case !waives(r):
		case r.Rule != "":
			byRule[r.Rule] = append(byRule[r.Rule], r)
		default:
			byControl[r.Control] = append(byControl[r.Control], r)
		}
	}
	for i := range rules {
		r := &rules[i]
		if r.Verdict != assessment.Fail {
			continue
		}
		w := assessment.RuleWaiver{Records: []string{}, Violations: len(r.Violations)}
		r.Violations = slices.Clone(r.Violations) // others may hold the list
		for j := range r.Violations {
			v := &r.Violations[j]
			by, ok := covering(byRule[r.ID], *v)
			for k := 0; !ok && k < len(r.Controls); k++ {
				var this bool
				if by, this = covering(byControl[r.Controls[k]], *v); !this {
					break
				}
				ok = k == len(r.Controls)-1
			}
			if !ok {
				continue
			}
			v.WaivedBy = by
			w.Covered++
			if !slices.Contains(w.Records, by) {
				w.Records = append(w.Records, by)
			}
		}
		if w.Covered > 0 {
			r.Waiver = &w
		}
	}
}

// waives: a waiver that counts.
func waives(r assessment.Record) bool {
	return r.Kind == assessment.Waiver && r.State == assessment.RecordCounts
}

// covering finds the first waiver that covers the violation.
func covering(waivers []assessment.Record, v assessment.Violation) (id string, ok bool) {
	for _, w := range waivers {
		if len(w.Objects) == 0 || slices.Contains(w.Objects, v.Resource) {
			return w.ID, true
		}
	}
	return "", false
}

// waivedFor: the failed rule is waived, or on this control by its own waivers.
func waivedFor(r assessment.Rule, control []assessment.Record) bool {
	if r.Verdict != assessment.Fail || len(r.Violations) == 0 {
		return false
	}
	if r.Waived() {
		return true
	}
	for _, v := range r.Violations {
		if _, ok := covering(control, v); !ok && v.WaivedBy == "" {
			return false
		}
	}
	return true
}

// peopleSide says what people's records on a control show.
func peopleSide(c catalogue.Control, records []assessment.Record) assessment.Side {
	byState := map[assessment.RecordState][]assessment.Record{}
	ids := []string{}
	for _, r := range records {
		if r.Kind == assessment.Attestation {
			ids = append(ids, r.ID)
			byState[r.State] = append(byState[r.State], r)
		}
	}
	side := func(s assessment.SideState, format string, args ...any) assessment.Side {
		return assessment.Side{State: s, Reason: fmt.Sprintf(format, args...), Records: ids}
	}
	needs := "a record that people attest"
	if c.Record != "" {
		needs += " (" + c.Record + ")"
	}
	first := func(s assessment.RecordState) assessment.Record { return byState[s][0] }
	switch {
	case c.Method == assessment.Automated:
		return side(assessment.SideNotNeeded, "the machine alone gives evidence of this control")
	case len(byState[assessment.RecordShortfall]) > 0:
		r := first(assessment.RecordShortfall)
		return side(assessment.SideFails, "record %s shows that it is not met: %s", r.ID, objection(r))
	case len(byState[assessment.RecordCounts]) > 0:
		r := slices.MaxFunc(byState[assessment.RecordCounts], func(a, b assessment.Record) int {
			if a.Until < b.Until {
				return -1
			}
			return 1
		})
		s := side(assessment.SideHolds, "attested by %s until %s (record %s)", r.Approver, r.Until, r.ID)
		s.Until = r.Until
		return s
	case len(byState[assessment.RecordRefused]) > 0:
		r := first(assessment.RecordRefused)
		return side(assessment.SideRefused, "record %s does not count: %s; needs %s", r.ID, objection(r), needs)
	case len(byState[assessment.RecordExpired]) > 0:
		r := slices.MaxFunc(byState[assessment.RecordExpired], func(a, b assessment.Record) int {
			if a.Until < b.Until {
				return -1
			}
			return 1
		})
		return side(assessment.SideExpired, "record %s expired on %s; needs %s", r.ID, r.Until, needs)
	case len(byState[assessment.RecordFuture]) > 0:
		r := first(assessment.RecordFuture)
		return side(assessment.SideMissing, "record %s is dated in the future (%s); needs %s", r.ID, r.From, needs)
	}
	return side(assessment.SideMissing, "needs %s", needs)
}

func objection(r assessment.Record) string {
	if len(r.Problems) == 0 {
		return "no reason is given"
	}
	return r.Problems[0].Message
}

// adjust gives the verdict with the Statement of Applicability and waivers.
// Neither ever makes a control conform: what is set aside is waived or not
// applicable, and a control that conforms is never set aside.
func adjust(c assessment.Control, rules []Judged, open []string, records []assessment.Record) (assessment.Conformity, string) {
	if c.Verdict == assessment.Conforming || c.Verdict == assessment.ControlNotApplicable {
		return c.Verdict, ""
	}
	var waivers []assessment.Record
	var whole *assessment.Record
	for i, r := range records {
		switch {
		case r.Kind == assessment.Applicability && r.Excluded && r.State == assessment.RecordCounts:
			return assessment.ControlNotApplicable, fmt.Sprintf("excluded by %s, approved by %s: %s", r.ID, r.Approver, r.Statement)
		case waives(r) && r.Rule == "":
			waivers = append(waivers, r)
			if len(r.Objects) == 0 && whole == nil {
				whole = &records[i]
			}
		}
	}
	waived, fails, unknown := 0, 0, 0
	for _, r := range rules {
		switch {
		case waivedFor(r.Rule, waivers):
			waived++
		case r.Verdict == assessment.Fail:
			fails++
		case r.Verdict != assessment.Pass && r.Verdict != assessment.NotApplicable:
			unknown++
		}
	}
	// A waiver of the whole control also bears the risk of people's missing
	// evidence; what the machine has not seen it cannot know.
	people := c.Method == assessment.Automated || c.People.State == assessment.SideHolds || whole != nil
	machine := c.Method == assessment.Attested || unknown == 0 && len(open) == 0 && len(rules) > 0
	switch {
	case fails > 0, waived == 0 && whole == nil, c.People.State == assessment.SideFails && whole == nil:
		return c.Verdict, ""
	case !people || !machine:
		if waived == 0 {
			return c.Verdict, ""
		}
		return assessment.Undetermined, fmt.Sprintf("every failure is waived (%s), and not everything else was seen", assessment.Counted(waived, "rule", "rules"))
	case whole != nil:
		return assessment.ControlWaived, fmt.Sprintf("waived by %s until %s: %s", whole.ID, whole.Until, whole.Statement)
	}
	return assessment.ControlWaived, fmt.Sprintf("every failure is waived (%s)", assessment.Counted(waived, "rule", "rules"))
}
