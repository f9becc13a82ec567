package pdf

// table is rows under a header that every page repeats.
type table struct {
	columns []column
	// started: the header is drawn on the first row, which it stays with.
	started bool
	s       *sheet
	head    style
	// targets name the next row as the target of links.
	targets []string
	// rowTop is where the text of the last row begins.
	rowTop float64
}

type column struct {
	title string
	width float64
	// number: its title ends at the right, as its numbers do.
	number bool
}

// cell is paragraphs.
type cell [][]span

// The room inside a cell.
const (
	padX = 1.6
	padY = 1.3
)

// table makes one as wide as the text: a width of 0 takes what is left.
func (s *sheet) table(head style, columns ...column) *table {
	left := s.width()
	for _, c := range columns {
		left -= c.width
	}
	for i := range columns {
		if columns[i].width == 0 {
			columns[i].width = left
		}
	}
	return &table{columns: columns, s: s, head: head}
}

func (t *table) header() {
	s := t.s
	h := t.head.lead + 2*padY
	s.box(s.left, s.y, s.width(), h, panel)
	x := s.left
	for _, c := range t.columns {
		if c.number {
			s.textRight(x+c.width-padX, s.y+padY, t.head, c.title)
		} else {
			s.textIn(x+padX, s.y+padY, c.width-2*padX, t.head, c.title)
		}
		x += c.width
	}
	s.rule(s.left, s.y+h, s.width(), s.accent, 0.3)
	s.y += h
}

// row writes one. It moves to the next page as a whole when it fits there; if
// it fits no page, it goes on over pages line by line.
func (t *table) row(cells ...cell) {
	s := t.s
	rest := make([][]line, len(cells))
	tall := 0.0
	for i, c := range cells {
		for _, spans := range c {
			rest[i] = append(rest[i], wrap(spans, t.columns[i].width-2*padX)...)
		}
		tall = max(tall, height(rest[i]))
	}
	headHeight := t.head.lead + 2*padY
	whole := s.bottom - s.top - headHeight
	need := tall + 2*padY
	if !t.started {
		need += headHeight
	}
	// A row that fits a page is not split; one that does not may begin here
	// if a good part of it does.
	if s.y+need > s.bottom && (tall+2*padY <= whole || s.bottom-s.y < 60) && s.y > s.top {
		s.newPage()
		t.started = false
	}
	if !t.started {
		t.header()
		t.started = true
	}
	for _, name := range t.targets {
		s.here(name)
	}
	t.targets = nil
	t.rowTop = s.y + padY
	for {
		room := s.bottom - s.y - 2*padY
		used, more := 0.0, false
		x := s.left
		for i := range rest {
			n, h := 0, 0.0
			for n < len(rest[i]) && h+rest[i][n].lead <= room {
				h += rest[i][n].lead
				n++
			}
			if t.columns[i].number {
				alignRight(rest[i][:n], t.columns[i].width-2*padX)
			}
			s.lines(x+padX, s.y+padY, rest[i][:n])
			rest[i] = rest[i][n:]
			used, more = max(used, h), more || len(rest[i]) > 0
			x += t.columns[i].width
		}
		s.y += used + 2*padY
		s.rule(s.left, s.y, s.width(), hair, 0.2)
		if !more {
			return
		}
		s.newPage()
		t.header()
	}
}

// alignRight moves lines to the right end of a width.
func alignRight(lines []line, width float64) {
	for _, l := range lines {
		if n := len(l.pieces); n > 0 {
			shift := width - l.pieces[n-1].x - l.pieces[n-1].width
			for i := range l.pieces {
				l.pieces[i].x += shift
			}
		}
	}
}
