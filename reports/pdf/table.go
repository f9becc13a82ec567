package pdf

import "slices"

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

// columnFor is one as wide as its widest text, within bounds.
func columnFor(title string, st style, least, most float64, texts []string) column {
	w := least
	for _, text := range texts {
		if text = shorten(text, 200); w < most {
			w = max(w, st.width(st.face.clean(text))+2*padX+0.1)
		}
	}
	return column{title: title, width: min(w, most)}
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

// row writes one. What does not fit moves to the next page as a whole, unless
// that left too much of this one empty: then it breaks between lines, and goes
// on under what its first column began with.
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
	room := s.bottom - s.y
	if !t.started {
		room -= t.head.lead + 2*padY
	}
	if tall+2*padY > room && room < leastPart && s.y > s.begin {
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
	name := t.name(rest)
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
			if left := len(rest[i]) - n; left > 0 && left < leastLines && n > leastLines {
				n -= leastLines - left
				h = height(rest[i][:n])
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
		if len(rest) > 0 && len(rest[0]) == 0 {
			rest[0] = slices.Clone(name)
		}
	}
}

// name is how a row is called where it goes on: the first line of its first
// column.
func (t *table) name(rest [][]line) []line {
	if len(rest) == 0 || len(rest[0]) == 0 {
		return nil
	}
	room, word := t.columns[0].width-2*padX, "continued"
	if t.head.width(word) > room {
		word = "cont."
	}
	return append(slices.Clone(rest[0][:1]), wrap([]span{{text: word, style: t.head}}, room)...)
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
