package text

import (
	"fmt"
	"strings"

	"isoscan/internal/assessment"
)

func (p *page) unknown(a *assessment.Assessment) {
	groups := a.UnknownByReason()
	if len(groups) == 0 {
		return
	}
	p.heading("Unknown (" + assessment.Counted(a.RuleCounts().Unknown, "rule; it does not count as a pass", "rules; none of them counts as a pass") + ")")
	const limit = 12
	for i, g := range groups {
		if i == limit {
			n := 0
			for _, rest := range groups[i:] {
				n += len(rest.Rules)
			}
			p.line(fmt.Sprintf("%5d  for %s", n, assessment.Counted(len(groups)-i, "other reason", "other reasons")))
			break
		}
		lines := wrap(short(g.Reason), p.width-7)
		p.line(p.paint(yellow, fmt.Sprintf("%5d  ", len(g.Rules))), lines[0])
		for _, l := range lines[1:] {
			p.line("       ", l)
		}
		var ids []string
		for j, r := range g.Rules {
			if j == 4 {
				ids = append(ids, fmt.Sprintf("%d more", len(g.Rules)-j))
				break
			}
			ids = append(ids, short(r.ID))
		}
		for _, l := range wrap(strings.Join(ids, ", "), p.width-7) {
			p.line("       ", p.paint(faint, l))
		}
		if g.Help != "" {
			p.wrapped("", 7, "-> "+g.Help)
		}
	}
}
