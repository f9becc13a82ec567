package text

import (
	"fmt"
	"strings"

	"isoscan/internal/assessment"
)

// mostChanges bounds each list of what changed.
const mostChanges = 10

// changes tells what differs from an earlier assessment; nothing when there was
// none to compare with.
func (p *page) changes(c *assessment.Changes) {
	if c == nil {
		return
	}
	p.heading("What changed since " + c.Since.UTC().Format("2006-01-02 15:04 UTC"))
	for i, caveat := range c.Caveats {
		if i == mostChanges {
			break
		}
		p.wrapped("mind", 11, short(caveat))
	}
	p.wrapped("technical", 11, fmt.Sprintf("was %s, is %s", interval(c.Technical.Was), interval(c.Technical.Now)))
	p.wrapped("overall", 11, fmt.Sprintf("was %s, is %s", interval(c.Overall.Was), interval(c.Overall.Now)))
	p.wrapped("findings", 11, fmt.Sprintf("%d new, %d gone, %s", len(c.Opened), len(c.Closed), assessment.Counted(c.Remaining, "remains", "remain")))
	p.changed("new", red, c.Opened)
	p.changed("lost", yellow, c.Lost)
	p.changed("gone", green, c.Closed)
	p.changed("seen", "", c.Gained)
	if n := len(c.Controls); n > 0 {
		var ids []string
		for i, k := range c.Controls {
			if i == mostChanges {
				ids = append(ids, fmt.Sprintf("and %d more", n-i))
				break
			}
			was, _ := conformity(k.Was)
			now, _ := conformity(k.Now)
			ids = append(ids, short(k.ID)+" "+was+" -> "+now)
		}
		p.wrapped("controls", 11, strings.Join(ids, ", "))
	}
}

// changed lists rules of one kind of change. Lost from sight is no improvement.
func (p *page) changed(name string, c paint, all []assessment.Change) {
	for i, ch := range all {
		label := strings.Repeat(" ", 11)
		if i == 0 {
			label = p.paint(c, pad(name, 11))
		}
		if i == mostChanges {
			p.line(label, fmt.Sprintf("and %d more", len(all)-i))
			return
		}
		was := first(strings.ReplaceAll(string(ch.Was), "_", " "), "no such rule")
		now := strings.ReplaceAll(string(ch.Rule.Verdict), "_", " ")
		for j, l := range wrap(short(fmt.Sprintf("%s (%s): was %s, is %s", ch.Rule.ID, ch.Rule.Severity, was, now)), p.width-11) {
			if j > 0 {
				label = strings.Repeat(" ", 11)
			}
			p.line(label, l)
		}
	}
}
