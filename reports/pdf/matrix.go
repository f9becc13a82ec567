package pdf

import (
	"fmt"
	"slices"

	"isoscan/internal/assessment"
)

func (r *register) matrixTopics() []topic {
	out := []topic{{"matrix/clauses", "Hosts and clauses"}}
	if len(r.worstControls()) > 0 {
		out = append(out, topic{"matrix/controls", "Hosts and the worst controls"})
	}
	return out
}

// matrix shows every host against every clause.
func (r *register) matrix() {
	if len(r.o.Hosts) == 0 {
		r.here("matrix/clauses")
		r.bookmark(1, r.st.body, "Hosts and clauses")
		r.prose("No host was assessed.")
		return
	}
	r.heading2("matrix/clauses", "Hosts and clauses", 40)
	r.prose("A sign is the worst verdict of the clause on the host, the number beside it how many controls have that verdict.")
	r.verdictLegend()
	const wide, technical, findings, page = 8.8, 19.0, 14.0, 11.0
	st := r.st.small
	st.size = 7.2
	columns := []column{{title: "Host", width: r.width() - technical - findings - page - wide*float64(len(r.o.Clauses))},
		{title: "Technical %", width: technical}, {title: "Findings", width: findings, number: true}}
	for _, c := range r.o.Clauses {
		columns = append(columns, column{title: c.ID, width: wide})
	}
	t := r.table(r.st.label, append(columns, column{title: "Page", width: page, number: true})...)
	for i := range r.o.Hosts {
		h := &r.o.Hosts[i]
		score := "no score"
		if s := h.Score.Technical; s.Assured != nil && s.Possible != nil {
			score = decimal(*s.Assured) + "–" + decimal(*s.Possible)
		}
		row := []cell{{r.hostLinks([]string{h.Host.Name}, 1, st)}, {{{text: score, style: st}}}, {{{text: thousands(len(h.Findings)), style: st}}}}
		for k := range r.o.Clauses {
			var c cell
			if k < len(h.Clauses) {
				c = cell{clauseCell(h.Clauses[k].Summary, st)}
			}
			row = append(row, c)
		}
		t.row(append(row, cell{})...)
		r.pageOf(r.right-padX, t.rowTop, st, hostAnchor(h.Host.Name))
	}
	r.y += 5
	r.controlMatrix()
}

// clauseCell is the sign of a group's verdict and how many controls have it.
func clauseCell(s assessment.Summary, st style) []span {
	m := conformityMark(s.Verdict)
	n := map[assessment.Conformity]int{
		assessment.Nonconforming: s.Score.Counts.Fail, assessment.Undetermined: s.Score.Counts.Unknown,
		assessment.Conforming: s.Score.Counts.Pass, assessment.ControlNotApplicable: s.Score.Counts.NotApplicable,
	}[s.Verdict]
	return []span{{text: fmt.Sprintf("%s%d", m.sign, n), style: st.in(m.color), whole: true}}
}

// verdictLegend explains the signs of controls.
func (r *document) verdictLegend() {
	x := r.left
	r.need(6)
	for _, v := range assessment.Conformities() {
		m := conformityMark(v)
		text := m.sign + " " + m.word
		r.text(x, r.y, r.st.small.in(m.color), text)
		x += r.st.small.width(text) + 7
	}
	r.y += 6
}

// worstControls are those that fail on the most hosts; none when there are too
// many hosts for a matrix of them.
func (r *register) worstControls() []int {
	const most = 14
	if len(r.o.Hosts) > fewHosts || len(r.o.Hosts) == 0 {
		return nil
	}
	var out []int
	for i := range r.o.Controls {
		if r.o.Controls[i].Hosts.Nonconforming > 0 {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(x, y int) int {
		return r.o.Controls[y].Hosts.Nonconforming - r.o.Controls[x].Hosts.Nonconforming
	})
	return out[:min(len(out), most)]
}

// controlMatrix shows the hosts against the controls that fail most often.
func (r *register) controlMatrix() {
	worst := r.worstControls()
	if len(worst) == 0 {
		return
	}
	r.heading2("matrix/controls", "Hosts and the worst controls", 40)
	r.prose(fmt.Sprintf("The %s that most hosts do not meet.", count(len(worst), "control", "controls")))
	r.verdictLegend()
	const wide = 9.2
	st := r.st.small
	st.size = 7.2
	columns := []column{{title: "Host", width: r.width() - wide*float64(len(worst))}}
	for _, c := range worst {
		columns = append(columns, column{title: r.o.Controls[c].ID, width: wide})
	}
	narrow := r.st.label
	narrow.size = 6.4
	t := r.table(narrow, columns...)
	for i := range r.o.Hosts {
		h := &r.o.Hosts[i]
		row := []cell{{r.hostLinks([]string{h.Host.Name}, 1, st)}}
		for _, c := range worst {
			var one cell
			if c < len(h.Controls) {
				m := conformityMark(h.Controls[c].Verdict)
				one = cell{{{text: m.sign, style: st.in(m.color)}}}
			}
			row = append(row, one)
		}
		t.row(row...)
	}
	r.y += 4
	for _, c := range worst {
		k := &r.o.Controls[c]
		r.paragraph(r.left, r.width(), append(r.controlLinks([]string{k.ID}, r.st.small),
			span{text: "  ", style: r.st.small}, r.span(k.Title, mostTitle, r.st.small), span{text: ": nonconforming on " + count(k.Hosts.Nonconforming, "host", "hosts"), style: r.st.small.in(muted)})...)
	}
}
