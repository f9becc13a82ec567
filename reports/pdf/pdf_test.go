package pdf_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/json"
	"isoscan/reports/pdf"
)

// documents are the assessments that every test of the whole document sees:
// the three of all formats, and the extremes of this one.
func documents(t testing.TB) map[string]*assessment.Assessment {
	t.Helper()
	all := assessmenttest.All(t)
	if len(all) == 0 {
		t.Fatal("no assessments")
	}
	clean := assessmenttest.Rich(t)
	clean.Rules = clean.WithVerdict(assessment.Pass)
	assessmenttest.Settle(clean)
	all["no findings"] = clean
	all["100 findings"] = many(t, 100)
	all["no rules"] = assessmenttest.Rich(t)
	all["no rules"].Rules = nil
	assessmenttest.Settle(all["no rules"])
	return all
}

func many(t testing.TB, n int) *assessment.Assessment {
	t.Helper()
	a := assessmenttest.Rich(t)
	failed := a.Findings()
	for i := range n - len(failed) {
		r := failed[i%len(failed)]
		r.ID = fmt.Sprintf("%s-%d", r.ID, i)
		a.Rules = append(a.Rules, r)
	}
	assessmenttest.Settle(a)
	return a
}

// Real PDF tools must find nothing wrong, and the content there for a reader.
func TestDocuments(t *testing.T) {
	for name, a := range documents(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := write(t, a, pdf.Options{})
			file := checkDocument(t, data, name == "hostile")
			checkText(t, a, run(t, "pdftotext", "-layout", "-enc", "UTF-8", file, "-"))
		})
	}
	for _, name := range []string{"ledgered"} {
		t.Run(name+" on Letter, with all that may be said", func(t *testing.T) {
			t.Parallel()
			a := assessmenttest.All(t)[name]
			o := pdf.Options{Paper: pdf.Letter, Engagement: engagement(t), Changes: assessment.Compare(earlier(t), a)}
			checkDocument(t, write(t, a, o), name == "hostile")
		})
	}
	t.Run("hostile words of people", func(t *testing.T) {
		t.Parallel()
		a := assessmenttest.Hostile(t)
		a.Ledger = assessmenttest.Ledgered(t).Ledger
		texts := assessmenttest.HostileTexts()
		i := 0
		e := engagement(t)
		for _, s := range wordsOfPeople(e, a.Ledger) {
			*s = texts[i%len(texts)]
			i++
		}
		data := write(t, a, pdf.Options{Paper: pdf.Letter, Engagement: e, Changes: &assessment.Changes{Caveats: texts}})
		checkDocument(t, data, true)
	})
}

// checkDocument looks at any report with real PDF tools, and returns its file.
func checkDocument(t *testing.T, data []byte, combining bool) string {
	t.Helper()
	file := save(t, data)
	pages := pageCount(t, file)
	run(t, "qpdf", "--check", file)
	checkPlaces(t, file, combining)
	checkInk(t, file, pages)
	checkLinks(t, data, pages)
	return file
}

// checkLinks holds every link and bookmark to a page that there is.
func checkLinks(t *testing.T, data []byte, pages int) {
	t.Helper()
	there := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^([0-9]+) 0 obj\n<</Type /Page\n`).FindAllSubmatch(data, -1) {
		there[string(m[1])] = true
	}
	if len(there) != pages {
		t.Errorf("%d page objects, want %d", len(there), pages)
	}
	links := regexp.MustCompile(`/Dest \[([0-9]+) 0 R`).FindAllSubmatch(data, -1)
	if len(links) < 10 {
		t.Errorf("only %d links", len(links))
	}
	for _, m := range links {
		if !there[string(m[1])] {
			t.Errorf("a link leads to object %s, which is no page", m[1])
		}
	}
}

// earlier is the rich assessment of a month before, with other verdicts.
func earlier(t testing.TB) *assessment.Assessment {
	t.Helper()
	a := assessmenttest.Rich(t)
	was := []map[assessment.Verdict]assessment.Verdict{
		{assessment.Fail: assessment.Pass, assessment.Pass: assessment.Fail, assessment.Unknown: assessment.Pass},
		{assessment.Pass: assessment.Unknown},
		{},
	}
	for i := range a.Rules {
		if v, ok := was[i%3][a.Rules[i].Verdict]; ok {
			a.Rules[i].Verdict = v
		}
	}
	assessmenttest.Settle(a)
	a.FinishedAt = a.FinishedAt.AddDate(0, -1, 0)
	a.PoliciesDigest = "sha256:other"
	return a
}

func checkText(t *testing.T, a *assessment.Assessment, text string) {
	t.Helper()
	want := []string{
		"TECHNICAL COMPLIANCE ASSESSMENT", a.Standard.ID, "Technical score", "Overall score",
		"Contents", "1 Executive summary", "Controls by clause", "Rules by severity", "2 About this audit", "3 Findings",
		"4 What could not be determined", "5 All controls", "6 People's records", "7 Statement of Applicability", "8 Sign-off", "A Rules that pass, and their evidence",
		"B Rules that do not apply", "C Checks and what they could not see", "D Parameters in force",
		"E Identity and digests", "F How to read the score", "G Limits of this audit",
		a.FactsDigest, a.PoliciesDigest, "For the auditor", "For the auditee", "Sampling and uncertainty",
		"Disagreements left open", "Agreed follow-up", "Document digest",
	}
	if l := a.Ledger; l != nil {
		want = append(want, "Adjusted by the ledger:", "Register of assets", "Waivers and their expiry", "Attestations",
			"Records that do not count, and why", l.Digest, l.Asset.ID, l.Asset.Owner)
		for _, rec := range l.Records {
			want = append(want, rec.ID)
		}
	} else {
		want = append(want, "No ledger was given.")
	}
	for _, c := range a.Clauses {
		want = append(want, "Clause "+c.ID+" "+c.Title)
	}
	h := sha256.New()
	if err := json.New().Write(h, a); err != nil {
		t.Fatal(err)
	}
	// On the cover, the page to sign, and among the digests: whoever has the json
	// report can check it.
	if n := strings.Count(text, "sha256:"+hex.EncodeToString(h.Sum(nil))); n != 3 {
		t.Errorf("the digest of the json report is there %d times, want 3", n)
	}
	text = regexp.MustCompile(`[ \t]+`).ReplaceAllString(text, " ")
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%q is not in the document", w)
		}
	}
	// In its row, at the start of a line, and not only where it is linked.
	first := map[string]bool{}
	for line := range strings.Lines(text) {
		if f := strings.Fields(line); len(f) > 0 {
			first[f[0]] = true
		}
	}
	for _, c := range a.Controls {
		if !first[c.ID] {
			t.Errorf("control %s is not in the document", c.ID)
		}
	}
	for i := range a.Findings() {
		if id := fmt.Sprintf("F-%03d", i+1); strings.Count(text, id) < 2 {
			t.Errorf("finding %s is not in the document, or not in its register", id)
		}
	}
	// Long ids may break over lines.
	for _, r := range a.Rules {
		if !strings.Contains(text, r.ID[:min(12, len(r.ID))]) {
			t.Errorf("rule %s is not in the document", r.ID)
		}
	}
}

// word is one of a page, in points from its top left corner.
type word struct {
	X0   float64 `xml:"xMin,attr"`
	Y0   float64 `xml:"yMin,attr"`
	X1   float64 `xml:"xMax,attr"`
	Y1   float64 `xml:"yMax,attr"`
	Text string  `xml:",chardata"`
}

func joined(words []word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.Text)
		b.WriteByte(' ')
	}
	return b.String()
}

// checkPlaces holds every word inside the margins and clear of every other.
func checkPlaces(t *testing.T, file string, combining bool) {
	t.Helper()
	var doc struct {
		Pages []struct {
			Width  float64 `xml:"width,attr"`
			Height float64 `xml:"height,attr"`
			Words  []word  `xml:"word"`
		} `xml:"body>doc>page"`
	}
	boxes := run(t, "pdftotext", "-bbox", "-enc", "UTF-8", file, "-")
	// The title is host text too, and the tool does not escape it.
	boxes = regexp.MustCompile(`(?s)<head>.*?</head>`).ReplaceAllString(boxes, "")
	d := xml.NewDecoder(strings.NewReader(boxes))
	d.Strict = false
	if err := d.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Pages) == 0 {
		t.Fatal("no pages")
	}
	for i, p := range doc.Pages {
		if want := fmt.Sprintf(" page %d of %d ", i+1, len(doc.Pages)); !strings.Contains(" "+joined(p.Words)+" ", want) {
			t.Errorf("page %d has no %q", i+1, want)
		}
		for j, w := range p.Words {
			if w.X0 < 20*mm-1 || w.X1 > p.Width-20*mm+1 || w.Y0 < 10*mm || w.Y1 > p.Height-8*mm {
				t.Errorf("page %d: %q is outside the margins: %.1f to %.1f, %.1f to %.1f", i+1, w.Text, w.X0, w.X1, w.Y0, w.Y1)
			}
			if combining {
				continue
			}
			for _, v := range p.Words[:j] {
				// The boxes hold accents and descenders of the whole font,
				// hence less of their height.
				wide := min(w.X1, v.X1) - max(w.X0, v.X0)
				high := min(w.Y1, v.Y1) - max(w.Y0, v.Y0)
				if wide > 1 && high > 0.4*min(w.Y1-w.Y0, v.Y1-v.Y0) {
					t.Errorf("page %d: %q and %q overlap", i+1, v.Text, w.Text)
				}
			}
		}
	}
}

// mostRendered bounds what rendering costs: what follows in a long report is
// laid out as what came before.
const mostRendered = 8

// checkInk renders pages and wants something between the edges of each.
func checkInk(t *testing.T, file string, pages int) {
	t.Helper()
	prefix := filepath.Join(t.TempDir(), "page")
	if out := run(t, "pdftoppm", "-r", "24", "-gray", "-l", fmt.Sprint(mostRendered), file, prefix); out != "" {
		t.Errorf("pdftoppm: %s", out)
	}
	images, err := filepath.Glob(prefix + "*.pgm")
	if err != nil || len(images) != min(pages, mostRendered) {
		t.Fatalf("%d pages rendered, want %d (%v)", len(images), pages, err)
	}
	for _, name := range images {
		img := graymap(t, name)
		ink, h := 0, img.Rect.Dy()
		for y := h / 14; y < h*9/10; y++ {
			for _, gray := range img.Pix[y*img.Stride : (y+1)*img.Stride] {
				if gray < 200 {
					ink++
				}
			}
		}
		if ink < 8 {
			t.Errorf("%s is blank", filepath.Base(name))
		}
	}
}

// graymap reads a binary PGM file, as pdftoppm writes it.
func graymap(t *testing.T, name string) *image.Gray {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var w, h, most int
	if _, err := fmt.Fscanf(f, "P5\n%d %d\n%d\n", &w, &h, &most); err != nil {
		t.Fatal(err)
	}
	img := image.NewGray(image.Rect(0, 0, w, h))
	if _, err := io.ReadFull(f, img.Pix); err != nil {
		t.Fatal(err)
	}
	return img
}

func TestSameBytesAlsoInParallel(t *testing.T) {
	for name, a := range assessmenttest.All(t) {
		want := write(t, a, pdf.Options{})
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() {
				var out bytes.Buffer
				if err := pdf.New(pdf.Options{}).Write(&out, a); err != nil {
					t.Error(err)
				}
				if !bytes.Equal(out.Bytes(), want) {
					t.Errorf("%s: other bytes", name)
				}
			})
		}
		wg.Wait()
		// Another time, another document; no clock of this machine in it.
		if bytes.Contains(want, []byte("D:"+time.Now().UTC().Format("200601021504"))) {
			t.Errorf("%s: holds the time of writing", name)
		}
	}
}

func TestViolationsAreCutAndCounted(t *testing.T) {
	a := assessmenttest.Hostile(t)
	file := save(t, write(t, a, pdf.Options{}))
	text := strings.Join(strings.Fields(run(t, "pdftotext", "-layout", file, "-")), " ")
	// Two of the rule's own and a thousand more, of which 25 are printed.
	if !strings.Contains(text, "977 more violations are not printed; the json report holds them all.") {
		t.Error("the rest of the violations is not counted")
	}
}

func TestErrors(t *testing.T) {
	if err := pdf.New(pdf.Options{Paper: "A0"}).Write(io.Discard, assessmenttest.Rich(t)); err == nil || !strings.Contains(err.Error(), "A4 and Letter") {
		t.Errorf("got %v", err)
	}
	if err := pdf.New(pdf.Options{}).Write(io.Discard, &assessment.Assessment{}); err != nil {
		t.Errorf("empty assessment: %v", err)
	}
	if err := pdf.New(pdf.Options{}).Write(io.Discard, nil); err == nil {
		t.Error("a panic of the layout is no error")
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, name := range []string{"rich", "hostile", "100 findings"} {
		a := documents(b)[name]
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.ReportMetric(float64(len(write(b, a, pdf.Options{})))/1024, "KiB/doc")
			}
		})
	}
}

func write(t testing.TB, a *assessment.Assessment, o pdf.Options) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := pdf.New(o).Write(&out, a); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func save(t testing.TB, data []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func pageCount(t *testing.T, file string) int {
	t.Helper()
	m := regexp.MustCompile(`(?m)^Pages: +([0-9]+)$`).FindStringSubmatch(run(t, "pdfinfo", file))
	if m == nil {
		t.Fatal("pdfinfo tells no page count")
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n < 10 {
		t.Fatalf("%d pages (%v)", n, err)
	}
	return n
}

// run gives what a tool writes; it must neither fail nor complain.
func run(t testing.TB, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is not installed\nhint: apt-get install poppler-utils qpdf", name)
	}
	var complaints bytes.Buffer
	c := exec.Command(path, args...)
	c.Stderr = &complaints
	out, err := c.Output()
	if err != nil || complaints.Len() > 0 {
		t.Errorf("%s: %v\n%s%s", name, err, complaints.Bytes(), out)
	}
	return string(out)
}
