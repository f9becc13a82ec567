package pdf

import (
	"fmt"

	"isoscan/internal/assessment"
)

// A pattern tells the parts of a chart apart without colour.
type pattern int

const (
	// solid: proven.
	solid pattern = iota
	// crossed: failed.
	crossed
	// striped: not seen.
	striped
	// empty: not applicable.
	empty
)

// patch draws a rectangle of a pattern.
func (s *sheet) patch(x, y, w, h float64, p pattern) {
	if w <= 0 || s.dry {
		return
	}
	switch p {
	case solid:
		s.box(x, y, w, h, green)
		s.frame(x, y, w, h, green)
	case crossed:
		s.box(x, y, w, h, rose)
		s.hatch(x, y, w, h, 1.3, true, red)
		s.frame(x, y, w, h, red)
	case striped:
		s.box(x, y, w, h, white)
		s.hatch(x, y, w, h, 2.2, false, amber)
		s.frame(x, y, w, h, amber)
	default:
		s.box(x, y, w, h, white)
		s.frame(x, y, w, h, muted)
	}
}

// hatch fills a rectangle with slanting lines, and with the other slant too.
func (s *sheet) hatch(x, y, w, h, gap float64, cross bool, c color) {
	s.pdf.ClipRect(x, y, w, h, false)
	s.stroke(c)
	s.pdf.SetLineWidth(0.15)
	// Steps from the page's edge, so that patches side by side match.
	for at := x - h - mod(x-h, gap); at < x+w; at += gap {
		s.pdf.Line(at, y+h, at+h, y)
		if cross {
			s.pdf.Line(at, y, at+h, y+h)
		}
	}
	s.pdf.ClipEnd()
}

func mod(a, b float64) float64 { return a - b*float64(int(a/b)) }

// part is one piece of a stacked bar.
type part struct {
	n       int
	pattern pattern
}

// stack draws parts side by side over a width, each with its number where it
// has room.
func (r *document) stack(x, y, w, h float64, parts []part) {
	all := 0
	for _, p := range parts {
		all += p.n
	}
	if all == 0 {
		r.frame(x, y, w, h, hair)
		return
	}
	for _, p := range parts {
		wide := w * float64(p.n) / float64(all)
		r.patch(x, y, wide, h, p.pattern)
		label, st := fmt.Sprint(p.n), r.st.smallStrong
		if n := st.width(label); n+3 < wide {
			r.plaque(x+wide/2, y+(h-3.6)/2, st, label)
		}
		x += wide
	}
}

// plaque writes a text on white, so that a pattern never runs behind it.
func (r *document) plaque(x, y float64, st style, text string) {
	w := st.width(text)
	r.box(x-w/2-0.8, y, w+1.6, 3.6, white)
	r.text(x-w/2, y-0.2, st, text)
}

// legend explains patterns, from x on.
func (r *document) legend(x, y float64, entries ...legendEntry) {
	for _, e := range entries {
		r.patch(x, y+0.6, 5, 2.8, e.pattern)
		r.text(x+6.5, y, r.st.small, e.text)
		x += 6.5 + r.st.small.width(e.text) + 7
	}
}

type legendEntry struct {
	pattern pattern
	text    string
}

// gauge draws the interval of a score: proven, still possible, failed.
func (r *document) gauge(title, about string, sc assessment.Score) {
	const h = 8
	r.need(38)
	r.text(r.left, r.y, r.st.h3.in(r.accent), title)
	r.text(r.left+r.st.h3.width(title)+3, r.y, r.st.small.in(muted), about)
	r.y += 6.5
	if sc.Assured == nil || sc.Possible == nil || sc.Coverage == nil {
		r.frame(r.left, r.y, r.width(), h, muted)
		r.text(r.left+4, r.y+(h-r.st.strong.lead)/2, r.st.strong, "No score: nothing was evaluated")
		r.y += h + 9
		return
	}
	w := r.width()
	sure, could := w**sc.Assured/100, w**sc.Possible/100
	if sc.Settled() {
		could = sure
	}
	big := r.st.h2.in(ink)
	text := interval(sc)
	r.text(r.left, r.y, big, text)
	r.textRight(r.right, r.y+0.4, r.st.body, fmt.Sprintf("coverage %s %%", decimal(*sc.Coverage)))
	r.y += 7.5
	// Each part is at its place to scale; what is outside is not drawn at all.
	r.patch(r.left, r.y, sure, h, solid)
	r.patch(r.left+sure, r.y, could-sure, h, striped)
	r.patch(r.left+could, r.y, w-could, h, crossed)
	r.y += h
	for i := 0; i <= 4; i++ {
		x := r.left + w*float64(i)/4
		r.box(x-0.1, r.y+0.4, 0.2, 1.2, muted)
		label := fmt.Sprint(25 * i)
		st := r.st.label
		switch i {
		case 0:
			r.text(x, r.y+1.7, st, label)
		case 4:
			r.textRight(x, r.y+1.7, st, label+" %")
		default:
			r.text(x-st.width(label)/2, r.y+1.7, st, label)
		}
	}
	r.y += 8
}

// decimal writes a percentage with its one decimal.
func decimal(v float64) string { return fmt.Sprintf("%.1f", v) }

// interval writes both ends, or one number when they meet.
func interval(s assessment.Score) string {
	if s.Settled() {
		return decimal(*s.Assured) + " %"
	}
	return decimal(*s.Assured) + " to " + decimal(*s.Possible) + " %"
}

func (r *document) scoreLegend() {
	r.legend(r.left, r.y,
		legendEntry{solid, "proven by evidence"},
		legendEntry{striped, "not seen: could still hold"},
		legendEntry{crossed, "failed"})
	r.y += 6
}

// clauseChart draws controls by conformity for every clause.
func (r *document) clauseChart(clauses []assessment.Clause, counts func(clause string) map[assessment.Conformity]int) {
	const bar, step = 5.0, 6.9
	r.need(15 + step*float64(len(clauses)))
	r.heading3("Controls by clause")
	r.legend(r.left, r.y,
		legendEntry{solid, "conforming"},
		legendEntry{crossed, "nonconforming"},
		legendEntry{striped, "undetermined"},
		legendEntry{empty, "not applicable"})
	r.y += 6.5
	const title, number = 74.0, 14.0
	for _, c := range clauses {
		n := counts(c.ID)
		all := 0
		for _, v := range n {
			all += v
		}
		r.text(r.left, r.y+0.6, r.st.smallStrong, r.st.smallStrong.face.clean(c.ID))
		r.textIn(r.left+7, r.y+0.6, title-9, r.st.small, c.Title)
		r.linkTo(r.left, r.y, title-2, bar, "clause/"+c.ID)
		r.stack(r.left+title, r.y, r.width()-title-number, bar, []part{
			{n[assessment.Conforming], solid}, {n[assessment.Nonconforming], crossed},
			{n[assessment.Undetermined], striped}, {n[assessment.ControlNotApplicable], empty}})
		r.textRight(r.right, r.y+0.6, r.st.small.in(muted), "of "+fmt.Sprint(all))
		r.y += step
	}
	r.y += 3
}

// severityChart draws verdicts of rules for every severity, to one scale.
func (r *document) severityChart(heading string, counts map[assessment.Severity]assessment.Counts) {
	const bar, step = 5.0, 6.9
	r.need(13 + step*4)
	r.heading3(heading)
	r.legend(r.left, r.y,
		legendEntry{solid, "passes"}, legendEntry{crossed, "fails"},
		legendEntry{striped, "unknown"}, legendEntry{empty, "not applicable"})
	r.y += 6.5
	const title, number = 24.0, 20.0
	sum := func(n assessment.Counts) int { return n.Pass + n.Fail + n.Unknown + n.NotApplicable }
	most := 1
	for _, n := range counts {
		most = max(most, sum(n))
	}
	for _, s := range assessment.Severities() {
		n := counts[s]
		all := sum(n)
		r.text(r.left, r.y+0.6, r.st.smallStrong, capital(string(s)))
		full := r.width() - title - number
		if all > 0 {
			r.stack(r.left+title, r.y, full*float64(all)/float64(most), bar, []part{
				{n.Pass, solid}, {n.Fail, crossed}, {n.Unknown, striped}, {n.NotApplicable, empty}})
		}
		r.textRight(r.right, r.y+0.6, r.st.small.in(muted), "of "+thousands(all))
		r.y += step
	}
	r.y += 3
}

// tile is a number in a box, with a sign, that leads to what it counts.
type tile struct {
	n      int
	mark   mark
	words  string
	anchor string
}

// tiles draws them side by side.
func (r *document) tiles(tiles ...tile) {
	const h, gap = 18.0, 4.0
	r.need(h + 6)
	w := (r.width() - gap*float64(len(tiles)-1)) / float64(len(tiles))
	x := r.left
	for _, t := range tiles {
		r.box(x, r.y, w, h, panel)
		r.box(x, r.y, 1.2, h, t.mark.color)
		r.text(x+5, r.y+2.5, r.st.h1.in(ink), thousands(t.n))
		r.textRight(x+w-4, r.y+2.5, r.st.h2.in(t.mark.color), t.mark.sign)
		r.text(x+5, r.y+11.5, r.st.small.in(muted), t.words)
		r.linkTo(x, r.y, w, h, t.anchor)
		x += w + gap
	}
	r.y += h + 8
}
