package pdf

import (
	"isoscan/internal/assessment"
)

// entry is a line of the table of contents.
type entry struct {
	level         int
	anchor, title string
}

// entries is the plan of the document: every anchor in it is set by the
// section that it names. A test holds them to it.
func (r *document) entries() []entry {
	var out []entry
	for _, s := range r.plan {
		out = append(out, entry{0, s.anchor, r.sectionTitle(s.anchor)})
		for _, p := range s.parts {
			out = append(out, entry{1, p.anchor, p.title})
		}
	}
	return out
}

func clauseTitle(c assessment.Clause) string { return "Clause " + c.ID + "  " + c.Title }

func clauseTopics(clauses []assessment.Clause) []topic {
	var out []topic
	for _, c := range clauses {
		out = append(out, topic{"clause/" + c.ID, clauseTitle(c)})
	}
	return out
}

// entryHeights are how high a line of the contents may be, the best first: a
// smaller one is taken where it keeps them on one page.
var entryHeights = [...]float64{6.4, 5.9, 5.4, 5.0}

func (r *document) entryHeight() float64 {
	room := r.end - r.top - 16
	for _, h := range entryHeights {
		if float64(len(r.entries()))*h <= room {
			return h
		}
	}
	return entryHeights[0]
}

// reserveContents leaves room for the table of contents and returns its first
// page: page numbers are known only at the end.
func (r *document) reserveContents() int {
	r.section = "Contents"
	r.newPage()
	first := r.pdf.PageNo()
	r.here("contents")
	r.bookmark(0, r.st.body, "Contents")
	y, high := r.top+16, r.entryHeight()
	for range r.entries() {
		if y+high > r.bottom {
			r.newPage()
			y = r.top
		}
		y += high
	}
	return first
}

func (r *document) fillContents(page int) {
	entries := r.entries()
	y, at, high := r.top+16, page, r.entryHeight()
	r.onto(page, func() {
		r.text(r.left, r.top, r.st.h1, "Contents")
		r.rule(r.left, r.top+9.5, 24, r.accent, 0.8)
	})
	for _, e := range entries {
		if y+high > r.bottom {
			at++
			y = r.top
		}
		row := y
		r.onto(at, func() { r.contentsRow(e, row, high) })
		y += high
	}
}

func (r *document) contentsRow(e entry, y, high float64) {
	st := r.st.strong
	x := r.left
	if e.level > 0 {
		st, x = r.st.body, r.left+6
	}
	title := fit(e.title, st, r.right-x-16)
	r.text(x, y, st, title)
	a := r.anchor(e.anchor)
	number := st.face.clean(thousands(a.page))
	r.textRight(r.right, y, st, number)
	// Dots lead the eye to the number.
	from := x + st.width(title) + 2
	for dot := r.right - st.width(number) - 3; dot > from; dot -= 1.8 {
		r.text(dot, y, r.st.small.in(muted), ".")
	}
	r.linkTo(x, y, r.right-x, high, e.anchor)
}

// onto draws on an earlier page when the document is finished.
func (s *sheet) onto(page int, draw func()) {
	s.late = append(s.late, lateDraw{page: page, draw: draw})
}
