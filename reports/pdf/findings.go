package pdf

import (
	"fmt"
	"strings"

	"isoscan/internal/assessment"
)

// findingsSection tells every failed rule in full, by control objective.
func (r *report) findingsSection() {
	if len(r.findings) == 0 {
		r.short = true
		if r.a.RuleCounts().Pass == 0 {
			r.prose("There are no findings, because no rule could be evaluated. That is not a pass: " + r.see("unknown") + " says what kept the rules from being evaluated.")
		} else {
			r.prose("None of the rules that could be evaluated failed. " + capital(r.see("unknown")) + " lists those that could not.")
		}
		return
	}
	r.prose(fmt.Sprintf("A finding is a rule that the host breaks; however often it breaks it, the rule counts once. The register lists the worst first; the findings themselves follow by control objective, in the standard's order. At most %d violations of a rule are printed here, with the number of the rest; the json report holds them all.", mostViolations))
	r.prose(r.ownerSentence())
	r.heading3("Register of findings, the worst first")
	t := r.table(r.st.label, column{title: "No.", width: 14}, column{title: "Severity", width: 20}, column{title: "Requirement that is not met", width: 0},
		column{title: "Controls", width: 30}, column{title: "Page", width: 14, number: true})
	for _, f := range r.worstFirst() {
		r.findingRow(t, f, cell{append([]span{{text: shorten(f.Title, mostTitle), style: r.st.small}}, r.standing(f)...)},
			cell{r.controlLinks(f.Controls[:min(len(f.Controls), 6)], r.st.small)})
	}
	objective := "-"
	for _, f := range r.findings {
		whole := r.measure(func() { r.finding(f) })
		if o := r.objectiveOf(f); o != objective {
			objective = o
			r.y += 3
			r.keep(whole+18, mostWhite+18)
			r.heading2(objectiveTopic(o), r.objectiveTitle(o), mostWhite-10)
		}
		r.keep(whole, mostWhite)
		r.continued(r.number[f.ID]+"  "+f.Title, func() { r.finding(f) })
	}
}

// standing marks, behind a finding's title, what is new and what is waived.
func (r *report) standing(f assessment.Rule) []span {
	var out []span
	if r.opened[f.ID] {
		out = append(out, span{text: "  new since " + day(r.changes.Since), style: r.st.smallStrong.in(red)})
	}
	if w := f.Waiver; w != nil && w.Covered > 0 {
		text := "  waived"
		if !f.Waived() {
			text = fmt.Sprintf("  %d of %d waived", w.Covered, w.Violations)
		}
		out = append(out, span{text: text, style: r.st.smallStrong.in(muted)})
	}
	return out
}

// ownerSentence says who is to mend, as far as records tell.
func (r *report) ownerSentence() string {
	l := r.a.Ledger
	switch {
	case l == nil:
		return "Who is to mend them is not stated: no ledger was given, and with it no register of assets."
	case l.Asset == nil:
		return "Who is to mend them is not stated: the ledger's register of assets does not have this host."
	}
	return fmt.Sprintf("The host is %s in the register of assets; its owner is %s, who answers for mending them.", shorten(l.Asset.ID, mostTitle), firstOf(l.Asset.Owner, notStated))
}

// findingTopics are the objectives that have findings, in order.
func (r *report) findingTopics() []topic {
	var out []topic
	for _, f := range r.findings {
		o := r.objectiveOf(f)
		if t := (topic{objectiveTopic(o), r.objectiveTitle(o)}); len(out) == 0 || out[len(out)-1] != t {
			out = append(out, t)
		}
	}
	return out
}

func objectiveTopic(id string) string { return "findings/" + id }

func (r *report) objectiveTitle(id string) string {
	n := 0
	for _, f := range r.findings {
		if r.objectiveOf(f) == id {
			n++
		}
	}
	title := "Of no objective"
	for _, o := range r.a.Objectives {
		if o.ID == id {
			title = o.ID + "  " + o.Title
		}
	}
	return title + ": " + count(n, "finding", "findings")
}

func (r *report) objectiveOf(f assessment.Rule) string {
	if len(f.Controls) == 0 || r.controls[f.Controls[0]] == nil {
		return ""
	}
	return r.controls[f.Controls[0]].Objective
}

// finding tells one failed rule: what, why, where, and how to mend.
func (r *report) finding(f assessment.Rule) {
	lines := r.findingTitle(f)
	r.need(height(lines) + 32)
	r.here(ruleAnchor(f.ID))
	r.bookmark(2, r.st.body, r.number[f.ID]+" "+f.Title)
	r.box(r.left, r.y, 1.2, height(lines), severityColor(f.Severity))
	top := r.y
	r.y = r.lines(r.left+4, r.y, lines) + 1
	left := r.tag(r.right, top+0.3, capital(string(f.Severity)), severityColor(f.Severity), f.Severity == assessment.Critical)
	if f.Waived() {
		r.tag(left-1.5, top+0.3, "Waived", muted, false)
	}

	r.ruleLine(f.ID, f.Controls, f.Origin)
	if f.Description != "" {
		r.labelled("Why it matters", r.span(f.Description, mostProse, r.st.body))
	}
	if f.Reason != "" && (len(f.Violations) == 0 || !strings.HasPrefix(f.Reason, f.Violations[0].Message)) {
		r.labelled("Result", r.raw(f.Reason, mostCell, r.st.body))
	}
	r.violations(f)
	r.evidence(f)
	r.waiverOf(f)
	if r.opened[f.ID] {
		r.labelled("New", span{text: "the assessment of " + day(r.changes.Since) + " did not have this finding", style: r.st.body})
	}
	r.ending(func() { r.remedy(f.Remediation) }, func() {
		if r.a.Ledger != nil && r.a.Ledger.Asset != nil {
			r.labelled("Owner", r.span(firstOf(r.a.Ledger.Asset.Owner, notStated)+" (asset "+r.a.Ledger.Asset.ID+")", mostTitle, r.st.body))
		}
		r.references(f.References)
	})
	r.findingEnd()
}

// remedy says how to mend a finding.
func (r *document) remedy(m assessment.Remediation) {
	if m.Text != "" {
		r.labelled("Remedy", r.span(m.Text, mostProse, r.st.body))
	}
	if m.Command != "" {
		r.command(m.Command)
	}
}

// findingEnd sets a finding apart from the next one.
func (r *document) findingEnd() {
	r.y += 3
	if r.y+10 < r.bottom {
		r.rule(r.left, r.y, r.width(), hair, 0.2)
	}
	r.y += 5
}

// ruleLine names a rule, its controls, and whose it is unless it is ours.
func (r *document) ruleLine(id string, controls []string, origin string) {
	meta := append([]span{{text: "rule ", style: r.st.small.in(muted)}, r.raw(id, mostTitle, r.st.small),
		{text: ";  " + plural(len(controls), "control ", "controls "), style: r.st.small.in(muted)}}, r.controlLinks(controls, r.st.small)...)
	if origin != "" && origin != "isoscan" {
		meta = append(meta, span{text: ";  policies from ", style: r.st.small.in(muted)}, r.raw(origin, mostTitle, r.st.small))
	}
	r.paragraph(r.left+4, r.width()-4, meta...)
	r.y += 2
}

// tagRoom is how wide the tags of a finding are, at its right.
func (r *report) tagRoom(f assessment.Rule) float64 {
	if f.Waived() {
		return 44
	}
	return 26
}

func (r *report) findingTitle(f assessment.Rule) []line {
	st := r.st.h2.in(ink)
	st.size, st.lead = 11.5, 5.6
	return wrap([]span{{text: r.number[f.ID] + "  ", style: st.in(r.accent)}, {text: "✘ ", style: st.in(red), whole: true}, {text: shorten(f.Title, mostTitle), style: st}}, r.width()-4-r.tagRoom(f))
}

// tag is a word in a box that ends at x: filled for what must not be missed. It
// returns where the box begins.
func (r *document) tag(x, y float64, text string, c color, filled bool) float64 {
	st := r.st.label.in(c)
	w, h := st.width(text)+5, 4.8
	if filled {
		r.box(x-w, y, w, h, c)
		st = st.in(white)
	} else {
		r.frame(x-w, y, w, h, c)
	}
	r.text(x-w+2.5, y+(h-st.lead)/2, st, text)
	return x - w
}

const labelWidth = 28.0

// labelled writes a paragraph with its name at its left.
func (r *document) labelled(label string, spans ...span) {
	lines := wrap(spans, r.width()-labelWidth)
	for i, l := range lines {
		r.need(kept(lines, i))
		if i == 0 {
			r.text(r.left+4, r.y+0.1, r.st.label, label)
		}
		r.y = r.lines(r.left+labelWidth, r.y, []line{l})
	}
	r.y += 1.6
}

func (r *report) violations(f assessment.Rule) {
	if len(f.Violations) == 0 {
		return
	}
	r.y += 0.8
	shown := f.Violations[:min(len(f.Violations), mostViolations)]
	t := r.violationTable(shown, nil, 40)
	for _, v := range shown {
		what := cell{{r.raw(v.Resource, mostCell, r.st.smallStrong)}, {r.raw(v.Message, mostCell, r.st.small)}}
		if v.WaivedBy != "" {
			what = append(what, append([]span{{text: "waived by ", style: r.st.small.in(muted)}}, r.recordLinks([]string{v.WaivedBy}, r.st.small)...))
		}
		t.row(
			what,
			cell{{r.raw(v.Observed, mostCell, r.st.small)}},
			cell{{r.raw(v.Expected, mostCell, r.st.small)}},
			cell{{r.raw(v.Source, mostCell, r.st.smallMono)}},
		)
	}
	if rest := len(f.Violations) - len(shown); rest > 0 {
		r.y += 1.5
		r.paragraph(r.left+padX, r.width()-padX, span{text: count(rest, "more violation is", "more violations are") +
			" not printed; the json report holds them all.", style: r.st.smallStrong})
	}
	r.y += 3
}

// violationTable has columns as wide as these violations need, at most so wide.
func (r *document) violationTable(of []assessment.Violation, first []column, most float64) *table {
	var observed, expected, source []string
	for _, v := range of {
		observed, expected, source = append(observed, v.Observed), append(expected, v.Expected), append(source, v.Source)
	}
	return r.table(r.st.label, append(first, column{title: "What is wrong"}, columnFor("Observed", r.st.small, 20, most, observed),
		columnFor("Expected", r.st.small, 20, most, expected), columnFor("Source", r.st.smallMono, 20, most+4, source))...)
}

func (r *report) evidence(f assessment.Rule) {
	if len(f.Evidence) == 0 {
		return
	}
	shown := f.Evidence[:min(len(f.Evidence), mostEvidence)]
	for i, e := range shown {
		label := ""
		if i == 0 {
			label = "Evidence"
		}
		r.labelled(label, r.evidenceSpans(e, r.st.small)...)
		r.y -= 1.2
	}
	if rest := len(f.Evidence) - len(shown); rest > 0 {
		r.labelled("", span{text: count(rest, "more piece of evidence is", "more pieces of evidence are") + " in the json report.", style: r.st.small.in(muted)})
	}
	r.y += 2
}

func (r *document) evidenceSpans(e assessment.Evidence, st style) []span {
	out := []span{r.raw(e.Message, mostCell, st)}
	if e.Source != "" {
		out = append(out, span{text: "  ", style: st}, r.raw(e.Source, mostCell, r.st.smallMono.in(muted)))
	}
	return out
}

// command draws a command in a box, line by line as it would be typed.
func (r *document) command(text string) {
	source := assessment.PrintableLines(shorten(text, mostProse))
	cut := len(source) - mostCommand
	if cut > 0 {
		source = source[:mostCommand]
	}
	first := true
	for _, s := range source {
		for i, l := range wrap([]span{{text: s, style: r.st.mono}}, r.width()-labelWidth-8) {
			r.need(l.lead)
			r.box(r.left+labelWidth, r.y, r.width()-labelWidth, l.lead+0.2, panel)
			if first {
				r.text(r.left+4, r.y+0.1, r.st.label, "Command")
				first = false
			}
			// What goes on from the line above is set in.
			indent := 2.5
			if i > 0 {
				indent = 5
			}
			r.y = r.lines(r.left+labelWidth+indent, r.y, []line{l})
		}
	}
	if cut > 0 {
		r.labelled("", span{text: count(cut, "more line is", "more lines are") + " in the json report.", style: r.st.small.in(muted)})
	}
	r.y += 2
}

func (r *document) references(references []string) {
	if len(references) == 0 {
		return
	}
	var spans []span
	for i, ref := range references {
		if i > 0 {
			spans = append(spans, span{text: ";  ", style: r.st.small})
		}
		spans = append(spans, r.raw(ref, mostTitle, r.st.small))
	}
	r.labelled("References", spans...)
}
