package junit_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/junit"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	golden(t, "ledgered.junit.xml", write(t, assessmenttest.Ledgered(t)))
	golden(t, "nothing.junit.xml", write(t, assessmenttest.Nothing(t)))
	golden(t, "organisation.junit.xml", writeOrganisation(t, assessmenttest.Organisation(t, 2)))
}

// The schema of Jenkins' xUnit plugin accepts every file.
func TestSchema(t *testing.T) {
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Fatal("xmllint is missing: install the Debian package libxml2-utils")
	}
	dir := t.TempDir()
	files := map[string][]byte{
		"ledgered": write(t, assessmenttest.Ledgered(t)), "organisation": writeOrganisation(t, assessmenttest.Organisation(t, 6)),
	}
	for name, a := range assessmenttest.All(t) {
		files[name] = write(t, a)
	}
	for i, s := range assessmenttest.HostileTexts() {
		files["text"+string(rune('a'+i))] = write(t, assessmenttest.Flood(t, s))
	}
	args := []string{"--noout", "--nonet", "--huge", "--schema", "testdata/junit-10.xsd"}
	for name, data := range files {
		path := filepath.Join(dir, name+".xml")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	if said, err := exec.Command("xmllint", args...).CombinedOutput(); err != nil || strings.Count(string(said), " validates") != len(files) {
		t.Errorf("%v\n%.3000s", err, said)
	}
}

// junitparser, a reader of CI tools, sees the verdicts: unknown is an error, a
// failure that is waived is still one.
func TestJunitparserReadsIt(t *testing.T) {
	const python = "/usr/bin/python3"
	if said, err := exec.Command(python, "-c", "import junitparser").CombinedOutput(); err != nil {
		t.Fatalf("junitparser is missing: install the Debian package python3-junitparser (%v: %s)", err, said)
	}
	const program = `import json, sys
from junitparser import JUnitXml
out = {"suites": {}, "cases": {}}
x = JUnitXml.fromfile(sys.argv[1])
out["totals"] = [x.tests, x.failures, x.errors]
for s in x:
    out["suites"][s.name] = [s.tests, s.failures, s.errors, s.skipped]
    for c in s:
        r = [type(i).__name__ for i in c.result]
        out["cases"][s.name.split(" ")[0] + " " + c.name] = r[0] if r else "Passed"
print(json.dumps(out))`
	for name, a := range map[string]*assessment.Assessment{
		"ledgered": assessmenttest.Ledgered(t), "rich": assessmenttest.Rich(t), "nothing": assessmenttest.Nothing(t),
	} {
		path := filepath.Join(t.TempDir(), "junit.xml")
		if err := os.WriteFile(path, write(t, a), 0o600); err != nil {
			t.Fatal(err)
		}
		said, err := exec.Command(python, "-c", program, path).Output()
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			Totals []int
			Suites map[string][]int
			Cases  map[string]string
		}
		if err := json.Unmarshal(said, &got); err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		failures, errs := 0, 0
		add := func(key, result string) {
			want[key] = result
			switch result {
			case "Failure":
				failures++
			case "Error":
				errs++
			}
		}
		for _, r := range a.Rules {
			add(r.Controls[0]+" "+r.ID, map[assessment.Verdict]string{
				assessment.Pass: "Passed", assessment.Fail: "Failure", assessment.Unknown: "Error", assessment.NotApplicable: "Skipped",
			}[r.Verdict])
		}
		for _, c := range a.Controls {
			add(c.ID+" control", map[assessment.Conformity]string{
				assessment.Conforming: "Passed", assessment.Nonconforming: "Failure",
				assessment.Undetermined: "Error", assessment.ControlNotApplicable: "Skipped",
			}[c.Verdict])
		}
		if d := cmp.Diff(want, got.Cases); d != "" || len(want) != 127+len(a.Rules) {
			t.Errorf("%s: -want +got\n%s", name, d)
		}
		if d := cmp.Diff([]int{len(want), failures, errs}, got.Totals); d != "" || len(got.Suites) != 127 {
			t.Errorf("%s: totals -want +got\n%s", name, d)
		}
		// No suite is green unless its control conforms or does not apply.
		for _, c := range a.Controls {
			s := got.Suites[c.ID+" "+c.Title]
			green := s[1] == 0 && s[2] == 0
			if green && c.Verdict != assessment.Conforming && c.Verdict != assessment.ControlNotApplicable {
				t.Errorf("%s: the suite of control %s is green, the control is %s", name, c.ID, c.Verdict)
			}
		}
	}
}

func TestWaivedFailuresSaySo(t *testing.T) {
	got := string(write(t, assessmenttest.Ledgered(t)))
	for _, want := range []string{
		`<failure type="fail" message="waived by wv-single until 2026-08-31: account toor has uid 0">`,
		`<property name="waived.account-root-only-uid-zero" value="1 of 1 violation: wv-single"></property>`,
		`message="in part (1 of 2 violations) waived by wv-part until 2026-08-31: `,
		`<property name="adjusted" value="not_applicable"></property>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s", want)
		}
	}
}

// A host of which there are no facts is an error, and each host's controls are
// cases of its suite.
func TestOrganisation(t *testing.T) {
	o := assessmenttest.Organisation(t, 6)
	var got struct {
		Suites []struct {
			Name  string `xml:"name,attr"`
			Cases []struct {
				Failure *struct{} `xml:"failure"`
				Error   *struct {
					Type string `xml:"type,attr"`
				} `xml:"error"`
				Skipped *struct{} `xml:"skipped"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(writeOrganisation(t, o), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Suites) != 6+len(o.NotAssessed) || len(o.NotAssessed) == 0 {
		t.Fatalf("%d suites", len(got.Suites))
	}
	for i, h := range o.Hosts {
		for k, c := range h.Controls {
			one := got.Suites[i].Cases[k]
			passed := one.Failure == nil && one.Error == nil && one.Skipped == nil
			if passed != (c.Verdict == assessment.Conforming) || (one.Error != nil) != (c.Verdict == assessment.Undetermined) {
				t.Errorf("%s, control %s: %s became %+v", h.Host.Name, o.Controls[k].ID, c.Verdict, one)
			}
		}
	}
	last := got.Suites[len(got.Suites)-1]
	if last.Name != o.NotAssessed[len(o.NotAssessed)-1].Host || len(last.Cases) != 1 || last.Cases[0].Error == nil || last.Cases[0].Error.Type != "not_assessed" {
		t.Errorf("not assessed: %+v", last)
	}
}

func FuzzWrite(f *testing.F) {
	for _, s := range assessmenttest.HostileTexts() {
		f.Add(s)
	}
	f.Add("]]> &#0; \x00 \ufffe <!-- -->")
	f.Fuzz(func(t *testing.T, s string) {
		got := write(t, assessmenttest.Flood(t, s))
		if !utf8.Valid(got) || bytes.ContainsRune(got, utf8.RuneError) && !strings.ContainsRune(s, utf8.RuneError) {
			t.Errorf("%q: no UTF-8, or a character was lost", s)
		}
		d := xml.NewDecoder(bytes.NewReader(got))
		d.Strict = true
		cases := 0
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%q: %v", s, err)
			}
			switch e := token.(type) {
			case xml.StartElement:
				if e.Name.Local == "testcase" {
					cases++
				}
				for _, a := range e.Attr {
					for _, r := range a.Value {
						if !unicode.IsPrint(r) {
							t.Errorf("%q: %s of %s holds %U", s, a.Name.Local, e.Name.Local, r)
						}
					}
				}
			case xml.CharData:
				for _, r := range string(e) {
					if r != '\n' && !unicode.IsPrint(r) {
						t.Errorf("%q: text holds %U", s, r)
					}
				}
			case xml.Comment, xml.Directive:
				t.Errorf("%q: %T", s, e)
			}
		}
		if cases != 12+15 {
			t.Errorf("%q: %d cases, want those of 12 rules and 15 controls", s, cases)
		}
	})
}

func write(t testing.TB, a *assessment.Assessment) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := junit.New().Write(&out, a); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func writeOrganisation(t testing.TB, o *assessment.Organisation) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := junit.New().WriteOrganisation(&out, o); err != nil {
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
		t.Errorf("%s (-want +got); refresh with go test ./reports/junit -update\n%s", name, d)
	}
}
