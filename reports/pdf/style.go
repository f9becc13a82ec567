package pdf

import (
	"math"
	"strconv"

	"isoscan/internal/assessment"
)

// A color of the document. Text colours have a contrast of at least 4.5 to 1
// on white and on the panel colour; a test holds them to it.
type color struct{ r, g, b int }

var (
	white = color{0xFF, 0xFF, 0xFF}
	ink   = color{0x1B, 0x24, 0x30}
	muted = color{0x52, 0x5D, 0x6B}
	// navy is the accent of a report without one of its own.
	navy  = color{0x1F, 0x3A, 0x5F}
	green = color{0x1E, 0x6B, 0x52}
	red   = color{0x9B, 0x22, 0x26}
	amber = color{0x7A, 0x4F, 0x00}
	// hair and panel are for lines and backgrounds only.
	hair  = color{0xC9, 0xD1, 0xDA}
	panel = color{0xF3, 0xF5, 0xF8}
	rose  = color{0xF0, 0xCF, 0xCB}
)

// readable: it has the contrast that text of this size needs, on paper and on
// a panel.
func readable(c color) bool { return contrast(c, white) >= 4.5 && contrast(c, panel) >= 4.5 }

// contrast of two colours from 1 to 21, as WCAG 2.1 defines it.
func contrast(a, b color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color) float64 {
	channel := func(v int) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(c.r) + 0.7152*channel(c.g) + 0.0722*channel(c.b)
}

// style of a text: size in points, lead (height of a line) in millimetres.
type style struct {
	face  *face
	size  float64
	lead  float64
	color color
}

func (s style) in(c color) style { s.color = c; return s }

// mm is a width in thousandths of the size, in millimetres.
func (s style) mm(thousandths int) float64 { return float64(thousandths) * s.size * pt / 1000 }

// width of a clean text in millimetres.
func (s style) width(text string) float64 { return s.mm(s.face.width(text)) }

// pt is a point in millimetres.
const pt = 25.4 / 72

// styles of the document, from large to small.
type styles struct {
	title, h1, h2, h3             style
	body, strong, mono            style
	small, smallStrong, smallMono style
	label                         style
}

func newStyles(f faces, accent color) styles {
	return styles{
		title:       style{f.bold, 26, 11.5, accent},
		h1:          style{f.bold, 17, 8, accent},
		h2:          style{f.bold, 12, 6, accent},
		h3:          style{f.bold, 10, 5, ink},
		body:        style{f.sans, 9.5, 4.8, ink},
		strong:      style{f.bold, 9.5, 4.8, ink},
		mono:        style{f.mono, 8, 4.2, ink},
		small:       style{f.sans, 8.2, 4.0, ink},
		smallStrong: style{f.bold, 8.2, 4.0, ink},
		smallMono:   style{f.mono, 7, 4.0, ink},
		label:       style{f.bold, 7.2, 4.0, muted},
	}
}

// mark is how a verdict looks: never by colour alone.
type mark struct {
	sign, word string
	color      color
}

func verdictMark(v assessment.Verdict) mark {
	switch v {
	case assessment.Pass:
		return mark{"✔", "passes", green}
	case assessment.Fail:
		return mark{"✘", "fails", red}
	case assessment.NotApplicable:
		return mark{"–", "not applicable", muted}
	default:
		return mark{"?", "unknown", amber}
	}
}

func conformityMark(c assessment.Conformity) mark {
	switch c {
	case assessment.Conforming:
		return mark{"✔", "conforming", green}
	case assessment.Nonconforming:
		return mark{"✘", "nonconforming", red}
	case assessment.ControlNotApplicable:
		return mark{"–", "not applicable", muted}
	case assessment.ControlWaived:
		return mark{"!", "waived", muted}
	default:
		return mark{"?", "undetermined", amber}
	}
}

func severityColor(s assessment.Severity) color {
	switch s {
	case assessment.Critical, assessment.High:
		return red
	case assessment.Medium:
		return amber
	default:
		return muted
	}
}

// thousands writes a number as people read it: 12,345.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// count writes a number with its noun: "1 rule", "12 rules".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}
