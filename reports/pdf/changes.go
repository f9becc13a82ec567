package pdf

import (
	"fmt"

	"isoscan/internal/assessment"
)

// changesSection tells what differs from an earlier assessment.
func (r *report) changesSection() {
	c := r.changes
	r.prose(fmt.Sprintf("Compared with the assessment of %s. A finding is closed only when its rule passes or does not apply by evidence; what was judged then and is unknown now is lost from sight, and not mended.", stamp(c.Since)))
	for _, s := range c.Caveats {
		r.caveat(s)
	}
	t := r.table(r.st.label, column{title: "Score", width: 0}, column{title: "Then", width: 52}, column{title: "Now", width: 52})
	for _, row := range []struct {
		title string
		score assessment.ScoreChange
	}{{"Technical", c.Technical}, {"Overall", c.Overall}} {
		t.row(cell{{{text: row.title, style: r.st.smallStrong}}},
			cell{{{text: scoreText(row.score.Was), style: r.st.small}}}, cell{{{text: scoreText(row.score.Now), style: r.st.small}}})
	}
	r.y += 3
	r.prose(fmt.Sprintf("%s %s; %s closed; %s as before; %s lost from sight; %s judged now that could not be judged then.",
		count(len(c.Opened), "finding", "findings"), plural(len(c.Opened), "is new", "are new"), isAre(len(c.Closed)),
		remainRemains(c.Remaining), count(len(c.Lost), "rule is", "rules are"), count(len(c.Gained), "rule is", "rules are")))
	r.changeTable("Opened: findings that were not there", c.Opened)
	r.changeTable("Closed: findings that were there and are not", c.Closed)
	r.changeTable("Lost from sight: judged then, unknown now", c.Lost)
	r.changeTable("Seen now: unknown then, judged now", c.Gained)
	r.changedControls()
}

func isAre(n int) string { return count(n, "is", "are") }

func remainRemains(n int) string { return count(n, "remains", "remain") }

// caveat is a warning in a frame of its own.
func (r *document) caveat(text string) {
	lines := wrap([]span{{text: "Caveat: ", style: r.st.strong.in(amber), whole: true}, r.raw(text, mostCell, r.st.body)}, r.width()-8)
	h := height(lines) + 3
	r.need(h + 2)
	r.box(r.left, r.y, r.width(), h, panel)
	r.box(r.left, r.y, 1.2, h, amber)
	r.lines(r.left+5, r.y+1.5, lines)
	r.y += h + 2
}

func (r *report) changeTable(title string, changes []assessment.Change) {
	if len(changes) == 0 {
		return
	}
	r.y += 2
	r.need(30)
	r.heading3(title)
	t := r.table(r.st.label, column{title: "Severity", width: 20}, column{title: "Rule", width: 0}, column{title: "Then", width: 27}, column{title: "Now", width: 27})
	for _, c := range changes {
		link := ""
		if r.rules[c.Rule.ID] != nil {
			link = ruleAnchor(c.Rule.ID)
		}
		was := []span{{text: "no such rule", style: r.st.small.in(muted)}}
		if c.Was != "" {
			was = r.verdict(c.Was)
		}
		name := c.Rule.ID
		if n := r.number[c.Rule.ID]; n != "" {
			name = n + "  " + name
		}
		t.row(
			r.severity(c.Rule.Severity),
			cell{{{text: shorten(c.Rule.Title, mostTitle), style: r.st.smallStrong}},
				{{text: name, style: r.st.small.in(r.accent), link: link}}, {r.raw(c.Rule.Reason, 200, r.st.small)}},
			cell{was}, cell{r.verdict(c.Rule.Verdict)})
	}
	r.y += 4
}

// verdict is the sign and the word of one.
func (r *document) verdict(v assessment.Verdict) []span {
	m := verdictMark(v)
	return []span{{text: m.sign + " " + m.word, style: r.st.small.in(m.color)}}
}

// conformity likewise.
func (r *document) conformity(c assessment.Conformity, st style) []span {
	m := conformityMark(c)
	return []span{{text: m.sign + " " + m.word, style: st.in(m.color)}}
}

// severity is a cell with its word.
func (r *document) severity(s assessment.Severity) cell {
	return cell{{{text: capital(string(s)), style: r.st.smallStrong.in(severityColor(s))}}}
}

func (r *report) changedControls() {
	if len(r.changes.Controls) == 0 {
		return
	}
	r.y += 2
	r.need(30)
	r.heading3("Controls whose verdict differs")
	t := r.table(r.st.label, column{title: "Control", width: 16}, column{title: "Title", width: 0}, column{title: "Then", width: 32}, column{title: "Now", width: 32})
	for _, c := range r.changes.Controls {
		t.row(cell{r.controlLinks([]string{c.ID}, r.st.small)}, cell{{r.span(c.Title, mostTitle, r.st.small)}},
			cell{r.conformity(c.Was, r.st.small)}, cell{r.conformity(c.Now, r.st.small)})
	}
	r.y += 4
}
