package pdf

import (
	"fmt"
	"strings"

	"isoscan/internal/assessment"
)

// controlsSection gives every control of the standard its verdict.
func (r *report) controlsSection() {
	r.prose("Every control of the standard, in its order. A control conforms only when all of its host evidence was seen and passes, and, where people have their part, when they attested it. An aspect that no rule looks at keeps a control undetermined.")
	for _, c := range r.a.Clauses {
		r.clause(c)
	}
}

func (r *report) clause(c assessment.Clause) {
	var objectives []assessment.Objective
	for _, o := range r.a.Objectives {
		if o.Clause == c.ID {
			objectives = append(objectives, o)
		}
	}
	if len(objectives) > 0 {
		r.keep(r.objectiveStart(objectives[0])+clauseRoom, objectiveRoom+clauseRoom)
	}
	r.heading2("clause/"+c.ID, clauseTitle(c), 20)
	r.summaryLine(c.Summary)
	r.y += 2
	for _, o := range objectives {
		r.objective(o)
	}
}

// summaryLine tells the verdict of a group, its score and what decides it.
func (r *document) summaryLine(s assessment.Summary) {
	m := conformityMark(s.Verdict)
	spans := []span{{text: m.sign + " " + m.word, style: r.st.smallStrong.in(m.color)}}
	if s.WorstControl != "" && s.Verdict != assessment.Conforming {
		spans = append(spans, span{text: ", decided by ", style: r.st.small}, r.controlLinks([]string{s.WorstControl}, r.st.small)[0])
	}
	spans = append(spans, span{text: fmt.Sprintf(";  controls %s;  rules %s", scoreText(s.Score), scoreText(s.Technical)), style: r.st.small})
	if adj := s.Adjusted; adj != nil && (adj.Verdict != s.Verdict || scoreText(adj.Score) != scoreText(s.Score) || scoreText(adj.Technical) != scoreText(s.Technical)) {
		m := conformityMark(adj.Verdict)
		spans = append(spans, span{text: fmt.Sprintf(".  Adjusted by the ledger: %s %s;  controls %s;  rules %s", m.sign, m.word, scoreText(adj.Score), scoreText(adj.Technical)), style: r.st.small.in(muted)})
	}
	r.paragraph(r.left, r.width(), spans...)
}

func scoreText(s assessment.Score) string {
	if s.Assured == nil || s.Possible == nil || s.Coverage == nil {
		return "without a score"
	}
	return fmt.Sprintf("%s (coverage %s %%)", interval(s), decimal(*s.Coverage))
}

// objective writes its heading and its controls; the first of them is on the
// page of the heading.
func (r *report) objective(o assessment.Objective) {
	r.keep(r.objectiveStart(o), objectiveRoom)
	r.objectiveTable(o, r.controlsOf(o))
}

// objectiveStart is the height of an objective up to its first control.
func (r *report) objectiveStart(o assessment.Objective) float64 {
	controls := r.controlsOf(o)
	return r.measure(func() { r.objectiveTable(o, controls[:min(len(controls), 1)]) })
}

func (r *report) controlsOf(o assessment.Objective) []assessment.Control {
	var out []assessment.Control
	for _, c := range r.a.Controls {
		if c.Objective == o.ID {
			out = append(out, c)
		}
	}
	return out
}

func (r *report) objectiveTable(o assessment.Objective, controls []assessment.Control) {
	r.objectiveHeading(o)
	t := r.table(r.st.label, column{title: "Control", width: 15}, column{title: "What was found", width: 0}, column{title: "Verdict", width: 33})
	for _, c := range controls {
		r.control(t, c)
	}
	r.y += 5
}

// objectiveHeading names an objective and sums it up.
func (r *document) objectiveHeading(o assessment.Objective) {
	if r.y > r.top+1 {
		r.y += 2
	}
	r.here("objective/" + o.ID)
	r.bookmark(2, r.st.body, o.ID+" "+o.Title)
	r.textIn(r.left, r.y, r.width(), r.st.h3, o.ID+"  "+o.Title)
	r.y += r.st.h3.lead + 0.5
	r.summaryLine(o.Summary)
	r.y += 1.5
}

func (r *report) control(t *table, c assessment.Control) {
	what := cell{
		{{text: shorten(c.Title, mostTitle), style: r.st.smallStrong}},
		{r.raw(capital(c.Reason), mostCell, r.st.small)},
	}
	covered := map[string]bool{}
	for _, s := range c.Aspects {
		what = append(what, r.aspect(s))
		for _, id := range s.Rules {
			covered[id] = true
		}
	}
	var others []string
	for _, id := range c.Rules {
		if !covered[id] {
			others = append(others, id)
		}
	}
	if len(others) > 0 {
		label := "Rules: "
		if len(c.Aspects) > 0 {
			label = "Other rules: "
		}
		what = append(what, append([]span{{text: label, style: r.st.small.in(muted)}}, r.ruleLinks(others, r.st.small)...))
	}
	if c.Record != "" && !strings.Contains(c.Reason, c.Record) {
		what = append(what, []span{{text: "To be attested: ", style: r.st.small.in(muted)}, r.raw(c.Record, mostCell, r.st.small)})
	}
	what = append(what, r.side("Machine's evidence", c.Machine, c.Reason)...)
	what = append(what, r.side("People's evidence", c.People, c.Reason)...)
	if c.AdjustedReason != "" {
		what = append(what, []span{{text: "Adjusted: ", style: r.st.small.in(muted)}, r.raw(c.AdjustedReason, mostCell, r.st.small)})
	}
	t.targets = append(t.targets, controlAnchor(c.ID))
	t.row(
		cell{{r.raw(c.ID, mostTitle, r.st.smallStrong)}},
		what,
		r.verdictCell(c),
	)
}

// verdictCell has the raw verdict first, then what the ledger makes of it, and
// which side's evidence is wanting.
func (r *report) verdictCell(c assessment.Control) cell {
	out := cell{r.conformity(c.Verdict, r.st.smallStrong), {{text: method(c.Method), style: r.st.small.in(muted)}}}
	if w := wanting(c.Machine, c.People); w != "" {
		out = append(out, []span{{text: w, style: r.st.small.in(amber)}})
	}
	if c.Adjusted != c.Verdict && c.Adjusted != "" {
		out = append(out, append([]span{{text: "adjusted: ", style: r.st.small.in(muted)}}, r.conformity(c.Adjusted, r.st.smallStrong)...))
	}
	return out
}

func (r *report) aspect(s assessment.Aspect) []span {
	if len(s.Rules) == 0 {
		return []span{
			{text: "○ ", style: r.st.small.in(muted)}, {text: s.Title, style: r.st.small},
			{text: ": not looked at", style: r.st.small.in(muted)},
		}
	}
	m := verdictMark(s.Verdict)
	out := []span{
		{text: m.sign + " ", style: r.st.small.in(m.color)}, {text: s.Title, style: r.st.small},
		{text: " " + m.word + ": ", style: r.st.small.in(m.color)},
	}
	return append(out, r.ruleLinks(s.Rules, r.st.small)...)
}

func method(m assessment.Method) string {
	switch m {
	case assessment.Automated:
		return "by machine"
	case assessment.Hybrid:
		return "machine and people"
	default:
		return "by people"
	}
}
