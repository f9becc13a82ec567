package pdf

import (
	"fmt"
	"strings"

	"isoscan/internal/assessment"
)

// decisions are lines of a Statement of Applicability, with what a report knows
// beside them.
type decisions struct {
	lines []assessment.StatementLine
	// sources are the places of the records in the ledger, by id.
	sources map[string]string
	// evidence says by control why facts show that it does not concern what was
	// assessed.
	evidence map[string]string
}

// tally counts controls of a statement, and records of it that do not count.
type tally struct {
	// controls are excluded, partly applicable (excluded on some hosts only), or
	// applicable: those three make all of them.
	controls, excluded, partly, applicable int
	// stated: somebody's record that counts decided on the control.
	stated int
	void   int
}

func (d decisions) tally() tally {
	type decided struct{ in, out, stated bool }
	by := map[string]decided{}
	n := tally{}
	for _, l := range d.lines {
		c := by[l.Control]
		switch {
		case l.Void != "":
			n.void++
		case l.Applicable:
			c.in = true
		default:
			c.out = true
		}
		c.stated = c.stated || l.Record != "" && l.Void == ""
		by[l.Control] = c
	}
	for _, c := range by {
		n.controls++
		switch {
		case c.out && !c.in:
			n.excluded++
		case c.out:
			n.partly++
		default:
			n.applicable++
		}
		if c.stated {
			n.stated++
		}
	}
	return n
}

func (n tally) String() string {
	s := count(n.controls, "control", "controls") + ": " + count(n.excluded, "is", "are") + " excluded by a record that counts"
	if n.partly > 0 {
		s += ", " + thousands(n.partly) + " on some hosts only"
	}
	s += ", the others apply."
	if bare := n.controls - n.stated; bare > 0 {
		s += " For " + thousands(bare) + " of them nobody stated a justification: they apply because nothing takes them out."
	}
	if n.void > 0 {
		s += " " + count(n.void, "decision does not count and is", "decisions do not count and are") + " shown with the reason."
	}
	return s
}

// statementOf makes a report's own Statement of Applicability.
func statementOf(controls []assessment.Control, l *assessment.Ledger) decisions {
	d := decisions{lines: assessment.NewStatement(controls, nil, l).Lines, sources: map[string]string{}, evidence: map[string]string{}}
	for _, c := range controls {
		if c.Verdict == assessment.ControlNotApplicable {
			d.evidence[c.ID] = c.Reason
		}
	}
	for _, rec := range l.Records {
		d.sources[rec.ID] = rec.Source
	}
	return d
}

// ofOneHost leaves out what is decided for other hosts: the records of a host's
// report are those that bear on it.
func (d decisions) ofOneHost() decisions {
	decided := map[string]bool{}
	for _, l := range d.lines {
		decided[l.Control] = decided[l.Control] || l.Record != "" && l.Void == ""
	}
	lines := d.lines
	d.lines = nil
	for _, l := range lines {
		if l.Record != "" || !decided[l.Control] {
			d.lines = append(d.lines, l)
		}
	}
	return d
}

// applicabilitySection is the Statement of Applicability within a report.
func (r *document) applicabilitySection(clauses []assessment.Clause, l *assessment.Ledger, statement func() decisions) {
	if l == nil {
		r.short = true
		r.prose("No ledger was given, and with it no Statement of Applicability: all controls are taken as applicable, and nobody's justification or approval was seen.")
		return
	}
	d := statement()
	r.prose(d.tally().String())
	for _, clause := range clauses {
		r.decisionTable(clause.ID, clauseTitle(clause), d)
	}
}

// decisionTable shows the lines of one clause; nothing when it has none.
func (r *document) decisionTable(clause, title string, d decisions) {
	var t *table
	control := ""
	for i := range d.lines {
		l := &d.lines[i]
		if l.Clause != clause {
			continue
		}
		if t == nil {
			r.heading2(soaAnchor(clause), title, 26)
			t = r.table(r.st.label, column{title: "Control", width: 14}, column{title: "Title", width: 34}, column{title: "Decision, for", width: 26},
				column{title: "Justification, record", width: 0}, column{title: "Owner, approver, dates", width: 36})
		}
		r.decision(t, l, d, l.Control != control)
		control = l.Control
	}
}

func soaAnchor(clause string) string { return "soa/" + clause }

// decision is one line. A further one of the same control does not name it again,
// and what does not change from line to line stands with the first.
func (r *document) decision(t *table, l *assessment.StatementLine, d decisions, first bool) {
	st, faint := r.st.small, r.st.small.in(muted)
	id, title := cell{r.controlLinks([]string{l.Control}, st)}, cell{{r.span(l.Title, mostTitle, st)}}
	if !first {
		title = nil
	}
	decision := cell{{{text: "✔ applicable", style: st}}}
	if !l.Applicable {
		decision = cell{{{text: "– excluded", style: r.st.smallStrong}}}
	}
	decision = append(decision, []span{r.span(firstOf(l.Scope, notStated), 300, faint)})
	why := cell{{r.span(firstOf(l.Justification, notStated), mostCell, st)}}
	who := cell{{{text: notStated, style: faint}}}
	if l.Record == "" {
		why = cell{{r.span(l.Justification, mostCell, faint)}}
	} else {
		t.targets = append(t.targets, recordAnchor(l.Record))
		if l.Void != "" {
			why = append(why, []span{{text: "○ does not count: ", style: st.in(amber)}, r.raw(l.Void, mostCell, st)})
		}
		of := r.raw(l.Record, mostTitle, r.st.smallMono.in(muted))
		if source := d.sources[l.Record]; source != "" {
			of = r.raw(l.Record+", "+source, mostTitle, r.st.smallMono.in(muted))
		}
		why = append(why, []span{of})
		who = cell{{r.span(firstOf(l.Owner, notStated), mostTitle, st)},
			{{text: "approved: ", style: faint}, r.span(firstOf(l.Approver, notStated), mostTitle, st)},
			{r.raw(firstOf(l.From, "?"), mostDay, faint), {text: " to ", style: faint}, r.raw(firstOf(l.Until, "?"), mostDay, st)}}
	}
	if first {
		why = append(why, r.attested("attested: ", l.Attested)...)
		why = append(why, r.attested("attested, and does not count: ", l.NotCounting)...)
		if reason, ok := d.evidence[l.Control]; ok {
			why = append(why, []span{{text: "not applicable by evidence: ", style: faint}, r.raw(reason, 300, st)})
		}
	}
	t.row(id, title, decision, why, who)
}

func (r *document) attested(words string, records []string) cell {
	if len(records) == 0 {
		return nil
	}
	shown := records[:min(len(records), mostEvidence)]
	spans := append([]span{{text: words, style: r.st.small.in(muted)}}, r.recordLinks(shown, r.st.small)...)
	if rest := len(records) - len(shown); rest > 0 {
		spans = append(spans, span{text: fmt.Sprintf(" and %s more", thousands(rest)), style: r.st.small.in(muted)})
	}
	return cell{spans}
}

// clausesOf are the clauses of lines, in their order.
func clausesOf(lines []assessment.StatementLine) []string {
	var out []string
	for _, l := range lines {
		if n := len(out); (n == 0 || out[n-1] != l.Clause) && strings.TrimSpace(l.Clause) != "" {
			out = append(out, l.Clause)
		}
	}
	return out
}
