package pdf

import (
	"isoscan/internal/assessment"
)

// unknownSection lists what could not be evaluated, by reason.
func (r *report) unknownSection() {
	groups := r.a.UnknownByReason()
	if len(groups) == 0 {
		r.short = true
		r.prose("Every applicable rule could be evaluated.")
		return
	}
	r.prose("For want of facts these rules have neither passed nor failed. They keep the lower end of the score down and the upper end up. What would let isoscan see more is said where it is known.")
	for _, g := range groups {
		start := g
		start.Rules = g.Rules[:1]
		r.keep(r.measure(func() { r.unseen(start) }), mostWhite)
		r.unseen(g)
	}
}

func (r *report) unseen(g assessment.Unseen) {
	st := r.st.strong
	lines := wrap([]span{{text: "? ", style: st.in(amber)}, r.raw(g.Reason, mostCell, st)}, r.width())
	r.y = r.lines(r.left, r.y, lines) + 0.5
	help := []span{{text: count(len(g.Rules), "rule", "rules"), style: r.st.small.in(muted)}}
	if g.Help != "" {
		help = append(help, span{text: ".  To see more: ", style: r.st.small.in(muted)}, span{text: g.Help, style: r.st.smallStrong})
	}
	r.paragraph(r.left, r.width(), help...)
	r.y += 2
	t := r.table(r.st.label, column{title: "Rule", width: 0}, column{title: "Severity", width: 22}, column{title: "Controls", width: 36})
	for _, rule := range g.Rules {
		t.targets = append(t.targets, ruleAnchor(rule.ID))
		t.row(
			cell{{{text: shorten(rule.Title, mostTitle), style: r.st.smallStrong}}, {r.raw(rule.ID, mostTitle, r.st.smallMono.in(muted))}},
			cell{{{text: capital(string(rule.Severity)), style: r.st.small}}},
			cell{r.controlLinks(rule.Controls, r.st.small)},
		)
	}
	r.y += 6
}
