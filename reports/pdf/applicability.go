package pdf

import (
	"isoscan/internal/assessment"
)

// applicable is one control's line of the Statement of Applicability.
type applicable struct {
	id, title, clause string
	// byEvidence: facts say that the control does not concern what was assessed.
	byEvidence bool
	reason     string
}

// applicabilitySection is the Statement of Applicability: every control, with
// who decided what and why. A control without a record applies, and why it
// does is then not stated.
func (r *document) applicabilitySection(clauses []assessment.Clause, controls []applicable, l *assessment.Ledger) {
	if l == nil {
		r.short = true
		r.prose("No ledger was given, and with it no Statement of Applicability: all controls are taken as applicable, and nobody's justification or approval was seen.")
		return
	}
	by := map[string][]assessment.Record{}
	for _, rec := range ofKind(l, assessment.Applicability) {
		by[rec.Control] = append(by[rec.Control], rec)
	}
	excluded, stated := 0, 0
	for _, c := range controls {
		if _, ok := exclusion(by[c.id]); ok {
			excluded++
		}
		if len(by[c.id]) > 0 {
			stated++
		}
	}
	r.prose(count(len(controls), "control", "controls") + ": " + count(excluded, "is", "are") + " excluded by a record that counts, the others apply. " +
		"For " + thousands(len(controls)-stated) + " of them nobody stated a justification.")
	for _, clause := range clauses {
		var of []applicable
		for _, c := range controls {
			if c.clause == clause.ID {
				of = append(of, c)
			}
		}
		if len(of) == 0 {
			continue
		}
		r.heading2("soa/"+clause.ID, clauseTitle(clause), 26)
		t := r.table(r.st.label, column{title: "Control", width: 15}, column{title: "Title", width: 58}, column{title: "Applies", width: 25},
			column{title: "Justification", width: 0}, column{title: "Approved by", width: 27})
		for _, c := range of {
			r.applicabilityRow(t, c, by[c.id])
		}
	}
}

// exclusion finds the record that takes a control out.
func exclusion(records []assessment.Record) (assessment.Record, bool) {
	for _, rec := range records {
		if rec.Excluded && rec.State == assessment.RecordCounts {
			return rec, true
		}
	}
	return assessment.Record{}, false
}

func (r *document) applicabilityRow(t *table, c applicable, records []assessment.Record) {
	st := r.st.small
	applies := []span{{text: "✔ applicable", style: st}}
	if _, ok := exclusion(records); ok {
		applies = []span{{text: "– excluded", style: r.st.smallStrong}}
	}
	var why, who cell
	for _, rec := range records {
		t.targets = append(t.targets, recordAnchor(rec.ID))
		m := recordMark(rec.State)
		state := span{text: "  " + m.sign + " " + m.word, style: st.in(m.color), whole: true}
		if rec.State != assessment.RecordCounts && rec.Excluded {
			state.text = "  " + m.sign + " " + m.word + ": does not exclude it"
		}
		why = append(why, []span{r.span(firstOf(rec.Statement, notStated), mostCell, st), state},
			[]span{r.raw(rec.ID+", "+rec.Source, mostTitle, r.st.smallMono.in(muted))},
			[]span{{text: "hosts: ", style: st.in(muted)}, r.span(rec.Scope, 300, st), r.raw(", until "+firstOf(rec.Until, notStated), mostDay, st)})
		who = append(who, []span{r.span(firstOf(rec.Approver, notStated), mostTitle, st)})
	}
	if len(records) == 0 {
		why = cell{{{text: notStated, style: st.in(muted)}}}
		who = cell{{{text: notStated, style: st.in(muted)}}}
	}
	if c.byEvidence {
		why = append(why, []span{{text: "not applicable by evidence: ", style: st.in(muted)}, r.raw(c.reason, 300, st)})
	}
	t.row(cell{r.controlLinks([]string{c.id}, st)}, cell{{r.span(c.title, mostTitle, st)}}, cell{applies}, why, who)
}

// applicableControls are the lines of one host's statement.
func (r *report) applicableControls() []applicable {
	var out []applicable
	for _, c := range r.a.Controls {
		out = append(out, applicable{c.ID, c.Title, c.Clause, c.Verdict == assessment.ControlNotApplicable, c.Reason})
	}
	return out
}
