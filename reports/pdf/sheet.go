package pdf

import (
	"fmt"
	"math"
	"slices"

	"github.com/jung-kurt/gofpdf"
)

// sheet is paper to write on from top to bottom: it knows margins, pages,
// anchors and links, and nothing of assessments. Lengths are millimetres, from
// the top left corner.
type sheet struct {
	pdf                      *gofpdf.Fpdf
	left, right, top, bottom float64
	// end is where every page ends; bottom is where this one does.
	end float64
	// accent is the colour of headings, links and lines.
	accent color
	// y is where the next thing goes; begin is where the page's content begins.
	y, begin float64
	// again draws, on each new page, what names the thing that goes on there;
	// nil between things.
	again func()
	links map[string]*anchor
	// late holds what needs to know the pages of the whole document.
	late []lateDraw
	// sections are the titles that the headers show, by page from 1.
	sections []string
	section  string
	// font in force on the page, to set it only when it changes.
	font style
	// ink is the colour of text in force; black at first, as gofpdf's.
	ink color
	// dry: measuring, so nothing is drawn.
	dry bool
}

type anchor struct {
	id   int
	page int
}

type lateDraw struct {
	page int
	draw func()
}

func newSheet(p *gofpdf.Fpdf, accent color) *sheet {
	w, h := p.GetPageSize()
	p.SetMargins(0, 0, 0)
	p.SetAutoPageBreak(false, 0)
	p.SetCellMargin(0)
	return &sheet{pdf: p, accent: accent, left: 20, right: w - 20, top: 25, bottom: h - 22, end: h - 22, links: map[string]*anchor{}}
}

func (s *sheet) width() float64 { return s.right - s.left }

func (s *sheet) newPage() {
	s.pdf.AddPage()
	s.sections = append(s.sections, s.section)
	s.font = style{}
	s.y, s.bottom = s.top, s.end
	if s.again != nil {
		s.again()
	}
	s.begin = s.y
}

// measure is how high a drawing would be on one page without end.
func (s *sheet) measure(draw func()) float64 {
	if s.dry {
		return 0
	}
	y, bottom := s.y, s.bottom
	s.dry, s.bottom = true, math.MaxFloat64
	draw()
	h := s.y - y
	s.dry, s.y, s.bottom = false, y, bottom
	return h
}

// need begins a page unless so much room is left.
func (s *sheet) need(h float64) {
	if s.y+h > s.bottom && s.y > s.begin {
		s.newPage()
	}
}

// text writes a clean text; y is the top of its line.
func (s *sheet) text(x, y float64, st style, text string) {
	if text == "" || s.dry {
		return
	}
	if s.font.face != st.face || s.font.size != st.size {
		s.pdf.SetFont(st.face.family, st.face.style, st.size)
		s.font = st
	}
	// gofpdf keeps this colour itself, over pages, and spells it anew each time.
	if s.ink != st.color {
		s.pdf.SetTextColor(st.color.r, st.color.g, st.color.b)
		s.ink = st.color
	}
	// The baseline: capitals are 0.73 of the size and sit in the middle.
	s.pdf.Text(x, y+st.lead/2+0.73*st.size*pt/2, text)
}

// textRight ends the text at x.
func (s *sheet) textRight(x, y float64, st style, text string) {
	s.text(x-st.width(text), y, st, text)
}

// textIn writes as much of any text as a width holds.
func (s *sheet) textIn(x, y, w float64, st style, text string) {
	s.text(x, y, st, fit(text, st, w))
}

// fit cleans a text and cuts it to a width, with an ellipsis.
func fit(text string, st style, w float64) string {
	text = st.face.clean(shorten(text, 400))
	if st.width(text) <= w {
		return text
	}
	return text[:prefix(text, st, w-st.width("…"))] + "…"
}

func (s *sheet) fill(c color)   { s.pdf.SetFillColor(c.r, c.g, c.b) }
func (s *sheet) stroke(c color) { s.pdf.SetDrawColor(c.r, c.g, c.b) }

func (s *sheet) box(x, y, w, h float64, c color) {
	if s.dry {
		return
	}
	s.fill(c)
	s.pdf.Rect(x, y, w, h, "F")
}

func (s *sheet) frame(x, y, w, h float64, c color) {
	if s.dry {
		return
	}
	s.stroke(c)
	s.pdf.SetLineWidth(0.25)
	s.pdf.Rect(x, y, w, h, "D")
}

func (s *sheet) rule(x, y, w float64, c color, thick float64) {
	if s.dry {
		return
	}
	s.stroke(c)
	s.pdf.SetLineWidth(thick)
	s.pdf.Line(x, y, x+w, y)
}

// lines draws wrapped lines from y down and returns where they end.
func (s *sheet) lines(x, y float64, lines []line) float64 {
	for _, l := range lines {
		for _, p := range l.pieces {
			s.text(x+p.x, y+(l.lead-p.lead)/2, p.style, p.text)
			if p.link != "" {
				s.linkTo(x+p.x, y, p.width, l.lead, p.link)
				s.rule(x+p.x, y+l.lead-0.5, p.width, hair, 0.15)
			}
		}
		y += l.lead
	}
	return y
}

// paragraph writes spans over pages. One line is not left alone on a page.
func (s *sheet) paragraph(x, w float64, spans ...span) {
	lines := wrap(spans, w)
	for i, l := range lines {
		s.need(kept(lines, i))
		s.y = s.lines(x, s.y, []line{l})
	}
}

// anchor returns the place of a name, set or still to be.
func (s *sheet) anchor(name string) *anchor {
	a := s.links[name]
	if a == nil {
		a = &anchor{id: s.pdf.AddLink()}
		s.links[name] = a
	}
	return a
}

// here makes this place the target of a name.
func (s *sheet) here(name string) {
	if s.dry {
		return
	}
	a := s.anchor(name)
	a.page = s.pdf.PageNo()
	s.pdf.SetLink(a.id, max(s.y-3, 0), -1)
}

func (s *sheet) linkTo(x, y, w, h float64, name string) {
	if s.dry {
		return
	}
	s.pdf.Link(x, y, w, h, s.anchor(name).id)
}

// bookmark adds an entry to the outline, level 0 being the top.
func (s *sheet) bookmark(level int, st style, text string) {
	if s.dry {
		return
	}
	// The encoding of the entry follows the font in force.
	if s.font.face == nil {
		s.pdf.SetFont(st.face.family, st.face.style, st.size)
		s.font = st
	}
	s.pdf.Bookmark(st.face.clean(shorten(text, 120)), level, max(s.y-3, 0))
}

// later draws on this page when the whole document is laid out.
func (s *sheet) later(draw func()) {
	if s.dry {
		return
	}
	s.late = append(s.late, lateDraw{page: s.pdf.PageNo(), draw: draw})
}

// pageOf writes the page number of an anchor, ending at x, when it is known.
func (s *sheet) pageOf(x, y float64, st style, name string) {
	s.later(func() {
		if a := s.links[name]; a != nil && a.page > 0 {
			s.textRight(x, y, st, fmt.Sprint(a.page))
		}
	})
}

// finish draws what had to wait, page by page; each is called on every page.
func (s *sheet) finish(each func(page, pages int)) {
	pages := s.pdf.PageCount()
	slices.SortStableFunc(s.late, func(a, b lateDraw) int { return a.page - b.page })
	for page, i := 1, 0; page <= pages; page++ {
		s.pdf.SetPage(page)
		// The library believes that the state of the last page is in force;
		// setting both anew makes it write them.
		s.font = style{}
		s.fill(color{0xFE, 0xFE, 0xFE})
		for ; i < len(s.late) && s.late[i].page == page; i++ {
			s.late[i].draw()
		}
		each(page, pages)
	}
}
