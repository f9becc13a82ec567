package pdf

import (
	"strings"
	"unicode/utf8"
)

// span is text of one style; link names an anchor of the document or is empty.
type span struct {
	text string
	style
	link string
}

// line is what one line of a paragraph holds.
type line struct {
	pieces []piece
	lead   float64
}

// piece is a run of text at x from the left of its paragraph.
type piece struct {
	x, width float64
	text     string
	style
	link string
}

// wrap lays spans out in lines of a width in millimetres. Words break at their
// end, or, when one is wider than a line, after a sign that divides paths and
// names, or else anywhere: nothing is ever wider than the line.
func wrap(spans []span, width float64) []line {
	w := wrapper{width: width}
	for _, s := range spans {
		rest := s.face.clean(s.text)
		for rest != "" {
			trimmed := strings.TrimLeft(rest, " ")
			spaced := len(trimmed) < len(rest)
			n := strings.IndexByte(trimmed, ' ')
			if n < 0 {
				n = len(trimmed)
			}
			w.space = w.space || spaced
			if n > 0 {
				w.word(trimmed[:n], s)
			}
			rest = trimmed[n:]
		}
	}
	if len(w.line.pieces) > 0 {
		w.end()
	}
	return w.lines
}

type wrapper struct {
	width float64
	lines []line
	line  line
	used  float64
	// space is owed before the next word.
	space bool
}

func (w *wrapper) end() {
	w.lines = append(w.lines, w.line)
	w.line, w.used, w.space = line{}, 0, false
}

func (w *wrapper) word(s string, of span) {
	for s != "" {
		gap := 0.0
		if w.space && w.used > 0 {
			gap = of.width(" ")
		}
		wide := of.width(s)
		switch room := w.width - w.used - gap; {
		case wide <= room:
			w.put(s, gap, wide, of)
			return
		case wide <= w.width, room < w.width/3 && w.used > 0:
			w.end()
		default:
			n := prefix(s, of.style, room)
			if n == 0 && w.used > 0 {
				w.end()
				continue
			}
			if n == 0 {
				_, n = utf8.DecodeRuneInString(s)
			}
			w.put(s[:n], gap, of.width(s[:n]), of)
			s = s[n:]
			w.end()
		}
	}
}

func (w *wrapper) put(s string, gap, wide float64, of span) {
	w.line.lead = max(w.line.lead, of.lead)
	if n := len(w.line.pieces); n > 0 {
		last := &w.line.pieces[n-1]
		if last.style == of.style && last.link == of.link {
			if gap > 0 {
				s = " " + s
			}
			last.text += s
			last.width += gap + wide
			w.used += gap + wide
			w.space = false
			return
		}
	}
	w.line.pieces = append(w.line.pieces, piece{x: w.used + gap, width: wide, text: s, style: of.style, link: of.link})
	w.used += gap + wide
	w.space = false
}

// prefix is how many bytes of a word fit a room, up to the last dividing sign
// when that does not waste more than half of it.
func prefix(s string, st style, room float64) int {
	most := int(room / (st.size * pt) * 1000)
	used, sign := 0, 0
	for i, r := range s {
		wide := st.face.width(string(r))
		if used+wide > most {
			if sign > i/2 {
				return sign
			}
			return i
		}
		used += wide
		if strings.ContainsRune("/-_.,:;=@&?+)|\\", r) {
			sign = i + utf8.RuneLen(r)
		}
	}
	return len(s)
}

func height(lines []line) float64 {
	h := 0.0
	for _, l := range lines {
		h += l.lead
	}
	return h
}
