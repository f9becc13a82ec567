package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// span is text of one style; link names an anchor of the document or is empty.
type span struct {
	text string
	style
	link string
	// whole: its spaces are no place to break a line at.
	whole bool
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

// wrap lays spans out in lines of a width in millimetres. Lines break at
// spaces only, or, where a word is wider than a line, after a sign that divides
// paths and names, or else anywhere: nothing is ever wider than the line.
func wrap(spans []span, width float64) []line {
	w := wrapper{width: width}
	// A word may be of several spans, as when a comma follows a link.
	var word []span
	for _, s := range spans {
		rest := s.face.clean(s.text)
		for rest != "" {
			trimmed := strings.TrimLeft(rest, " ")
			if len(trimmed) < len(rest) {
				w.word(word)
				word, w.space = word[:0], true
			}
			n := strings.IndexByte(trimmed, ' ')
			if n < 0 || s.whole {
				n = len(trimmed)
			}
			if n > 0 {
				part := s
				part.text = trimmed[:n]
				word = append(word, part)
			}
			rest = trimmed[n:]
		}
	}
	w.word(word)
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

func (w *wrapper) word(word []span) {
	wide := 0.0
	for _, s := range word {
		wide += s.width(s.text)
	}
	if wide == 0 {
		// Combining marks alone have no width; they are still shown.
		for _, s := range word {
			w.put(s.text, 0, 0, s)
		}
		return
	}
	gap := w.gap(word[0])
	if w.used+gap+wide > w.width && w.used > 0 && (wide <= w.width || w.width-w.used-gap < w.width/3) {
		w.end()
	}
	for _, s := range word {
		w.fragment(s)
	}
}

func (w *wrapper) gap(s span) float64 {
	if w.space && w.used > 0 {
		return s.width(" ")
	}
	return 0
}

// fragment puts a part of a word, broken where it does not fit.
func (w *wrapper) fragment(of span) {
	for s := of.text; s != ""; {
		gap, wide := w.gap(of), of.width(s)
		room := w.width - w.used - gap
		if wide <= room+0.01 {
			w.put(s, gap, wide, of)
			return
		}
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

// prefix is how many bytes of a word fit a room, up to the last sign that
// divides it, or capital within it, when that wastes no more than two thirds.
func prefix(s string, st style, room float64) int {
	most := int(room / (st.size * pt) * 1000)
	used, sign := 0, 0
	last := ' '
	for i, r := range s {
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			sign = i
		}
		last = r
		wide := st.face.width(string(r))
		if used+wide > most {
			if sign > i/3 {
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
