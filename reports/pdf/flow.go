package pdf

// How things break over pages: headings stay with what they head, small things
// stay whole, and what is larger goes on under its name rather than leave a
// page half empty. Lengths are millimetres.
const (
	// mostWhite is how much of a page may stay empty at its end to keep
	// something whole: about a seventh.
	mostWhite = 34.0
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

// kept is how much room a line of a paragraph needs, with those that must be on
// its page: neither the first line is left alone nor the last.
func kept(lines []line, i int) float64 {
	n := 1
	switch left := len(lines) - i; {
	case i == 0 && left <= 3:
		n = left
	case i == 0 || left == 2:
		n = 2
	}
	return height(lines[i : i+n])
}

// whole draws on one page unless that left more than mostWhite empty.
func (s *sheet) whole(draw func()) {
	s.keep(s.measure(draw), mostWhite)
	draw()
}

// ending draws two things of which the second must not be alone on a page: what
// is before it gives up its last lines to go with it.
func (s *sheet) ending(before, last func()) {
	h := s.measure(last)
	if s.dry || s.y+s.measure(before)+h <= s.bottom || h > mostWhite {
		before()
		last()
		return
	}
	s.bottom -= h
	before()
	s.bottom = s.end
	last()
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
