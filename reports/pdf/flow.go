package pdf

// How things break over pages: headings stay with what they head, small things
// stay whole, and what is larger goes on under its name rather than leave a
// page half empty. Lengths are millimetres.
const (
	// mostWhite is how much of a page may stay empty at its end to keep
	// something whole: about a sixth.
	mostWhite = 40.0
	// leastPart is how much room a part of a table's row needs at the end of a
	// page, so that it is worth beginning there.
	leastPart = 20.0
	// objectiveRoom is how much the heading of a control objective needs, with
	// the header of its table and a part of its first row; clauseRoom is how
	// much the heading of a clause above it needs.
	objectiveRoom, clauseRoom = leastPart + 26, 18.0
	// leastLines is how many lines of a broken row go on at the least.
	leastLines = 2
)

// keep moves what is h high and does not fit on this page to the next, unless
// at least so much room is left for it to begin here.
func (s *sheet) keep(h, least float64) {
	if room := s.bottom - s.y; h > room && room < least {
		s.need(s.bottom)
	}
}

// whole draws on one page unless that left more than mostWhite empty.
func (s *sheet) whole(draw func()) {
	s.keep(s.measure(draw), mostWhite)
	draw()
}

// continued draws what may go on over pages; each of them begins with its name.
func (r *document) continued(name string, draw func()) {
	r.again = func() {
		const word = ", continued"
		st := r.st.label
		text := fit(name, st, r.width()-4-st.width(word))
		r.text(r.left+4, r.y, st, text+word)
		r.y += st.lead + 3
	}
	draw()
	r.again = nil
}
