package assessment_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"

	"github.com/google/go-cmp/cmp"
)

func TestReadGivesWhatWasWritten(t *testing.T) {
	want := assessmenttest.Rich(t).Normalized()
	data := marshal(t, &want)
	got, err := assessment.Read(bytes.NewReader(append([]byte("\xef\xbb\xbf"), data...)))
	if err != nil {
		t.Fatal(err)
	}
	// Numbers and lists of parameters are typed by JSON, not by Go.
	want.Profile.Params, got.Profile.Params = nil, nil
	if d := cmp.Diff(&want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func TestReadRefuses(t *testing.T) {
	data := string(marshal(t, assessmenttest.Rich(t)))
	swap := func(old, new string) string {
		if !strings.Contains(data, old) {
			t.Fatalf("%q does not occur", old)
		}
		return strings.Replace(data, old, new, 1)
	}
	for name, c := range map[string]struct{ in, problem, hint string }{
		"empty":            {"", "is empty", "--format json"},
		"blank":            {" \n", "is empty", "--format json"},
		"a PDF":            {"%PDF-1.3\n", "is a PDF", "--format json"},
		"no JSON":          {"hello", "no valid JSON", "--format json"},
		"cut off":          {data[:len(data)/2], "no valid JSON", "--format json"},
		"two of them":      {data + data, "no valid JSON", "--format json"},
		"a list":           {"[]", "wrong type", "--format json"},
		"no schema":        {"{}", `no "schema" key`, "--format json"},
		"facts":            {`{"schema":"isoscan/facts/1"}`, "these are facts", "isoscan evaluate"},
		"newer":            {`{"schema":"isoscan/assessment/3","rules":7}`, `"isoscan/assessment/3" is not supported`, "newer isoscan"},
		"newer register":   {`{"schema":"isoscan/organisation/9"}`, `reads "isoscan/organisation/1"`, "newer isoscan"},
		"older":            {`{"schema":"isoscan/assessment/0"}`, "is not supported", "scan again"},
		"of others":        {`{"schema":"scanner/9"}`, `"scanner/9" is not supported`, "--format json"},
		"a wrong type":     {swap(`"rules":[`, `"rules":7,"x":[`), `key "rules" holds a JSON number`, "--format json"},
		"unknown verdict":  {swap(`"verdict":"pass"`, `"verdict":"ok"`), `unknown verdict "ok"`, "scan again"},
		"unknown severity": {swap(`"severity":"high"`, `"severity":"severe"`), `unknown severity "severe"`, "scan again"},
		"pass for nothing": {swap(`"verdict":"unknown"`, `"verdict":"pass"`), "passes without evidence", "scan again"},
		"fail for nothing": {swap(`"verdict":"pass"`, `"verdict":"fail"`), "fails without a violation", "scan again"},
		"a control less":   {swap(`"controls":127`, `"controls":128`), "holds 127 controls, the standard has 128", "scan again"},
		"400 percent":      {swap(`"assured":`, `"assured":400,"x":`), "", "scan again"},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := assessment.Read(strings.NewReader(c.in))
			var refusal *assessment.ReadError
			if !errors.As(err, &refusal) || a != nil {
				t.Fatalf("got %v, %v, want a ReadError", a, err)
			}
			if !strings.Contains(refusal.Error(), c.problem) || !strings.Contains(refusal.Hint(), c.hint) {
				t.Errorf("got %q, hint %q\nwant %q, hint %q", refusal, refusal.Hint(), c.problem, c.hint)
			}
		})
	}
}

// What schema 1 could not say reads as what it meant.
func TestReadUpgradesSchema1(t *testing.T) {
	a := assessmenttest.Rich(t)
	data := strings.Replace(string(marshal(t, a)), assessment.SchemaVersion, "isoscan/assessment/1", 1)
	for _, key := range []string{"adjusted", "machine", "people"} {
		data = strings.ReplaceAll(data, `"`+key+`":`, `"x_`+key+`":`)
	}
	got, err := assessment.Read(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if got.Schema != assessment.SchemaVersion {
		t.Errorf("schema %q", got.Schema)
	}
	for i, c := range got.Controls {
		if c.Adjusted != a.Controls[i].Verdict || c.Method == assessment.Attested && c.People.State != assessment.SideMissing {
			t.Errorf("%s: adjusted %s, people %s", c.ID, c.Adjusted, c.People.State)
		}
	}
}

func TestReadIsBounded(t *testing.T) {
	_, err := assessment.ReadWithin(endless{}, 1<<20)
	if err == nil || !strings.Contains(err.Error(), "larger than 1 MB") {
		t.Errorf("got %v", err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"schema":"isoscan/assessment/2","score":{"overall":{"assured":1}}}`))
	f.Add([]byte(`{"schema":"isoscan/assessment/2","rules":[null],"controls":[{}]}`))
	f.Add([]byte(`{"schema":"isoscan/assessment/1","controls":[{}]}`))
	f.Add([]byte(`{"schema":"isoscan/organisation/1","hosts":[{}],"rules":[{}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := assessment.ReadSaved(bytes.NewReader(data))
		if (a == assessment.Saved{}) == (err == nil) {
			t.Errorf("got %v and %v", a, err)
		}
	})
}

func marshal(t testing.TB, a any) []byte {
	t.Helper()
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The register of an organisation reads back as it was written, and is no
// assessment of one host.
func TestReadOrganisation(t *testing.T) {
	o := assessmenttest.Organisation(t, 7)
	data, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	saved, err := assessment.ReadSaved(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(o, saved.Organisation); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if _, err := assessment.Read(bytes.NewReader(data)); err == nil || !strings.Contains(err.Error(), "organisation") {
		t.Errorf("got %v", err)
	}
	for old, new := range map[string]string{
		`"schema":"isoscan/organisation/1"`: `"schema":"isoscan/organisation/9"`,
		`"severity":"high"`:                 `"severity":"severe"`,
		`"verdict":"undetermined"`:          `"verdict":"fine"`,
		`"rule":"`:                          `"rule":"no-such-`,
		`"controls":127`:                    `"controls":128`,
	} {
		bad := strings.Replace(string(data), old, new, 1)
		if bad == string(data) {
			t.Fatalf("%q does not occur", old)
		}
		if _, err := assessment.ReadSaved(strings.NewReader(bad)); err == nil {
			t.Errorf("%s: accepted", new)
		}
	}
}

func TestReadRefusesNegativeCounts(t *testing.T) {
	o := assessmenttest.Organisation(t, 2)
	o.Rules[0].Counts.Fail = -1
	_, err := assessment.ReadSaved(strings.NewReader(string(marshal(t, o))))
	if want := "a count is negative: -1"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %q", err, want)
	}
}
