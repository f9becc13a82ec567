package markdown_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/markdown"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	for name, a := range assessmenttest.All(t) {
		golden(t, name+".md", write(t, a, nil))
	}
	golden(t, "ledgered.md", write(t, assessmenttest.Ledgered(t), nil))
	before, now := changed(t)
	golden(t, "changed.md", write(t, now, assessment.Compare(before, now)))
	golden(t, "organisation.md", writeOrganisation(t, assessmenttest.Organisation(t, 12)))
}

// changed is a host then and now: findings came, went and dropped out of sight.
func changed(t testing.TB) (before, now *assessment.Assessment) {
	before, now = assessmenttest.Rich(t), assessmenttest.Rich(t)
	before.FinishedAt = before.FinishedAt.AddDate(0, -1, 0)
	before.PoliciesDigest = "sha256:" + strings.Repeat("0", 64)
	n := 0
	for i := range before.Rules {
		r := &before.Rules[i]
		if n++; n%7 == 0 {
			r.Verdict = assessment.Verdicts()[n%4]
		}
	}
	assessmenttest.Settle(before)
	return before, now
}

// A summary keeps its limit however much there is to tell, and says what it
// leaves out.
func TestLength(t *testing.T) {
	long := strings.Repeat("`|💥<b>@", 100)
	big := assessmenttest.Rich(t)
	for i := range big.Rules {
		r := &big.Rules[i]
		r.Title, r.Reason = long, fmt.Sprint(i, long)
		if i%2 == 0 {
			r.Verdict = assessment.Fail
			r.Violations = []assessment.Violation{{Message: long, Resource: long, Observed: long, Expected: long, Source: long}}
		} else {
			r.Verdict = assessment.Unknown
		}
	}
	for i := range 3000 {
		r := big.Rules[i%2]
		r.ID = fmt.Sprint("more-", i)
		r.Reason = fmt.Sprint(i, long)
		big.Rules = append(big.Rules, r)
	}
	big.Host.Name = long
	big.Profile.Name, big.Profile.Role, big.Tool.Version = long, long, long
	changes := assessment.Compare(assessmenttest.Nothing(t), big)
	changes.Caveats = slices.Repeat([]string{long}, 50)
	all := map[string][]byte{
		"big": write(t, big, changes), "organisation": writeOrganisation(t, assessmenttest.Organisation(t, 1500)),
	}
	for name, got := range all {
		if len(got) > markdown.MaxLength || utf8.RuneCount(got) > 60_000 || len(got) < 30_000 {
			t.Errorf("%s: %d bytes", name, len(got))
		}
		cut := regexp.MustCompile(`(?m)^Left out here for length: [0-9]+ of [0-9]+ (findings|reasons|changes|hosts|rules);`).FindAllString(string(got), -1)
		if len(cut) == 0 || name == "big" && len(cut) != 3 {
			t.Errorf("%s: says that it leaves out: %q", name, cut)
		}
	}
}

func TestNothingIsNoPass(t *testing.T) {
	got := string(write(t, assessmenttest.Nothing(t), nil))
	for _, want := range []string{"**Nothing could be evaluated**", "| technical | no score | no score | nothing was evaluated |", "this is not a pass", "### Unknown (83 rules; none of them counts as a pass)"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q", want)
		}
	}
}

func TestLedger(t *testing.T) {
	got := string(write(t, assessmenttest.Ledgered(t), nil))
	for _, want := range []string{"**waived** until 2026-08-31", "**waived in part** (1 of 2)", "| technical, adjusted |", "| attestation `att-forum` |", "controls lack people's evidence"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q", want)
		}
	}
}

// The renderer that GitHub's is made from makes of every summary only what the
// summary itself means: no tag, link or mention comes from the host.
func TestRendered(t *testing.T) {
	need(t)
	all := map[string][]byte{"organisation": writeOrganisation(t, assessmenttest.Organisation(t, 7))}
	for name, a := range assessmenttest.All(t) {
		all[name] = write(t, a, nil)
	}
	before, now := changed(t)
	all["changed"] = write(t, now, assessment.Compare(before, now))
	for name, md := range all {
		checkHTML(t, name, render(t, md))
	}
	for _, s := range hostile() {
		checkFlood(t, s)
	}
}

func FuzzRendered(f *testing.F) {
	need(f)
	for _, s := range hostile() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkFlood(t, s) })
}

func hostile() []string {
	return append(assessmenttest.HostileTexts(),
		"@octocat please see #1 and GH-2, owner/repo#3, deadbeefcafe", "https://192.0.2.1/x www.example.org ftp://example.org root@example.org",
		"a|b", `a\|b`, `a\\|b`, "`a`|`b`", "``` x", " ` ", "   ", "|", "||||", "\\", "a\\", "*x* _y_ ~~z~~", "# heading", "- item", "1. item", "> quote",
		"<!-- ", "-->", "<details open>", "![x](http://192.0.2.1/x.png)", "[x]: http://192.0.2.1/", ":smile:", "$x$ $$y$$", "[^1]", "- [x] done", "&lt;b&gt; &#60;",
		"| --- | --- |", "<img src=x onerror=alert(1)>", "x<br>y", "http:// x", "mailto:a@example.org", "xmpp:a@example.org")
}

// checkFlood renders an assessment in which the text stands everywhere, and
// looks for it unharmed in the cell of the first finding.
func checkFlood(t *testing.T, s string) {
	t.Helper()
	a := assessmenttest.Flood(t, s)
	a.Rules[0].Verdict, a.Rules[0].Severity = assessment.Fail, assessment.Critical
	a.Rules[0].Violations = []assessment.Violation{{Resource: "here", Observed: s, Expected: "there"}}
	now := assessment.Compare(assessmenttest.Nothing(t), a)
	md := write(t, a, now)
	for _, r := range string(md) {
		if r != '\n' && !unicode.IsPrint(r) {
			t.Fatalf("%q: holds %U", s, r)
		}
	}
	html := render(t, md)
	checkHTML(t, fmt.Sprintf("%.60q", s), html)
	want := strings.ReplaceAll(assessment.Printable(s), "|", `\x7c`)
	if want == "" || len(want) > 120 {
		return
	}
	want = "here: " + want + "; expected there"
	if !slices.Contains(cells(t, html), want) {
		t.Errorf("%q: no cell is %q", s, want)
	}
}

var (
	tags    = []string{"root", "h2", "h3", "p", "strong", "code", "table", "thead", "tbody", "tr", "th", "td", "ul", "li"}
	linkish = regexp.MustCompile(`(?i)@|#|://|www\.|GH-[0-9]|\b[0-9a-f]{7,}\b|[<>$\[\]^]|:[a-z]+:`)
)

func checkHTML(t *testing.T, name string, html []byte) {
	t.Helper()
	walk(t, html, func(stack []string, text string) {
		if !slices.Contains(stack, "code") && linkish.MatchString(text) {
			t.Errorf("%s: outside of code: %q", name, text)
		}
	}, func(e xml.StartElement) {
		if !slices.Contains(tags, e.Name.Local) {
			t.Errorf("%s: a tag %s", name, e.Name.Local)
		}
		for _, a := range e.Attr {
			if a.Name.Local != "align" {
				t.Errorf("%s: an attribute %s of %s", name, a.Name.Local, e.Name.Local)
			}
		}
	})
}

// cells are the texts of all td.
func cells(t *testing.T, html []byte) []string {
	var out []string
	walk(t, html, func(stack []string, text string) {
		if slices.Contains(stack, "td") {
			out[len(out)-1] += text
		}
	}, func(e xml.StartElement) {
		if e.Name.Local == "td" {
			out = append(out, "")
		}
	})
	return out
}

func walk(t *testing.T, html []byte, text func(stack []string, text string), start func(xml.StartElement)) {
	t.Helper()
	d := xml.NewDecoder(io.MultiReader(strings.NewReader("<root>"), bytes.NewReader(html), strings.NewReader("</root>")))
	var stack []string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%v in\n%.2000s", err, html)
		}
		switch e := token.(type) {
		case xml.StartElement:
			stack = append(stack, e.Name.Local)
			start(e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			text(stack, string(e))
		default:
			t.Errorf("a %T", e)
		}
	}
}

func need(t testing.TB) {
	t.Helper()
	if _, err := exec.LookPath("cmark-gfm"); err != nil {
		t.Fatal("cmark-gfm is missing: install the Debian package cmark-gfm")
	}
}

func render(t *testing.T, md []byte) []byte {
	t.Helper()
	cmd := exec.Command("cmark-gfm", "--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough", "-e", "tasklist", "-e", "footnotes")
	cmd.Stdin = bytes.NewReader(md)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	return out
}

func write(t testing.TB, a *assessment.Assessment, c *assessment.Changes) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := markdown.New(markdown.Options{Changes: c}).Write(&out, a); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func writeOrganisation(t testing.TB, o *assessment.Organisation) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := markdown.New(markdown.Options{}).WriteOrganisation(&out, o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got); refresh with go test ./reports/markdown -update\n%s", name, d)
	}
}
