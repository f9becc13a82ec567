package oscal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/oscal"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	golden(t, "ledgered.oscal.json", write(t, assessmenttest.Ledgered(t)))
}

// The schema that NIST publishes takes every document, and every reference in it
// leads somewhere.
func TestSchema(t *testing.T) {
	schema := compile(t)
	texts := map[string]string{"organisation": organisation(t, assessmenttest.Organisation(t, 6)), "empty": write(t, &assessment.Assessment{})}
	for name, a := range assessmenttest.All(t) {
		texts[name] = write(t, a)
	}
	for name, text := range texts {
		validate(t, name, schema, text)
		references(t, name, text)
	}
}

// The schema bites: what it must refuse, it refuses.
func TestSchemaRefuses(t *testing.T) {
	schema := compile(t)
	text := write(t, assessmenttest.Rich(t))
	for what, change := range map[string][2]string{
		"a state that there is not": {`"not-satisfied"`, `"unknown"`},
		"a UUID that is none":       {`"uuid": "`, `"uuid": "x`},
		"a key that there is not":   {`"import-ap"`, `"import"`},
	} {
		broken, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(text, change[0], change[1], 1)))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(broken) == nil {
			t.Errorf("%s is valid", what)
		}
	}
}

// Only a conforming control is satisfied.
func TestFindings(t *testing.T) {
	for name, a := range assessmenttest.All(t) {
		r := read(t, write(t, a)).Results[0]
		if len(r.Findings) != len(a.Controls) {
			t.Fatalf("%s: %d findings, want %d", name, len(r.Findings), len(a.Controls))
		}
		for i, k := range a.Controls {
			f := r.Findings[i]
			want := map[assessment.Conformity]string{
				assessment.Conforming: "satisfied pass ", assessment.Nonconforming: "not-satisfied fail ",
				assessment.Undetermined: "not-satisfied other ", assessment.ControlNotApplicable: "not-satisfied other not-applicable",
			}[k.Verdict]
			if got := f.Target.Status.State + " " + f.Target.Status.Reason + " " + f.Target.Implementation.State; got != want {
				t.Errorf("%s: %s is %q, want %q", name, k.ID, got, want)
			}
			if f.value("verdict") != string(k.Verdict) || f.value("adjusted-verdict") != string(k.Adjusted) {
				t.Errorf("%s: %s has the verdict %s, %s", name, k.ID, f.value("verdict"), f.value("adjusted-verdict"))
			}
		}
	}
}

func TestObservationsAndRisks(t *testing.T) {
	a := assessmenttest.Ledgered(t)
	r := read(t, write(t, a)).Results[0]
	observed, risks := map[string]observation{}, map[string]risk{}
	records := 0
	for _, o := range r.Observations {
		if o.value("record") != "" {
			records++
			if !cmp.Equal(o.Methods, []string{"EXAMINE"}) || o.Expires == "" || o.Origins[0].Actors[0].Type != "party" {
				t.Errorf("record %s: %+v", o.value("record"), o)
			}
			continue
		}
		observed[o.value("rule")] = o
	}
	if records != 7 { // six attestations and a line of the Statement of Applicability
		t.Errorf("%d records", records)
	}
	for _, k := range r.Risks {
		risks[k.value("rule")] = k
	}
	if len(observed) != len(a.Rules) || len(risks) != a.Score.Technical.Counts.Fail {
		t.Fatalf("%d observations, %d risks", len(observed), len(risks))
	}
	for i := range a.Rules {
		rule := &a.Rules[i]
		o := observed[rule.ID]
		if o.value("verdict") != string(rule.Verdict) || len(o.Evidence) != len(rule.Violations)+len(rule.Evidence) || len(o.Methods) == 0 {
			t.Errorf("%s: %+v", rule.ID, o)
		}
		k, ok := risks[rule.ID]
		if ok != (rule.Verdict == assessment.Fail) {
			t.Errorf("%s: has a risk: %v", rule.ID, ok)
		}
		if !ok {
			continue
		}
		want := "open"
		if rule.Waived() {
			want = "deviation-approved"
		}
		if k.Status != want || k.Characters[0].Facets[0].Value != string(rule.Severity) {
			t.Errorf("%s: %+v, want %s", rule.ID, k, want)
		}
	}
	if k := risks["account-root-only-uid-zero"]; k.Deadline != "2026-08-31T23:59:59Z" || len(k.Log.Entries) != 1 || k.Log.Entries[0].Change != "deviation-approved" {
		t.Errorf("%+v", k)
	}
	if k := risks["account-shared-uid"]; k.Status != "open" || k.Deadline != "" || len(k.Log.Entries) != 1 || k.Log.Entries[0].Change != "" {
		t.Errorf("a waiver in part approves: %+v", k)
	}
	for id, want := range map[string][]string{"ports-authorised": {"TEST"}, "file-passwd-permissions": {"EXAMINE"}} {
		if got := observed[id].Methods; !cmp.Equal(got, want) {
			t.Errorf("%s was observed by %v, want %v", id, got, want)
		}
	}
}

func TestNothingIsSatisfied(t *testing.T) {
	text := write(t, assessmenttest.Nothing(t))
	if strings.Contains(text, `"state": "satisfied"`) {
		t.Error("something is satisfied")
	}
	if r := read(t, text).Results[0]; r.value("score-technical") != "none: nothing was evaluated" || r.value("score-technical-assured") != "" {
		t.Errorf("%+v", r.Props)
	}
}

func TestOrganisation(t *testing.T) {
	o := assessmenttest.Organisation(t, 6)
	d := read(t, organisation(t, o))
	if len(d.Results) != 7 {
		t.Fatalf("%d results, want 6 hosts and one without facts", len(d.Results))
	}
	for i, h := range o.Hosts {
		r := d.Results[i]
		if len(r.Risks) != len(h.Findings) || len(r.Findings) != len(o.Controls) || r.Definitions.Inventory[0].value("host-name") != h.Host.Name {
			t.Errorf("%s: %d risks, %d findings", h.Host.Name, len(r.Risks), len(r.Findings))
		}
		for j, f := range r.Findings {
			if (f.Target.Status.State == "satisfied") != (h.Controls[j].Verdict == assessment.Conforming) {
				t.Errorf("%s: %s is %s", h.Host.Name, o.Controls[j].ID, f.Target.Status.State)
			}
		}
	}
	last := d.Results[6]
	if last.value("assessed") != "false" || len(last.Findings) != len(o.Controls) || len(last.Observations) != 0 {
		t.Errorf("the host without facts: %d findings, %d observations", len(last.Findings), len(last.Observations))
	}
	for _, f := range last.Findings {
		if f.Target.Status.State != "not-satisfied" || f.Target.Status.Reason != "other" {
			t.Errorf("the host without facts: %+v", f)
		}
	}
}

func TestWriteError(t *testing.T) {
	if err := oscal.New().Write(closed{}, assessmenttest.Rich(t)); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
	if err := oscal.New().WriteOrganisation(closed{}, assessmenttest.Organisation(t, 2)); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
}

// Any text makes a valid document, stays what it was, and is no markup.
func FuzzWrite(f *testing.F) {
	for _, s := range assessmenttest.HostileTexts() {
		f.Add(s)
	}
	schema := compile(f)
	markup := regexp.MustCompile("(^|[^\\\\])(\\\\\\\\)*[`*<>&\\[\\]{}~^|]")
	unescape := regexp.MustCompile(`\\([^0-9A-Za-z])`)
	f.Fuzz(func(t *testing.T, s string) {
		a := assessmenttest.Flood(t, s)
		a.Rules[0].ID, a.Profile.Name, a.Profile.Role, a.Tool.Version = s, s, s, s
		a.Ledger = &assessment.Ledger{Organisation: s, Digest: s, Records: []assessment.Record{{ID: s, Kind: assessment.Attestation,
			Control: a.Controls[0].ID, Owner: s, Approver: s, From: s, Until: s, Statement: s, Problems: []assessment.RecordProblem{{Message: s}}}}}
		text := write(t, a)
		validate(t, "flood", schema, text)
		references(t, "flood", text)
		want := strings.TrimSpace(assessment.Printable(s))
		if want == "" {
			want = "-"
		}
		for _, o := range read(t, text).Results[0].Observations[1:12] {
			if markup.MatchString(o.Description) {
				t.Errorf("%q is markup: %q", s, o.Description)
			}
			if got := unescape.ReplaceAllString(o.Description, "$1"); got != want {
				t.Errorf("%q reads as %q", want, got)
			}
		}
	})
}

type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, os.ErrClosed }

func compile(t testing.TB) *jsonschema.Schema {
	t.Helper()
	raw, err := os.ReadFile("testdata/oscal_complete_schema-1.1.3.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("oscal.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("oscal.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t testing.TB, name string, schema *jsonschema.Schema, text string) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Errorf("%s: %.3000s", name, err.Error())
	}
}

// references: what refers to a UUID refers to one that is there, and none
// identifies two things.
func references(t testing.TB, name, text string) {
	t.Helper()
	var doc any
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	defined, used := map[string]bool{}, map[string]bool{}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			for key, e := range v {
				s, ok := e.(string)
				switch {
				case ok && key == "uuid":
					if defined[s] {
						t.Errorf("%s: %s identifies two things", name, s)
					}
					defined[s] = true
				case ok && strings.HasSuffix(key, "-uuid"):
					used[s] = true
				case ok && key == "href":
					used[strings.TrimPrefix(s, "#")] = true
				}
				walk(e)
			}
		}
	}
	walk(doc)
	for id := range used {
		if !defined[id] {
			t.Errorf("%s: %s is referred to and not there", name, id)
		}
	}
	if len(used) == 0 {
		t.Errorf("%s: nothing is referred to", name)
	}
}

// What a reader takes out of the document.
type withProps struct {
	Props []struct{ Name, NS, Value string }
}

func (p withProps) value(name string) string {
	for _, x := range p.Props {
		if x.Name == name && x.NS == "urn:isoscan" {
			return x.Value
		}
	}
	return ""
}

type observation struct {
	withProps
	Description string
	Methods     []string
	Origins     []struct{ Actors []struct{ Type string } }
	Evidence    []json.RawMessage `json:"relevant-evidence"`
	Expires     string
}

type risk struct {
	withProps
	Status     string
	Deadline   string
	Characters []struct {
		Facets []struct{ Name, Value string }
	} `json:"characterizations"`
	Log struct {
		Entries []struct {
			Change string `json:"status-change"`
		}
	} `json:"risk-log"`
}

type document struct {
	Results []struct {
		withProps
		Definitions struct {
			Inventory []withProps `json:"inventory-items"`
		} `json:"local-definitions"`
		Observations []observation
		Risks        []risk
		Findings     []struct {
			withProps
			Target struct {
				Status         struct{ State, Reason string }
				Implementation struct{ State string } `json:"implementation-status"`
			}
		}
	}
}

func read(t testing.TB, text string) document {
	t.Helper()
	var d struct {
		Document document `json:"assessment-results"`
	}
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatal(err)
	}
	if len(d.Document.Results) == 0 {
		t.Fatal("no results")
	}
	return d.Document
}

func write(t testing.TB, a *assessment.Assessment) string {
	t.Helper()
	var out bytes.Buffer
	if err := oscal.New().Write(&out, a); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func organisation(t testing.TB, o *assessment.Organisation) string {
	t.Helper()
	var out bytes.Buffer
	if err := oscal.New().WriteOrganisation(&out, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
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
