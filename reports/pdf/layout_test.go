package pdf

import (
	"bytes"
	"math"
	"regexp"
	"strings"
	"testing"

	"isoscan/internal/assessment"
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
		r.write(r.cover)
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

// Two lines of the Statement of Applicability may be for one control, and one
// for a control that the standard does not have.
func TestLinksToRecordsLeadSomewhere(t *testing.T) {
	a := assessmenttest.Ledgered(t)
	for _, rec := range []assessment.Record{{ID: "soa-two", Control: "8.7.3"}, {ID: "soa-lost", Control: "99.9.9"}} {
		rec.Kind, rec.State = assessment.Applicability, assessment.RecordRefused
		a.Ledger.Records = append(a.Ledger.Records, rec)
	}
	r, err := newReport(a, Options{Paper: A4}, brand{accent: navy})
	if err != nil {
		t.Fatal(err)
	}
	r.write(r.cover)
	for anchor, at := range r.links {
		if at.page == 0 {
			t.Errorf("nothing is at %q", anchor)
		}
	}
	if r.links[recordAnchor("soa-two")] == nil || r.links[recordAnchor("soa-lost")] != nil {
		t.Error("a record of a control has no place, or one of no control has")
	}
}

// So does every link of an organisation's register.
func TestLinksOfOrganisationsLeadSomewhere(t *testing.T) {
	for _, n := range []int{0, 1, 7} {
		o := assessmenttest.Organisation(t, n)
		r, err := newRegister(o, Options{Paper: A4}, brand{accent: navy})
		if err != nil {
			t.Fatal(err)
		}
		r.write(r.cover)
		for anchor, at := range r.links {
			if at.page == 0 {
				t.Errorf("%d hosts: nothing is at %q", n, anchor)
			}
		}
		for _, e := range r.entries() {
			if r.links[e.anchor] == nil {
				t.Errorf("%d hosts: the contents name %q", n, e.anchor)
			}
		}
		want := map[string]int{}
		for i := range o.Hosts {
			want[hostAnchor(o.Hosts[i].Host.Name)]++
		}
		for _, f := range r.findings {
			want[ruleAnchor(f.ID)]++
		}
		for _, rec := range o.Ledger.Records {
			want[recordAnchor(rec.ID)]++
		}
		for _, c := range o.Controls {
			want[controlAnchor(c.ID)]++
		}
		for anchor := range want {
			if r.links[anchor] == nil {
				t.Errorf("%d hosts: %q has no place", n, anchor)
			}
		}
	}
}

// From the register of controls a link leads to every finding, and back.
func TestLinksBothWays(t *testing.T) {
	a := assessmenttest.Ledgered(t)
	r, err := newReport(a, Options{Paper: A4}, brand{accent: navy})
	if err != nil {
		t.Fatal(err)
	}
	r.write(r.cover)
	var out bytes.Buffer
	if err := r.pdf.Output(&out); err != nil {
		t.Fatal(err)
	}
	leads := linkedPages(t, out.Bytes())
	findings := a.Findings()
	if len(findings) == 0 {
		t.Fatal("no findings")
	}
	for _, f := range findings {
		finding, control := r.links[ruleAnchor(f.ID)].page, r.links[controlAnchor(f.Controls[0])].page
		// Either may go on over the page on which it begins.
		if !leads[finding][control] && !leads[finding+1][control] {
			t.Errorf("no link from %s on page %d to its control on page %d", f.ID, finding, control)
		}
		if !leads[control][finding] && !leads[control+1][finding] {
			t.Errorf("no link from control %s on page %d to %s on page %d", f.Controls[0], control, f.ID, finding)
		}
	}
}

// linkedPages tells of each page to which pages its links lead, from 1 on.
func linkedPages(t *testing.T, data []byte) map[int]map[int]bool {
	t.Helper()
	page := map[string]int{}
	objects := regexp.MustCompile(`(?s)\n([0-9]+) 0 obj\n<</Type /Page\n(.*?)endobj`).FindAllSubmatch(data, -1)
	for i, m := range objects {
		page[string(m[1])] = i + 1
	}
	out := map[int]map[int]bool{}
	for i, m := range objects {
		out[i+1] = map[int]bool{}
		for _, dest := range regexp.MustCompile(`/Dest \[([0-9]+) 0 R`).FindAllSubmatch(m[2], -1) {
			out[i+1][page[string(dest[1])]] = true
		}
	}
	if len(out) < 10 {
		t.Fatalf("%d pages", len(out))
	}
	return out
}

// An accent that cannot be read on paper is not used.
func TestAccentNeedsContrast(t *testing.T) {
	for accent, want := range map[string]color{
		"": navy, "#ffee00": navy, "#FFFFFF": navy, "#888888": navy, "#5a2a82": {0x5a, 0x2a, 0x82}, "#000000": {0, 0, 0},
	} {
		b, err := newBrand(&assessment.Engagement{Accent: accent})
		if err != nil || b.accent != want {
			t.Errorf("%q: %v, %v, want %v", accent, b.accent, err, want)
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
