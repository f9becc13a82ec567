package pdf

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"isoscan/internal/assessment"

	"github.com/jung-kurt/gofpdf"
)

//go:embed fonts/DejaVuSansCondensed.ttf
var sansFile []byte

//go:embed fonts/DejaVuSansCondensed-Bold.ttf
var boldFile []byte

//go:embed fonts/DejaVuSansMono.ttf
var monoFile []byte

// face is one font: which characters it has and how wide they are.
type face struct {
	family, style string
	file          []byte
	// widths by rune up to U+FFFF, in thousandths of the size. PDF strings of
	// the library hold no more than 16 bits.
	widths [1 << 16]uint16
	// has marks the runes with a glyph; a combining mark may have no width.
	has [1 << 16]bool
}

type faces struct{ sans, bold, mono *face }

// typefaces are read once: they are the same for every document.
var typefaces = sync.OnceValue(func() faces {
	return faces{
		sans: readFace("sans", "", sansFile),
		bold: readFace("sans", "B", boldFile),
		mono: readFace("mono", "", monoFile),
	}
})

// register gives the fonts to a document. The library overwrites the bytes it
// is given, hence the copies.
func (f faces) register(p *gofpdf.Fpdf) {
	for _, x := range []*face{f.sans, f.bold, f.mono} {
		p.AddUTF8FontFromBytes(x.family, x.style, bytes.Clone(x.file))
	}
}

// clean makes a text printable with this face: what is not printable, or has
// no glyph, is written as an escape, never dropped.
func (f *face) clean(s string) string {
	s = assessment.Printable(s)
	for _, r := range s {
		if !f.covers(r) {
			return f.escape(s)
		}
	}
	return s
}

func (f *face) covers(r rune) bool { return r < 1<<16 && f.has[r] }

func (f *face) escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		if f.covers(r) {
			b.WriteRune(r)
		} else {
			b.WriteString(assessment.Escape(r))
		}
	}
	return b.String()
}

// width of a clean text in thousandths of the size.
func (f *face) width(s string) int {
	n := 0
	for _, r := range s {
		if r < 1<<16 {
			n += int(f.widths[r])
		}
	}
	return n
}

// shorten cuts a text to a number of characters as printed, escapes included,
// and says how many of its own went.
func shorten(s string, most int) string {
	if len(s) <= most/len(`\u{10ffff}`) {
		return s
	}
	used := 0
	for i, r := range s {
		if unicode.IsPrint(r) && r < 1<<16 {
			used++
		} else {
			used += len(assessment.Escape(r))
		}
		if used > most {
			return fmt.Sprintf("%s … (%s more characters)", s[:i], thousands(utf8.RuneCountInString(s[i:])))
		}
	}
	return s
}

// readFace reads the widths and the character map of a TrueType font (OpenType
// specification: head, hhea, hmtx, cmap of format 4). The fonts are part of
// the program, so a malformed one is a mistake of ours and panics.
func readFace(family, style string, file []byte) *face {
	u16 := func(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
	tables := map[string][]byte{}
	for i := range u16(file, 4) {
		entry := file[12+16*i:]
		offset, length := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		tables[string(entry[:4])] = file[offset : offset+length]
	}
	f := &face{family: family, style: style, file: file}
	perEm := u16(tables["head"], 18)
	metrics := u16(tables["hhea"], 34)
	advance := func(glyph int) uint16 {
		return uint16((u16(tables["hmtx"], 4*min(glyph, metrics-1))*1000 + perEm/2) / perEm)
	}
	segments := characterMap(tables["cmap"])
	count := u16(segments, 6) / 2
	ends, starts := segments[14:], segments[16+2*count:]
	deltas, offsets := segments[16+4*count:], segments[16+6*count:]
	for i := range count {
		for c := u16(starts, 2*i); c <= u16(ends, 2*i) && c < 0xFFFF; c++ {
			glyph := c
			if o := u16(offsets, 2*i); o != 0 {
				glyph = u16(offsets, 2*i+o+2*(c-u16(starts, 2*i)))
				if glyph == 0 {
					continue
				}
			}
			glyph = (glyph + u16(deltas, 2*i)) & 0xFFFF
			if glyph != 0 {
				f.has[c], f.widths[c] = true, advance(glyph)
			}
		}
	}
	return f
}

func characterMap(cmap []byte) []byte {
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		entry := cmap[4+8*i:]
		table := cmap[binary.BigEndian.Uint32(entry[4:]):]
		if binary.BigEndian.Uint16(entry) == 3 && binary.BigEndian.Uint16(table) == 4 {
			return table
		}
	}
	panic("font without a character map of format 4")
}
