package html_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/html"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// asked is what a reader asks of the filters.
type asked struct {
	verdicts, severities []string
	clause, host, query  string
}

// ask sets all filters at once, by the events that a reader's hand makes, and
// waits until they are applied.
func (b *tab) ask(q asked) {
	b.t.Helper()
	eval[int](b, fmt.Sprintf(`(() => {
		const form = document.getElementById("filters");
		form.querySelector("[type=reset]").click();
		for (const [name, values] of [["v", %s], ["s", %s]]) for (const v of values) form.querySelector("input[name=" + name + "][value=" + v + "]").click();
		for (const [id, value] of [["clause", %q], ["host", %q], ["q", %q]]) {
			const e = document.getElementById(id);
			if (e) { e.value = value; e.dispatchEvent(new Event("input", {bubbles: true})); }
		}
		return 1 })()`, list(q.verdicts), list(q.severities), q.clause, q.host, q.query))
	b.settle()
}

func list(s []string) string {
	quoted := make([]string, len(s))
	for i := range s {
		quoted[i] = strconv.Quote(s[i])
	}
	return "[" + strings.Join(quoted, ",") + "]"
}

// settle waits until what was typed is applied.
func (b *tab) settle() {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`new Promise(done => setTimeout(() => done(true), 200))`, chromedp.EvalAwaitPromise)); err != nil {
		b.t.Fatal(err)
	}
}

// seen is what is in view of one kind, by the id or name of each.
func (b *tab) seen(kind string) []string {
	b.t.Helper()
	return eval[[]string](b, fmt.Sprintf(`[...document.querySelectorAll('[data-k=%s]')].filter(e => e.checkVisibility()).map(e => e.id || e.dataset.n)`, kind))
}

func TestFilters(t *testing.T) {
	t.Parallel()
	a, o := full(t)
	b := open(t, write(t, a, o), look{})
	for _, q := range []asked{
		{},
		{verdicts: []string{"fail"}},
		{verdicts: []string{"unknown"}},
		{verdicts: []string{"waived"}},
		{verdicts: []string{"unknown", "na"}},
		{severities: []string{"critical"}},
		{severities: []string{"high", "low"}},
		{clause: "9"},
		{clause: "12"},
		{verdicts: []string{"fail"}, severities: []string{"critical", "high"}, clause: "9"},
		{verdicts: []string{"pass"}, clause: "8"},
		{query: "deploy"},
		{query: "/ETC/passwd  uid"},
		{query: "sshd_config.d/50-cloud.conf:2"},
		{verdicts: []string{"pass"}, query: "deploy"},
		{query: "no such words anywhere"},
	} {
		b.ask(q)
		var wantRules, wantControls []string
		for i := range a.Rules {
			if q.rule(&a.Rules[i]) {
				wantRules = append(wantRules, "rule-"+a.Rules[i].ID)
			}
		}
		for i := range a.Controls {
			if q.control(a, &a.Controls[i]) {
				wantControls = append(wantControls, "control-"+a.Controls[i].ID)
			}
		}
		rules, controls := b.seen("rule"), b.seen("control")
		same(t, fmt.Sprintf("%+v: rules", q), rules, wantRules)
		if q.query == "" {
			same(t, fmt.Sprintf("%+v: controls", q), controls, wantControls)
		}
		// What is told to those who do not see is what those who see count.
		status := eval[string](b, `document.getElementById("count").textContent`)
		for _, s := range []string{told(len(rules), len(a.Rules), "rule"), told(len(controls), len(a.Controls), "control")} {
			if !strings.Contains(status, s) {
				t.Errorf("%+v: told %q, want %q", q, status, s)
			}
		}
		// So does every heading that counts.
		if wrong := eval[[]string](b, `[...document.querySelectorAll('h3 > [data-count]')].filter(s => s.checkVisibility()).filter(s => {
			const n = [...s.closest("[data-group]").querySelectorAll("[data-k]")].filter(e => e.checkVisibility()).length;
			return !s.textContent.startsWith(String(n) + " ") }).map(s => s.closest("h3").textContent)`); len(wrong) > 0 {
			t.Errorf("%+v: headings that count wrong: %q", q, wrong)
		}
		if headings := eval[int](b, `[...document.querySelectorAll('[data-group] > h3, [data-group] > h4')].filter(h => h.checkVisibility() && !h.parentElement.querySelector('[data-k]:not([hidden])')).length`); headings > 0 {
			t.Errorf("%+v: %d headings of nothing", q, headings)
		}
	}
	b.ask(asked{query: "no such words anywhere"})
	if n := eval[int](b, `[...document.querySelectorAll('.none-left')].filter(e => e.checkVisibility()).length`); n != 5 {
		t.Errorf("%d of 5 sections say that nothing matches", n)
	}
}

func told(n, all int, noun string) string {
	if n == all {
		return fmt.Sprintf("all %d %ss", all, noun)
	}
	return fmt.Sprintf("%d of %d %ss", n, all, noun)
}

func (q asked) any(asked, has []string) bool {
	return len(asked) == 0 || slices.ContainsFunc(asked, func(s string) bool { return slices.Contains(has, s) })
}

// rule: the filters let it through, computed from the assessment.
func (q asked) rule(r *assessment.Rule) bool {
	has := []string{map[assessment.Verdict]string{assessment.Pass: "pass", assessment.Fail: "fail", assessment.Unknown: "unknown", assessment.NotApplicable: "na"}[r.Verdict]}
	if r.Waived() {
		has = append(has, "waived")
	}
	var clauses []string
	text := []string{r.ID, r.Title, r.Description, r.Reason, string(r.Severity)}
	for _, c := range r.Controls {
		clause, _, _ := strings.Cut(c, ".")
		clauses = append(clauses, clause)
		text = append(text, c)
	}
	if r.Verdict == assessment.Fail || r.Verdict == assessment.Unknown {
		text = append(text, r.Remediation.Text, r.Remediation.Command)
	}
	for _, v := range r.Violations {
		text = append(text, v.Message, v.Resource, v.Observed, v.Expected, v.Source, v.WaivedBy)
	}
	for _, e := range r.Evidence {
		text = append(text, e.Message, e.Source)
	}
	text = append(text, r.References...)
	all := strings.ToLower(strings.Join(text, "\n"))
	for _, word := range strings.Fields(strings.ToLower(q.query)) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return q.any(q.verdicts, has) && q.any(q.severities, []string{string(r.Severity)}) && (q.clause == "" || slices.Contains(clauses, q.clause))
}

// control likewise, but for the search.
func (q asked) control(a *assessment.Assessment, c *assessment.Control) bool {
	has := []string{map[assessment.Conformity]string{assessment.Conforming: "pass", assessment.Nonconforming: "fail", assessment.Undetermined: "unknown", assessment.ControlNotApplicable: "na"}[c.Verdict]}
	if c.Adjusted == assessment.ControlWaived {
		has = append(has, "waived")
	}
	var severities []string
	for _, r := range a.Rules {
		if slices.Contains(r.Controls, c.ID) {
			severities = append(severities, string(r.Severity))
		}
	}
	return q.any(q.verdicts, has) && q.any(q.severities, severities) && (q.clause == "" || q.clause == c.Clause)
}

// same compares two sets.
func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	got, want = slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %d, want %d\ngot  %v\nwant %v", what, len(got), len(want), got, want)
	}
}

// A link to a rule opens it in view, though the filters hide it.
func TestLinksLeadToRulesAndControls(t *testing.T) {
	t.Parallel()
	r := write(t, assessmenttest.Rich(t), html.Options{})
	b := open(t, r, look{fragment: "#control-9.5.3"})
	at := `(id => { const e = document.getElementById(id), s = e.querySelector("summary").getBoundingClientRect(), bar = document.getElementById("filters").getBoundingClientRect();
		return [e.open, e.checkVisibility(), s.top >= bar.bottom && s.bottom <= innerHeight, document.activeElement === e.querySelector("summary")].join() })`
	inView := func(id string) {
		t.Helper()
		if got := eval[string](b, fmt.Sprintf("%s(%q)", at, id)); got != "true,true,true,true" {
			t.Errorf("%s: open, visible, in view, focused: %s", id, got)
		}
	}
	inView("control-9.5.3")
	b.ask(asked{verdicts: []string{"pass"}})
	eval[bool](b, `(location.hash = "#rule-ssh-root-login", true)`)
	b.settle()
	inView("rule-ssh-root-login")
	if checked := eval[int](b, `document.querySelectorAll("#filters :checked[name]").length`); checked != 0 {
		t.Errorf("%d filters still hold", checked)
	}
	// The same link again, after the reader closed it.
	eval[bool](b, `(document.getElementById("rule-ssh-root-login").open = false, document.querySelector('a[href="#rule-ssh-root-login"]').click(), true)`)
	b.settle()
	inView("rule-ssh-root-login")
}

// The same by mouse and keyboard, and the buttons beside.
func TestHands(t *testing.T) {
	t.Parallel()
	a := assessmenttest.Rich(t)
	b := open(t, write(t, a, html.Options{}), look{})
	click := func(selector string) { t.Helper(); b.must(chromedp.Do(b.ctx, chromedp.Click(chromedp.CSS(selector)))) }
	opened := `document.querySelectorAll("main details[open]").length`
	click("#filters input[value=fail]")
	click("#filters input[value=critical]")
	b.settle()
	visible := len(b.seen("rule")) + len(b.seen("control"))
	want := 0
	for i := range a.Rules {
		if (asked{verdicts: []string{"fail"}, severities: []string{"critical"}}).rule(&a.Rules[i]) {
			want++
		}
	}
	if got := len(b.seen("rule")); got != want || want == 0 {
		t.Errorf("%d rules, want %d", got, want)
	}
	click("#open")
	if got := eval[int](b, opened); got != visible {
		t.Errorf("%d are open, want the %d in view", got, visible)
	}
	click("#close")
	if got := eval[int](b, opened); got != 0 {
		t.Errorf("%d stay open", got)
	}
	click("#filters [type=reset]")
	b.must(chromedp.Do(b.ctx, chromedp.SendKeys(chromedp.CSS("#q"), "deploy")))
	b.settle()
	few := len(b.seen("rule"))
	b.must(chromedp.Do(b.ctx, chromedp.KeyEvent(kb.Escape)))
	b.settle()
	if all := len(b.seen("rule")); all != len(a.Rules) || few == 0 || few == all {
		t.Errorf("%d rules before Escape, %d after it", few, all)
	}
}
