package pdf

import (
	"isoscan/internal/assessment"
)

// entry is a line of the table of contents.
type entry struct {
	level         int
	anchor, title string
}

// The titles of the sections.
const (
	secSummary  = "1  Executive summary"
	secFindings = "2  Findings"
	secUnknown  = "3  What could not be determined"
	secControls = "4  All controls"
	secAppendix = "Appendix"
)

// entries is the plan of the document: every anchor in it is set by the
// section that it names. A test holds them to it.
func (r *report) entries() []entry {
	out := []entry{
		{0, "summary", secSummary},
		{0, "findings", secFindings},
	}
	for _, s := range assessment.Severities() {
		if n := r.findingCount(s); n > 0 {
			out = append(out, entry{1, "severity/" + string(s), r.severityTitle(s)})
		}
	}
	out = append(out, entry{0, "unknown", secUnknown}, entry{0, "controls", secControls})
	for _, c := range r.a.Clauses {
		out = append(out, entry{1, "clause/" + c.ID, clauseTitle(c)})
	}
	out = append(out, entry{0, "appendix", secAppendix})
	for _, p := range appendixParts() {
		out = append(out, entry{1, p.anchor, p.title})
	}
	return out
}

const entryHeight = 6.4

// reserveContents leaves room for the table of contents and returns its first
// page: page numbers are known only at the end.
func (r *report) reserveContents() int {
	r.section = "Contents"
	r.newPage()
	first := r.pdf.PageNo()
	r.here("contents")
	r.bookmark(0, r.st.body, "Contents")
	y := r.top + 16
	for range r.entries() {
		if y+entryHeight > r.bottom {
			r.newPage()
			y = r.top
		}
		y += entryHeight
	}
	return first
}

func (r *report) fillContents(page int) {
	entries := r.entries()
	y, at := r.top+16, page
	r.onto(page, func() {
		r.text(r.left, r.top, r.st.h1, "Contents")
		r.rule(r.left, r.top+9.5, 24, accent, 0.8)
	})
	for _, e := range entries {
		if y+entryHeight > r.bottom {
			at++
			y = r.top
		}
		row := y
		r.onto(at, func() { r.contentsRow(e, row) })
		y += entryHeight
	}
}

func (r *report) contentsRow(e entry, y float64) {
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
	r.linkTo(x, y, r.right-x, entryHeight, e.anchor)
}

// onto draws on an earlier page when the document is finished.
func (s *sheet) onto(page int, draw func()) {
	s.late = append(s.late, lateDraw{page: page, draw: draw})
}
