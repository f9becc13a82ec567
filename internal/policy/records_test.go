package policy

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"isoscan/internal/assessment"
	"isoscan/internal/params"
)

// builtin is the built-in policies without the rules on hosts, which take most
// of the time to load.
func builtin(t testing.TB) *Engine {
	t.Helper()
	files := fstest.MapFS{}
	real := os.DirFS("../../policies")
	err := fs.WalkDir(real, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || below(p, rulesDir) {
			return err
		}
		b, err := fs.ReadFile(real, p)
		files[p] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	e, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if len(e.RecordRules()) < 10 || len(e.Rules()) > 0 {
		t.Fatalf("%d rules on records, %d on hosts", len(e.RecordRules()), len(e.Rules()))
	}
	return e
}

func judgeOne(t testing.TB, e *Engine, profile string, git bool, k assessment.RecordKind, record map[string]any) []assessment.RecordProblem {
	t.Helper()
	values, err := e.Params.Values(profile, params.Roles()[0])
	if err != nil {
		t.Fatal(err)
	}
	out, err := e.JudgeRecords(context.Background(), RecordContext{
		Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), Profile: profile, Params: values, Git: git,
	}, []RecordFacts{{ID: "rec-1", Kind: k, Facts: record}})
	if err != nil {
		t.Fatal(err)
	}
	return append(out.Refused["rec-1"], out.Shortfall["rec-1"]...)
}

// harmless are the keys without which a sound record still says all that a
// verdict needs.
var harmless = []string{
	"id", "kind", "source", "ticket", "objects", "rule", "severity", // no severity is the worst one
	"scope.hosts", "scope.labels", "scope.matches", "scope.exact", "scope.all",
	"owner.name", "owner.email", "approver.name",
	"evidence.0.kind", // a file is assumed, which needs a digest
	"change.author_name",
}

// A record to which nobody objects is objected to once any fact that a verdict
// rests on is gone: what is not known does not count.
func TestRecordsNeedEveryFact(t *testing.T) {
	e := builtin(t)
	for _, k := range assessment.RecordKinds() {
		for _, profile := range params.Profiles() {
			sound := SoundRecord(k)
			if k == assessment.Attestation {
				sound["control"] = "6.2.1"
				sound["measured"] = map[string]any{"value": 97, "unit": "percent"}
			}
			if k == assessment.Applicability && profile == params.Strict {
				sound["days"] = 360
			}
			if got := judgeOne(t, e, profile, true, k, sound); len(got) > 0 {
				t.Errorf("%s %s: %v", profile, k, got)
			}
			deleted := 0
			each(sound, "", func(path string, remove func() func()) {
				restore := remove()
				got := judgeOne(t, e, profile, true, k, sound)
				restore()
				deleted++
				optional := slices.Contains(harmless, path) ||
					path == "evidence" && k != assessment.Attestation ||
					path == "control" && k == assessment.Waiver || // its rule says it
					path == "change.signature" && profile == params.Baseline
				if len(got) == 0 && !optional {
					t.Errorf("%s %s: nobody misses %s", profile, k, path)
				}
			})
			if deleted < 20 {
				t.Errorf("%s: only %d facts deleted", k, deleted)
			}
		}
	}
}

// each calls f with every path of v and a function that takes it away and gives
// the way back.
func each(v any, path string, f func(path string, remove func() func())) {
	at := func(key string) string { return strings.TrimPrefix(path+"."+key, ".") }
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			f(at(k), func() func() {
				old := v[k]
				delete(v, k)
				return func() { v[k] = old }
			})
			each(v[k], at(k), f)
		}
	case []any:
		if len(v) > 0 {
			each(v[0], at("0"), f)
		}
	}
}

func TestSoundRecordsFitTheSchema(t *testing.T) {
	b, err := os.ReadFile("../../policies/" + RecordSchemaFile)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("record", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("record")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range assessment.RecordKinds() {
		b, err := json.Marshal(map[string]any{
			"record": SoundRecord(k), "context": map[string]any{"today": "2026-06-01", "profile": "strict", "git": true},
		})
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(b)))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("%s: %v", k, err)
		}
	}
}

const ownRule = `# METADATA
# title: An attestation links to the wiki
# description: The wiki is where our documents live.
# custom:
#   id: own-wiki
#   judges: [attestation]
#   effect: refuse
#   remediation: Link it.
#   references: ["our handbook"]
package custom.ledger.wiki

`

// A user's own rules on records object too; one that breaks objects to the
// record, and one that cannot work is refused when it is loaded.
func TestOwnRecordRules(t *testing.T) {
	load := func(body string) (*Engine, error) {
		e := builtin(t)
		return e, e.AddPack(fstest.MapFS{"wiki.rego": {Data: []byte(ownRule + body)}}, "ours")
	}
	e, err := load(`problems contains "no link" if not links

links if { some e in input.record.evidence; e.kind == "link" }
`)
	if err != nil {
		t.Fatal(err)
	}
	sound := SoundRecord(assessment.Attestation)
	if got := judgeOne(t, e, "baseline", false, assessment.Attestation, sound); len(got) != 1 || got[0].Rule != "own-wiki" {
		t.Errorf("got %v", got)
	}
	if got := judgeOne(t, e, "baseline", false, assessment.Waiver, SoundRecord(assessment.Waiver)); len(got) != 0 {
		t.Errorf("a waiver was judged by a rule on attestations: %v", got)
	}
	for name, body := range map[string]string{
		"breaks": `problems contains "x" if to_number(input.record.statement) > 1`,
	} {
		e, err := load(body)
		if err != nil {
			t.Fatal(err)
		}
		got := judgeOne(t, e, "baseline", false, assessment.Attestation, sound)
		if len(got) != 1 || !strings.Contains(got[0].Message, "could not be evaluated") {
			t.Errorf("%s: got %v", name, got)
		}
	}
	for name, body := range map[string]string{
		"a misspelt fact":     `problems contains "x" if input.record.aprover.id == ""`,
		"no set":              `problem := "x" if input.record.id == ""`,
		"unknown parameter":   `problems contains "x" if data.params.no_such > 1`,
		"the facts of a host": `problems contains "x" if input.sshd`,
	} {
		if _, err := load(body); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// BenchmarkJudgeRecords shows that the time grows with the records.
func BenchmarkJudgeRecords(b *testing.B) {
	e := builtin(b)
	values, err := e.Params.Values(params.Baseline, params.Roles()[0])
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{100, 1000, 10000} {
		records := make([]RecordFacts, n)
		for i := range records {
			k := assessment.RecordKinds()[i%3]
			records[i] = RecordFacts{ID: fmt.Sprint("rec-", i), Kind: k, Facts: SoundRecord(k)}
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.JudgeRecords(context.Background(), RecordContext{Profile: params.Baseline, Params: values}, records); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "us/record")
		})
	}
}
