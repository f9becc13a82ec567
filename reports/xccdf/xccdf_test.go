package xccdf_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/xccdf"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	golden(t, "ledgered.xml", write(t, assessmenttest.Ledgered(t)))
}

// OpenSCAP takes every document: schema and schematron, what it is, and a
// report of it.
func TestOpenSCAP(t *testing.T) {
	for name, a := range assessmenttest.All(t) {
		t.Run(name, func(t *testing.T) {
			file := save(t, write(t, a))
			valid(t, file)
			info := oscap(t, "info", file)
			for _, want := range []string{"Checklist version: 1.2", "xccdf_isoscan_profile_baseline", "xccdf_isoscan_testresult_"} {
				if !strings.Contains(info, want) {
					t.Errorf("info lacks %q:\n%.3000s", want, info)
				}
			}
			report := oscap(t, "xccdf", "generate", "report", file)
			if strings.Contains(report, "<script>alert(1)</script>") {
				t.Error("a host's markup is alive in OpenSCAP's report")
			}
			rows := resultRows(report)
			if d := cmp.Diff(verdicts(a), rows); d != "" {
				t.Errorf("OpenSCAP's report counts otherwise: -want +got\n%s", d)
			}
		})
	}
}

// Every rule has the result that the assessment has.
func TestResultsAreTheVerdicts(t *testing.T) {
	want := map[assessment.Verdict]string{
		assessment.Pass: "pass", assessment.Fail: "fail", assessment.Unknown: "unknown", assessment.NotApplicable: "notapplicable",
	}
	for name, a := range assessmenttest.All(t) {
		b := read(t, write(t, a))
		if len(b.Results) != len(a.Rules) {
			t.Fatalf("%s: %d results, want %d", name, len(b.Results), len(a.Rules))
		}
		for i, r := range a.Rules {
			got := b.Results[i]
			if got.IDRef != "xccdf_isoscan_rule_"+r.ID || got.Result != want[r.Verdict] {
				t.Errorf("%s: %s is %s, want %s %s", name, got.IDRef, got.Result, r.ID, want[r.Verdict])
			}
		}
	}
}

func TestWaiverChangesNoResult(t *testing.T) {
	a := assessmenttest.Ledgered(t)
	seen := 0
	for _, r := range read(t, write(t, a)).Results {
		for _, w := range r.Waivers {
			seen++
			if r.Result != "fail" || w.Approver != "Bert Board" || w.From != "2026-04-01" || w.Until != "2026-08-31" {
				t.Errorf("%s: %+v", r.IDRef, w)
			}
		}
		said := strings.Contains(strings.Join(r.Messages, "\n"), "It stays a failure.")
		if whole := r.IDRef == "xccdf_isoscan_rule_account-root-only-uid-zero"; whole != said {
			t.Errorf("%s: said to be waived: %v", r.IDRef, said)
		}
	}
	if seen != 2 {
		t.Errorf("%d waivers, want the one and the one in part", seen)
	}
}

func TestScores(t *testing.T) {
	a := assessmenttest.Rich(t)
	got := map[string]string{}
	for _, s := range read(t, write(t, a)).Scores {
		got[s.System] = s.Value + " of " + s.Maximum
	}
	want := map[string]string{}
	sum, all, n := 0, 0, 0
	weights := map[assessment.Severity]int{"critical": 10, "high": 5, "medium": 3, "low": 1}
	for _, r := range a.Rules {
		if r.Verdict == assessment.NotApplicable {
			continue
		}
		n++
		all += weights[r.Severity]
		if r.Verdict == assessment.Pass {
			sum += weights[r.Severity]
		}
	}
	want["urn:xccdf:scoring:flat"] = fmt.Sprintf("%d of %d", sum, all)
	want["urn:xccdf:scoring:flat-unweighted"] = fmt.Sprintf("%d of %d", a.Score.Technical.Counts.Pass, n)
	for scope, s := range map[string]assessment.Score{"technical": a.Score.Technical, "overall": a.Score.Overall} {
		want["urn:isoscan:scoring:"+scope+":assured"] = fmt.Sprintf("%v of 100", *s.Assured)
		want["urn:isoscan:scoring:"+scope+":possible"] = fmt.Sprintf("%v of 100", *s.Possible)
		want["urn:isoscan:scoring:"+scope+":coverage"] = fmt.Sprintf("%v of 100", *s.Coverage)
	}
	delete(got, "urn:xccdf:scoring:default") // has a test of its own
	if d := cmp.Diff(want, got); d != "" {
		t.Error("-want +got\n" + d)
	}
}

// The default model, by hand: clause 3 has an objective of two controls, one at
// 10/13 by weight and one at 0; clause 4 one control that passes. A rule that
// does not apply counts nowhere, an unknown earns nothing.
func TestDefaultScore(t *testing.T) {
	rule := func(id, control string, s assessment.Severity, v assessment.Verdict) assessment.Rule {
		return assessment.Rule{ID: id, Controls: []string{control}, Severity: s, Verdict: v}
	}
	a := &assessment.Assessment{
		Clauses:    []assessment.Clause{{ID: "3"}, {ID: "4"}, {ID: "5"}},
		Objectives: []assessment.Objective{{ID: "3.1", Clause: "3"}, {ID: "4.1", Clause: "4"}, {ID: "5.1", Clause: "5"}},
		Controls: []assessment.Control{
			{ID: "3.1.1", Objective: "3.1"}, {ID: "3.1.2", Objective: "3.1"}, {ID: "4.1.1", Objective: "4.1"}, {ID: "5.1.1", Objective: "5.1"},
		},
		Rules: []assessment.Rule{
			rule("a", "3.1.1", assessment.Critical, assessment.Pass), rule("b", "3.1.1", assessment.Medium, assessment.Fail),
			rule("c", "3.1.2", assessment.Low, assessment.Unknown), rule("d", "4.1.1", assessment.High, assessment.Pass),
			rule("e", "4.1.1", assessment.High, assessment.NotApplicable), rule("f", "5.1.1", assessment.High, assessment.NotApplicable),
		},
	}
	scores := read(t, write(t, a)).Scores
	// ((1000/13 + 0)/2 + 100)/2 = 69.2307...
	if scores[0].System != "urn:xccdf:scoring:default" || scores[0].Value != "69.2307" {
		t.Errorf("%+v", scores)
	}
}

func TestNothingHasNoInterval(t *testing.T) {
	b := read(t, write(t, assessmenttest.Nothing(t)))
	if len(b.Scores) != 3 {
		t.Errorf("%+v", b.Scores)
	}
	for _, s := range b.Scores {
		if s.Value != "0" {
			t.Errorf("%+v", s)
		}
	}
	if !strings.Contains(b.Remark, "No score: nothing was evaluated.") {
		t.Errorf("%q", b.Remark)
	}
}

func TestRegister(t *testing.T) {
	a := assessmenttest.Ledgered(t)
	b := read(t, write(t, a))
	if len(b.Controls) != len(a.Controls) {
		t.Fatalf("%d controls", len(b.Controls))
	}
	for i, k := range a.Controls {
		if c := b.Controls[i]; c.ID != k.ID || c.Verdict != string(k.Verdict) || c.Adjusted != string(k.Adjusted) {
			t.Errorf("%+v, want %s %s %s", c, k.ID, k.Verdict, k.Adjusted)
		}
	}
}

func TestWriteError(t *testing.T) {
	if err := xccdf.New().Write(closed{}, assessmenttest.Rich(t)); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
}

// Odd ids still make a valid document; ids that differ stay different.
func TestOddNamesAreValid(t *testing.T) {
	a := assessmenttest.Rich(t)
	for i, id := range []string{"a_b", "a b", "a/b", "<a>", "ä", "a:b", "-", "é\x00", strings.Repeat("long", 500)} {
		for k := range a.Controls {
			for j, r := range a.Controls[k].Rules {
				if r == a.Rules[i].ID {
					a.Controls[k].Rules[j] = id
				}
			}
		}
		a.Rules[i].ID = id
	}
	a.Profile.Name, a.Profile.Params = "our own", map[string]any{"": 1, "ü&": []string{"<x>"}}
	valid(t, save(t, write(t, a)))
}

func FuzzWrite(f *testing.F) {
	for _, s := range assessmenttest.HostileTexts() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a := assessmenttest.Flood(t, s)
		a.Rules[0].ID, a.Profile.Name, a.Tool.Version = s, s, s
		b := read(t, write(t, a))
		if len(b.Results) != len(a.Rules) {
			t.Fatalf("%d results, want %d", len(b.Results), len(a.Rules))
		}
		if got := b.Results[1].Messages[0]; got != assessment.Printable(s) {
			t.Errorf("%q reads as %q", s, got)
		}
	})
}

// document is what a reader takes out of the file.
type document struct {
	XMLName xml.Name `xml:"http://checklists.nist.gov/xccdf/1.2 Benchmark"`
	Remark  string   `xml:"TestResult>remark"`
	Results []struct {
		IDRef   string `xml:"idref,attr"`
		Result  string `xml:"result"`
		Waivers []struct {
			Approver string `xml:"approver,attr"`
			From     string `xml:"from,attr"`
			Until    string `xml:"until,attr"`
		} `xml:"metadata>waiver"`
		Messages []string `xml:"message"`
	} `xml:"TestResult>rule-result"`
	Scores []struct {
		System  string `xml:"system,attr"`
		Maximum string `xml:"maximum,attr"`
		Value   string `xml:",chardata"`
	} `xml:"TestResult>score"`
	Controls []struct {
		ID       string `xml:"id,attr"`
		Verdict  string `xml:"verdict,attr"`
		Adjusted string `xml:"adjusted,attr"`
	} `xml:"TestResult>metadata>register>control"`
}

func read(t testing.TB, text string) document {
	t.Helper()
	var d document
	if err := xml.Unmarshal([]byte(text), &d); err != nil {
		t.Fatalf("%v\n%.2000s", err, text)
	}
	return d
}

func verdicts(a *assessment.Assessment) map[string]int {
	n := map[string]int{}
	for _, r := range a.Rules {
		switch r.Verdict {
		case assessment.NotApplicable:
			n["notapplicable"]++
		default:
			n[string(r.Verdict)]++
		}
	}
	return n
}

// resultRows counts the rows of OpenSCAP's HTML report by result.
func resultRows(html string) map[string]int {
	n := map[string]int{}
	for _, v := range []string{"pass", "fail", "unknown", "notapplicable"} {
		if c := strings.Count(html, "rule-overview-leaf-"+v+" "); c > 0 {
			n[v] = c
		}
	}
	return n
}

func save(t testing.TB, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "host.xccdf.xml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// valid: neither the schema nor the schematron objects, and the schematron has
// the one warning without which oscap 1.3.7 takes a document for invalid.
func valid(t testing.TB, file string) {
	t.Helper()
	out := oscap(t, "xccdf", "validate", file)
	out = strings.TrimSpace(strings.TrimPrefix(out, `<?xml version="1.0"?>`))
	if !strings.HasPrefix(out, "Warning: The 'cpe:/' prefix") || strings.Contains(out, "\n") {
		t.Errorf("validate: %.3000s", out)
	}
}

func oscap(t testing.TB, args ...string) string {
	t.Helper()
	path, err := exec.LookPath("oscap")
	if err != nil {
		t.Fatal("oscap is not there: install the Debian package openscap-scanner")
	}
	out, err := exec.Command(path, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("oscap %s: %v\n%.3000s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, os.ErrClosed }

func write(t testing.TB, a *assessment.Assessment) string {
	t.Helper()
	var out bytes.Buffer
	if err := xccdf.New().Write(&out, a); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s: -want +got\n%s", name, d)
	}
}
