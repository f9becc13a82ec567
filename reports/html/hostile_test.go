package html_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/html"
)

// payloads would each break out of one context of HTML, if it were not escaped.
func payloads() []string {
	const do = `window.owned=1`
	return append([]string{
		`"><img src=x onerror="` + do + `">`,
		`' onmouseover='` + do + `' autofocus onfocus='` + do,
		` onload=` + do + ` x=`,
		`</script><script>` + do + `</script>`,
		`</style><style>*{display:none}</style><link rel=stylesheet href=//x.example/>`,
		`</title></head><body onload=` + do + `>`,
		`--><script>` + do + `</script><!--`,
		`javascript:` + do,
		`data:text/html,<script>` + do + `</script>`,
		`<svg><script>` + do + `</script></svg><iframe srcdoc="<script>` + do + `</script>">`,
		`</textarea></select></datalist></pre><base href=//x.example/><meta http-equiv=refresh content=0>`,
		"`${" + do + "}` {{.}} ${" + do + "} \\u003cscript\\u003e",
		`&lt;script&gt;&#60;script&#62;`,
		"\x00<\x00script>" + do,
		"\xff\"><script>" + do + "</script>",
		"\u2028\u2029\u202e\"><b>",
	}, strings.Join(assessmenttest.HostileTexts()[:4], " "))
}

// flood puts s into every string of v: names that are referred to keep their
// beginning, so that the report keeps its shape.
func flood(v reflect.Value, field, s string) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() && v.Kind() == reflect.Pointer {
			flood(v.Elem(), field, s)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			flood(v.Field(i), v.Type().Field(i).Name, s)
		}
	case reflect.Slice:
		for i := range v.Len() {
			flood(v.Index(i), field, s)
		}
	case reflect.String:
		if v.Type() != reflect.TypeFor[string]() {
			return // a word of the model, such as a verdict
		}
		switch field {
		case "ID", "Controls", "Rules", "Control", "Rule", "Clause", "Objective", "Records", "WaivedBy", "WorstControl", "Name", "Failed", "Nonconforming", "Undetermined", "Organisation":
			v.SetString(v.String() + s)
		default:
			v.SetString(s)
		}
	}
}

// small is a report of every part, with s wherever there is text.
func small(t testing.TB, s string) (*assessment.Assessment, html.Options) {
	a := assessmenttest.Ledgered(t)
	a.Rules, a.Controls = append(a.Rules[:8:8], a.Rules[len(a.Rules)-8:]...), a.Controls[:12]
	a.Clauses, a.Objectives = a.Clauses[:2], a.Objectives[:5]
	before := assessmenttest.Rich(t)
	for i := range before.Rules {
		before.Rules[i].Verdict = assessment.Verdicts()[i%4]
	}
	o := html.Options{Changes: assessment.Compare(before, a), Engagement: &assessment.Engagement{
		Title: "t", Client: "c", Organisation: "o", Team: []string{"a", "b"}, Objectives: []string{"a"}, Scope: "s", Places: []string{"p"},
		PeriodFrom: "f", PeriodTo: "t", Confidentiality: "c", Distribution: []string{"d"}, Auditor: "a", Auditee: "b", Accent: "#000000",
		Logo: onePixel, LogoType: "png",
	}}
	flood(reflect.ValueOf(a), "", s)
	a.Profile.Params = map[string]any{"p" + s: s, "q" + s: []any{s, map[string]any{s: s}}}
	flood(reflect.ValueOf(o.Changes), "", s)
	flood(reflect.ValueOf(o.Engagement), "", s)
	return a, o
}

// No text of a host becomes an element or an attribute: a browser's own parser
// finds the same ones as with harmless text.
func TestTextNeverBecomesMarkup(t *testing.T) {
	t.Parallel()
	b := open(t, write(t, assessmenttest.Rich(t), html.Options{}), look{})
	shape := func(report []byte) string {
		t.Helper()
		quoted, err := json.Marshal(string(bytes.ToValidUTF8(report, []byte("?"))))
		if err != nil {
			t.Fatal(err)
		}
		return eval[string](b, fmt.Sprintf(`(s => [...new DOMParser().parseFromString(s, "text/html").querySelectorAll("*")].map(e =>
			e.localName + "[" + [...e.attributes].map(a => a.name).sort() + "]").join("\n"))(%s)`, quoted))
	}
	host := func(s string) []byte {
		a, o := small(t, s)
		return write(t, a, o)
	}
	organisation := func(s string) []byte {
		o := assessmenttest.Organisation(t, 2)
		flood(reflect.ValueOf(o), "", s)
		return writeOrganisation(t, o)
	}
	compare := func(name string, report func(s string) []byte, texts []string) {
		t.Helper()
		for _, p := range texts {
			// As long as the text, since what is long is cut and says so.
			want := shape(report(harmless(p)))
			if n := strings.Count(want, "\n"); n < 1500 {
				t.Fatalf("%s: only %d elements", name, n)
			}
			if got := shape(report(p)); got != want {
				t.Errorf("%s: %q changes the elements: %s", name, p, firstDifference(got, want))
			}
		}
	}
	// Together in the browser; each alone by the characters that make markup.
	compare("host", host, []string{strings.Join(payloads(), " "), payloads()[0], payloads()[3]})
	compare("organisation", organisation, []string{strings.Join(payloads(), " ")})
	for name, report := range map[string]func(s string) []byte{"host": host, "organisation": organisation} {
		want := marks(report("harmless"))
		for _, p := range payloads() {
			if got := marks(report(p)); got != want {
				t.Errorf("%s: %q: %v of < > \" ', want %v", name, p, got, want)
			}
		}
	}
}

// harmless is a text of as many characters.
func harmless(s string) string { return strings.Repeat("x", utf8.RuneCountInString(s)) }

// marks counts the characters that make markup.
func marks(report []byte) (n [4]int) {
	for i, c := range []string{"<", ">", `"`, "'"} {
		n[i] = bytes.Count(report, []byte(c))
	}
	return n
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("element %d is %s, want %s", i, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d elements, want %d", len(g), len(w))
}

// Opened for real, filtered and searched, hostile reports run no script of
// theirs, ask for nothing and show no dialog (see quiet).
func TestHostileReportsDoNothing(t *testing.T) {
	t.Parallel()
	// Those that would show that they ran.
	var all string
	for _, p := range payloads() {
		if strings.Contains(p, "onerror") || strings.HasPrefix(p, "</") || strings.Contains(p, "srcdoc") {
			all += p
		}
	}
	a, o := small(t, all)
	organisation := assessmenttest.Organisation(t, 2)
	flood(reflect.ValueOf(organisation), "", all)
	for name, report := range map[string][]byte{
		"host": write(t, a, o), "organisation": writeOrganisation(t, organisation), "hostile": write(t, assessmenttest.Hostile(t), html.Options{}),
	} {
		b := open(t, report, look{})
		if b.ask(asked{query: "<script>", host: "<img"}); len(b.seen("rule")) == 0 {
			t.Errorf("%s: no rule holds the text that was searched for", name)
		}
		b.ask(asked{})
		eval[int](b, `(document.getElementById("open").click(), document.querySelectorAll("a[href^='#']").forEach((a, i) => { if (i % 200 === 0) a.click() }), 1)`)
		b.settle()
		if got := eval[string](b, `[typeof window.owned, document.scripts.length, document.querySelectorAll("style").length, document.querySelectorAll("img, iframe, base, object, embed, link:not([rel=icon])").length - document.querySelectorAll("img.logo").length].join()`); got != "undefined,1,1,0" {
			t.Errorf("%s: owned, scripts, styles, foreign elements: %s", name, got)
		}
		if name == "hostile" {
			b.narrow(name)
		}
	}
}

// The policy in the report is the strict one: nothing but the one script and
// the one style of the report itself.
func TestPolicy(t *testing.T) {
	t.Parallel()
	report := string(write(t, assessmenttest.Rich(t), html.Options{}))
	for _, want := range []string{"default-src &#39;none&#39;; script-src &#39;sha256-", "; style-src &#39;sha256-", "base-uri &#39;none&#39;", `<meta name="referrer" content="no-referrer">`} {
		if !strings.Contains(report, want) {
			t.Errorf("no %q", want)
		}
	}
	for _, never := range []string{"unsafe-inline", "unsafe-eval", " style=", " onclick=", " onload=", "http://", "@import", "url(h"} {
		if strings.Contains(report, never) {
			t.Errorf("there is %q", never)
		}
	}
	// The policy is in force: a script that is added does not run.
	b := open(t, []byte(report), look{})
	if got := eval[string](b, `(() => { const s = document.createElement("script"); s.textContent = "window.added = 1"; document.body.append(s); return typeof window.added })()`); got != "undefined" {
		t.Error("a script ran that is not the report's own")
	}
	b.settle()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.console) != 1 || !strings.Contains(b.console[0], "Content Security Policy") {
		t.Errorf("the browser says %q of a breach of the policy", b.console)
	}
	b.console = nil
}

// The characters that make markup are as many as with harmless text.
func FuzzText(f *testing.F) {
	for _, p := range payloads() {
		f.Add(p)
	}
	report := func(t testing.TB, s string) []byte {
		var b bytes.Buffer
		if err := html.New(html.Options{}).Write(&b, assessmenttest.Flood(t, s)); err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid(b.Bytes()) {
			t.Errorf("%q makes invalid UTF-8", s)
		}
		return b.Bytes()
	}
	want := marks(report(f, "harmless"))
	f.Fuzz(func(t *testing.T, s string) {
		// What is empty is left out, what is long is cut and says so, and what is
		// a link becomes one: other tests are about those.
		if strings.TrimSpace(s) == "" || len(s) > 199 || strings.HasPrefix(s, "https://") || s == "list" || s == "isoscan" {
			return
		}
		if got := marks(report(t, s)); got != want {
			t.Errorf("%q: %v of < > \" ', want %v", s, got, want)
		}
	})
}

// A failing writer makes an error, wherever it fails.
func TestWriteErrorsOfEveryPart(t *testing.T) {
	t.Parallel()
	a, o := full(t)
	size := len(write(t, a, o))
	for _, room := range []int{0, 1, size / 2, size - 1} {
		if err := html.New(o).Write(&short{room}, a); err == nil || !strings.Contains(err.Error(), "no space") {
			t.Errorf("room for %d of %d bytes: %v", room, size, err)
		}
	}
	if err := html.New(html.Options{}).WriteOrganisation(&short{5}, assessmenttest.Organisation(t, 2)); err == nil {
		t.Error("no error of the organisation")
	}
}

type short struct{ room int }

func (s *short) Write(p []byte) (int, error) {
	if len(p) > s.room {
		return 0, fmt.Errorf("no space left: %w", io.ErrShortWrite)
	}
	s.room -= len(p)
	return len(p), nil
}
