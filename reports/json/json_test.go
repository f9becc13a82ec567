package json_test

import (
	"bytes"
	stdjson "encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/json"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The golden files serve as saved assessments in the tests of other packages.
func TestGolden(t *testing.T) {
	for name, got := range map[string][]byte{
		"rich": write(t, assessmenttest.Rich(t)), "nothing": write(t, assessmenttest.Nothing(t)),
		"ledgered": write(t, assessmenttest.Ledgered(t)), "organisation": writeOrganisation(t, assessmenttest.Organisation(t, 6)),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(assessmenttest.Root(t), "testdata/assessments", name+".json")
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
				t.Errorf("(-want +got); refresh with go test ./reports/json -update\n%s", d)
			}
		})
	}
}

func writeOrganisation(t testing.TB, o *assessment.Organisation) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := json.New().WriteOrganisation(&out, o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A saved assessment that is read and saved again stays as it is. (Bytes that
// are no UTF-8 become U+FFFD when first saved.)
func TestReadAndWriteAgain(t *testing.T) {
	for name, a := range assessmenttest.All(t) {
		first := write(t, a)
		second := write(t, read(t, first))
		third := write(t, read(t, second))
		if !bytes.Equal(second, third) || name != "hostile" && !bytes.Equal(first, second) {
			t.Errorf("%s: reading and writing changes it", name)
		}
		if !utf8.Valid(first) {
			t.Errorf("%s: no UTF-8", name)
		}
	}
}

func TestListsAreNeverNull(t *testing.T) {
	a := &assessment.Assessment{
		Schema: assessment.SchemaVersion,
		Rules:  []assessment.Rule{{}}, Checks: []assessment.Check{{}},
		Controls: []assessment.Control{{Aspects: []assessment.Aspect{{}}}},
	}
	for _, line := range strings.Split(string(write(t, a)), "\n") {
		if strings.Contains(line, "null") && !strings.Contains(line, "assured") &&
			!strings.Contains(line, "possible") && !strings.Contains(line, "coverage") {
			t.Errorf("null: %s", line)
		}
	}
	if a.Rules[0].Controls != nil || a.Profile.Params != nil {
		t.Error("writing changed the assessment")
	}
}

func TestTextIsNotEscapedForHTML(t *testing.T) {
	a := assessmenttest.Rich(t)
	a.Host.Name = "<a&b>"
	if got := write(t, a); !bytes.Contains(got, []byte(`"<a&b>"`)) {
		t.Error("<a&b> was escaped")
	}
}

func FuzzWrite(f *testing.F) {
	for _, s := range assessmenttest.HostileTexts() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := write(t, assessmenttest.Flood(t, s))
		if !stdjson.Valid(got) || !utf8.Valid(got) {
			t.Errorf("%q: no valid JSON in UTF-8", s)
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	a := assessmenttest.Rich(b)
	b.ReportAllocs()
	for b.Loop() {
		write(b, a)
	}
}

func write(t testing.TB, a *assessment.Assessment) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := json.New().Write(&out, a); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(t testing.TB, data []byte) *assessment.Assessment {
	t.Helper()
	a, err := assessment.Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return a
}
