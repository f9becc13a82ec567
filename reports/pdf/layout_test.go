package pdf

import (
	"math"
	"strings"
	"testing"

	"isoscan/internal/assessment/assessmenttest"

	"github.com/jung-kurt/gofpdf"
)

// Every link leads somewhere, and all that the contents name is there.
func TestLinksLeadSomewhere(t *testing.T) {
	for name, a := range assessmenttest.All(t) {
		r, err := newReport(a, Options{Paper: A4}, brand{accent: navy})
		if err != nil {
			t.Fatal(err)
		}
		r.document.write(r.cover)
		if len(r.links) < 127 {
			t.Errorf("%s: only %d targets", name, len(r.links))
		}
		for anchor, at := range r.links {
			if at.page == 0 {
				t.Errorf("%s: nothing is at %q", name, anchor)
			}
		}
		for _, e := range r.entries() {
			if r.links[e.anchor] == nil {
				t.Errorf("%s: the contents name %q", name, e.anchor)
			}
		}
		for _, rule := range a.Rules {
			if r.links[ruleAnchor(rule.ID)] == nil {
				t.Errorf("%s: rule %s has no place", name, rule.ID)
			}
		}
	}
}

// The fonts are read as the PDF library reads them.
func TestWidthsAreThoseOfTheLibrary(t *testing.T) {
	p := gofpdf.New("P", "mm", "A4", "")
	typefaces().register(p)
	for _, f := range []*face{typefaces().sans, typefaces().bold, typefaces().mono} {
		p.SetFont(f.family, f.style, 10)
		for _, r := range "AZaz09 .,:;/-_()[]{}✔✘○–…éßΩЖ" {
			if !f.covers(r) {
				t.Errorf("%s%s has no %q", f.family, f.style, r)
			}
			if got, want := int(f.widths[r]), p.GetStringSymbolWidth(string(r)); math.Abs(float64(got-want)) > 1 {
				t.Errorf("%s%s: %q is %d wide, want %d", f.family, f.style, r, got, want)
			}
		}
		for _, r := range "日한💥\x00" {
			if f.covers(r) {
				t.Errorf("%s%s has %q", f.family, f.style, r)
			}
		}
	}
}

func TestWrapFitsAndLosesNothing(t *testing.T) {
	st := newStyles(typefaces(), navy)
	for _, text := range assessmenttest.HostileTexts() {
		for _, width := range []float64{1, 12, 36, 170} {
			clean := st.smallMono.face.clean(text)
			var got strings.Builder
			for _, l := range wrap([]span{{text: text, style: st.smallMono}}, width) {
				for _, p := range l.pieces {
					got.WriteString(p.text)
					if p.x+p.width > width+0.1 && len([]rune(p.text)) > 1 {
						t.Fatalf("%q at %v mm is %v wide", p.text, p.x, p.width)
					}
				}
			}
			bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
			if bare(got.String()) != bare(clean) {
				t.Errorf("width %v: %.60q became %.60q", width, clean, got.String())
			}
		}
	}
}

func TestWrapBreaksWhereAPersonWould(t *testing.T) {
	st := newStyles(typefaces(), navy).smallMono
	for _, c := range []struct {
		spans []span
		want  string
	}{
		{[]span{{text: "one two three four", style: st}}, "one two three|four"},
		{[]span{{text: "/var/lib/apt/lists/partial", style: st}}, "/var/lib/apt/|lists/partial"},
		{[]span{{text: "see ", style: st}, {text: "9.5.3", style: st, link: "x"}, {text: ", ", style: st}, {text: "10.1.11", style: st}}, "see 9.5.3,|10.1.11"},
		{[]span{{text: "eight of ", style: st}, {text: "✔ ", style: st, whole: true}, {text: "some-rule", style: st}}, "eight of|✔ some-rule"},
	} {
		var lines []string
		for _, l := range wrap(c.spans, 14.5*st.mm(602)) {
			s := ""
			for _, p := range l.pieces {
				if p.x > 0 && s != "" && !strings.HasPrefix(p.text, " ") && p.x > st.width(s)+0.1 {
					s += " "
				}
				s += p.text
			}
			lines = append(lines, s)
		}
		if got := strings.Join(lines, "|"); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

// Contrast as WCAG 2 computes it: 4.5 to 1 for text of this size.
func TestTextCanBeRead(t *testing.T) {
	for name, c := range map[string]color{"ink": ink, "muted": muted, "navy": navy, "green": green, "red": red, "amber": amber} {
		for _, back := range []color{white, panel} {
			if got := contrast(c, back); got < 4.5 {
				t.Errorf("%s on %v: %.1f to 1", name, back, got)
			}
		}
		if got := contrast(white, c); c == red && got < 4.5 {
			t.Errorf("white on %s: %.1f to 1", name, got)
		}
	}
}

func TestSentences(t *testing.T) {
	for name, want := range map[string][]string{
		"rich":    {"Proven: 36 of 79", "Failed: 32 rules (4 critical, 12 high, 11 medium, 5 low)", "Not seen: 11 rules", "run isoscan as root"},
		"nothing": {"no score", "no statement that the host complies", "Failed: none, because nothing could be evaluated."},
	} {
		got := strings.Join(sentences(assessmenttest.All(t)[name]), "\n")
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q is not in\n%s", name, w, got)
			}
		}
	}
}
