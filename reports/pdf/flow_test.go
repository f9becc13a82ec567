package pdf_test

import (
	"encoding/xml"
	"regexp"
	"slices"
	"strings"
	"testing"

	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/pdf"
)

// Pages that a section goes on from end full: what may stay empty is what keeps
// a heading with the beginning of what it heads, a fourth of a page at most.
func TestPagesEndFull(t *testing.T) {
	for name, data := range map[string][]byte{
		"100 findings":    write(t, many(t, 100), pdf.Options{}),
		"ledger, Letter":  write(t, assessmenttest.Ledgered(t), pdf.Options{Paper: pdf.Letter}),
		"an organisation": writeOrganisation(t, assessmenttest.Organisation(t, 7), pdf.Options{}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pages := linesOf(t, save(t, data))
			looked, worst, broken := 0, 0.0, 0
			for i, p := range pages {
				if i == 0 || i == len(pages)-1 || len(p.lines) < 3 {
					continue
				}
				// The header names the section; a page of a host is a part of its own.
				if p.lines[0].text != pages[i+1].lines[0].text || strings.Contains(p.lines[0].text, "Each host") {
					continue
				}
				looked++
				last := p.lines[len(p.lines)-2]
				white := 1 - last.bottom/(p.height-22*mm)
				worst = max(worst, white)
				if white > 0.26 {
					t.Errorf("page %d: %.0f %% of it is empty after %q", i+1, white*100, last.text)
				}
				if strings.HasSuffix(pages[i+1].lines[1].text, ", continued") {
					broken++
					if next := pages[i+1].lines[2].text; strings.HasPrefix(next, "References") {
						t.Errorf("page %d: %q is alone on the next page", i+1, next)
					}
				}
			}
			if looked < 15 || broken < 3 {
				t.Errorf("%d pages go on, %d of them within a finding: too few to tell", looked, broken)
			}
			t.Logf("%d pages, the emptiest %.0f %%", looked, worst*100)
		})
	}
}

// mm is a millimetre in points.
const mm = 72 / 25.4

type textLine struct {
	bottom float64
	text   string
}

type textPage struct {
	height float64
	// lines from the top of the page down: the first is its header, the last
	// its footer.
	lines []textLine
}

// linesOf reads with pdftotext what stands on each page.
func linesOf(t *testing.T, file string) []textPage {
	t.Helper()
	var doc struct {
		Pages []struct {
			Height float64 `xml:"height,attr"`
			Words  []word  `xml:"word"`
		} `xml:"body>doc>page"`
	}
	boxes := run(t, "pdftotext", "-bbox", "-enc", "UTF-8", file, "-")
	boxes = regexp.MustCompile(`(?s)<head>.*?</head>`).ReplaceAllString(boxes, "")
	if err := xml.Unmarshal([]byte(boxes), &doc); err != nil {
		t.Fatal(err)
	}
	var out []textPage
	for _, p := range doc.Pages {
		page := textPage{height: p.Height}
		slices.SortStableFunc(p.Words, func(a, b word) int { return int(a.Y1/4) - int(b.Y1/4) })
		at := -100
		for _, w := range p.Words {
			if row := int(w.Y1 / 4); row != at {
				at = row
				page.lines = append(page.lines, textLine{})
			}
			l := &page.lines[len(page.lines)-1]
			l.text = strings.TrimSpace(l.text + " " + w.Text)
			l.bottom = w.Y1
		}
		out = append(out, page)
	}
	return out
}
