package html_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/html"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// axe-core (https://github.com/dequelabs/axe-core, MPL-2.0) finds no fault, not
// even a minor one: in both colour schemes, narrow and wide.
func TestAccessibility(t *testing.T) {
	t.Parallel()
	file := filepath.Join(assessmenttest.Root(t), "tools/axe/node_modules/axe-core/axe.min.js")
	axe, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v\nhint: make test-setup, or: cd tools/axe && npm ci", err)
	}
	a, o := cut(t)
	host := write(t, a, o)
	organisation := writeOrganisation(t, assessmenttest.Organisation(t, 3))
	for name, c := range map[string]struct {
		report []byte
		look   look
	}{
		"host":         {host, look{}},
		"nothing":      {write(t, assessmenttest.Nothing(t), html.Options{}), look{width: 400, height: 800}},
		"organisation": {organisation, look{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.look.bypass = true
			b := open(t, c.report, c.look)
			// Two of each kind are looked at, open; the others, which are alike,
			// would take minutes.
			if kinds := eval[int](b, `(() => { const n = {}; for (const d of document.querySelectorAll("main details")) {
				const k = d.className + " " + d.closest("section").id; n[k] = (n[k] || 0) + 1;
				if (n[k] <= 2) d.open = true; else d.remove(); } return Object.keys(n).length })()`); kinds < 2 {
				t.Errorf("%d kinds of details", kinds)
			}
			_, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](string(axe)+";null"))
			b.must(err)
			if n := eval[int](b, `axe.getRules().length`); n < 50 {
				t.Errorf("axe has %d rules", n)
			}
			// Of dark colours only the contrast is another.
			for _, dark := range []bool{false, true} {
				b.media("", dark)
				faults, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](fmt.Sprintf(`axe.run(document, {resultTypes: ["violations"], ...(%t ? {runOnly: ["color-contrast"]} : {})}).then(r =>
					r.violations.map(v => v.impact + " " + v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.html + " " + n.failureSummary).join(" | ")))`, dark), chromedp.EvalAwaitPromise))
				b.must(err)
				for _, f := range faults {
					t.Errorf("dark %t: %s", dark, f)
				}
			}
		})
	}
}

// From the top of the page a reader with a keyboard alone skips to the report,
// reaches the first finding, opens it, and sees where the focus is.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	b := open(t, write(t, assessmenttest.Rich(t), html.Options{}), look{})
	press := func(key string) { t.Helper(); b.must(chromedp.Do(b.ctx, chromedp.KeyEvent(key))) }
	focus := func() string {
		t.Helper()
		return eval[string](b, `(e => e.className + " " + e.id + " " + (e.parentElement ? e.parentElement.id : ""))(document.activeElement)`)
	}
	press(kb.Tab)
	if got := focus(); !strings.HasPrefix(got, "skip") {
		t.Fatalf("Tab leads first to %q, want the skip link", got)
	}
	if top := eval[float64](b, `document.activeElement.getBoundingClientRect().top`); top < 0 {
		t.Error("the skip link cannot be seen when it has the focus")
	}
	press(kb.Enter)
	if got := focus(); !strings.Contains(got, "main") {
		t.Fatalf("the skip link leads to %q", got)
	}
	first := eval[string](b, `document.querySelector("#findings details").id`)
	for i := 0; ; i++ {
		press(kb.Tab)
		if strings.HasSuffix(focus(), first) {
			break
		}
		if outline := eval[string](b, `getComputedStyle(document.activeElement).outlineStyle`); outline == "none" {
			t.Errorf("no focus is to be seen on %q", focus())
		}
		if i == 60 {
			t.Fatalf("60 times Tab did not lead to the first finding, but to %q", focus())
		}
	}
	if covered := eval[bool](b, `(e => { const r = e.getBoundingClientRect(); return !e.contains(document.elementFromPoint(r.left + 40, r.top + 12)) })(document.activeElement)`); covered {
		t.Error("the finding that has the focus is covered by something else")
	}
	press(kb.Enter)
	if !eval[bool](b, fmt.Sprintf(`document.getElementById(%q).open && document.querySelector("#%s .viol").checkVisibility()`, first, first)) {
		t.Errorf("Enter does not open %s", first)
	}
}

// Without JavaScript the filters are not there and the rest is.
func TestReadingWithoutJavaScript(t *testing.T) {
	t.Parallel()
	a := assessmenttest.Rich(t)
	b := open(t, write(t, a, html.Options{}), look{static: true})
	if eval[bool](b, `document.getElementById("filters").checkVisibility()`) {
		t.Error("filters are shown that cannot work")
	}
	if rules, controls := b.seen("rule"), b.seen("control"); len(rules) != len(a.Rules) || len(controls) != len(a.Controls) {
		t.Errorf("%d of %d rules, %d of %d controls", len(rules), len(a.Rules), len(controls), len(a.Controls))
	}
	if !eval[bool](b, `document.querySelector(".hint").checkVisibility()`) {
		t.Error("the reader is not told why there are no filters")
	}
	b.must(chromedp.Do(b.ctx, chromedp.Click(chromedp.CSS("#findings summary"))))
	if !eval[bool](b, `document.querySelector("#findings .viol").checkVisibility()`) {
		t.Error("a finding does not open")
	}
}

// cut is the full report with enough of each kind; on paper the whole would be
// 65 pages.
func cut(t *testing.T) (*assessment.Assessment, html.Options) {
	t.Helper()
	a, o := full(t)
	a.Rules = append(a.Rules[:10:10], a.Rules[len(a.Rules)-15:]...)
	a.Clauses = a.Clauses[:4]
	a.Objectives = slices.DeleteFunc(a.Objectives, func(o assessment.Objective) bool { return len(o.Clause) > 1 || o.Clause > "6" })
	a.Controls = slices.DeleteFunc(a.Controls, func(c assessment.Control) bool { return len(c.Clause) > 1 || c.Clause > "6" })
	return a, o
}

// On paper everything is shown, though filters hide most of it and all is closed.
func TestPrint(t *testing.T) {
	t.Parallel()
	a, _ := cut(t)
	b := open(t, write(t, a, html.Options{}), look{dark: true})
	b.ask(asked{verdicts: []string{"waived"}})
	b.media("print", true)
	hidden := eval[[]string](b, `[...document.querySelectorAll(".item, .item dd, .item summary, main h3, main h4")].filter(e => !e.checkVisibility({contentVisibilityAuto: true}) || e.getBoundingClientRect().height === 0).map(e => e.outerHTML.slice(0, 80))`)
	if len(hidden) > 0 {
		t.Errorf("%d parts are not on paper: %v", len(hidden), hidden[:min(3, len(hidden))])
	}
	if ground := eval[string](b, `getComputedStyle(document.body).backgroundColor`); ground != "rgb(255, 255, 255)" {
		t.Errorf("the paper is %s", ground)
	}
	b.media("", true)
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	b.must(err)
	text := pdfText(t, pdf)
	if len(a.Rules) < 20 || len(a.Controls) < 20 {
		t.Fatalf("%d rules, %d controls", len(a.Rules), len(a.Controls))
	}
	for _, r := range a.Rules {
		for _, s := range []string{r.Title, r.ID} {
			if !strings.Contains(text, squeeze(s)) {
				t.Errorf("%q is not in the printed report", s)
			}
		}
		for _, v := range r.Violations {
			if !strings.Contains(text, squeeze(v.Resource)) {
				t.Errorf("%q is not in the printed report", v.Resource)
			}
		}
	}
	for _, c := range a.Controls {
		if !strings.Contains(text, squeeze(c.ID+" "+c.Title)) {
			t.Errorf("control %s is not in the printed report", c.ID)
		}
	}
}

func pdfText(t *testing.T, pdf []byte) string {
	t.Helper()
	path, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Fatalf("%v\nhint: apt-get install poppler-utils", err)
	}
	c := exec.Command(path, "-", "-")
	c.Stdin = bytes.NewReader(pdf)
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	return squeeze(string(out))
}

// squeeze leaves out white space and hyphens: a line may break anywhere.
func squeeze(s string) string {
	return strings.NewReplacer("-", "", "\u00ad", "", "\u2010", "").Replace(strings.Join(strings.Fields(s), ""))
}

// Every link inside the report leads somewhere, no id is given twice, headings
// follow one another in order, and nothing runs over the edge of a narrow screen
// but tables that scroll.
func TestStructure(t *testing.T) {
	t.Parallel()
	a, o := full(t)
	for name, report := range map[string][]byte{
		"host": write(t, a, o), "organisation": writeOrganisation(t, assessmenttest.Organisation(t, 7)),
	} {
		b := open(t, report, look{})
		if dead := eval[[]string](b, `[...document.querySelectorAll('a[href^="#"]')].map(e => e.getAttribute("href")).filter(h => !document.getElementById(decodeURIComponent(h.slice(1))))`); len(dead) > 0 {
			t.Errorf("%s: links to nowhere: %v", name, dead)
		}
		if n := eval[int](b, `document.querySelectorAll('a[href^="#"]').length`); n < 300 {
			t.Errorf("%s: only %d links", name, n)
		}
		if twice := eval[[]string](b, `(ids => ids.filter((id, i) => ids.indexOf(id) !== i))([...document.querySelectorAll("[id]")].map(e => e.id))`); len(twice) > 0 {
			t.Errorf("%s: given twice: %v", name, twice)
		}
		if skipped := eval[[]string](b, `(() => { let last = 0; const out = []; for (const h of document.querySelectorAll("h1,h2,h3,h4,h5,h6")) {
			const n = Number(h.tagName[1]); if (n > last + 1) out.push(h.outerHTML.slice(0, 90)); last = n } return out })()`); len(skipped) > 0 {
			t.Errorf("%s: headings out of order: %v", name, skipped)
		}
		if got := eval[string](b, `["header", "nav", "main", "footer", "h1", "[role=search]", "[role=status][aria-live=polite]"].map(s => document.querySelectorAll(s).length).join()`); got != "1,1,1,1,1,1,1" {
			t.Errorf("%s: landmarks %s", name, got)
		}
		b.narrow(name)
	}
}

// narrow: at a width of 400 pixels nothing is to be scrolled sideways.
func (b *tab) narrow(name string) {
	b.t.Helper()
	must(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 400, Height: 800, DeviceScaleFactor: 1})
	eval[int](b, `(document.querySelectorAll("main details").forEach((d, i) => { if (i < 60) d.open = true }), 1)`)
	if wide := eval[int](b, `document.documentElement.scrollWidth`); wide > 400 {
		b.t.Errorf("%s is %d pixels wide on a screen of 400: %v", name, wide, eval[[]string](b, `[...document.querySelectorAll("main *, header *")].filter(e => !e.closest(".wide") && e.getBoundingClientRect().right > 401).slice(0, 4).map(e => e.outerHTML.slice(0, 120))`))
	}
}
