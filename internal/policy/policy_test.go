package policy

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"isoscan/internal/assessment"
	"isoscan/internal/facts"
)

// testSchema is the facts schema of a small made-up check.
const testSchema = `{"type":"object","additionalProperties":false,"properties":{
"context":{"type":"object","properties":{"time_ns":{"type":"integer"},"today":{"type":"integer"},"role":{"type":"string"},
 "target":{"type":"object","properties":{"kind":{"type":"string"},"privileged":{"type":"boolean"},"running":{"type":"boolean"}},"additionalProperties":false}},"additionalProperties":false},
"door":{"type":"object","additionalProperties":false,"properties":{
 "present":{"type":"boolean"},"height":{"type":"integer"},
 "locks":{"type":"object","additionalProperties":{"type":"object","additionalProperties":false,"required":["closed"],
  "properties":{"closed":{"type":"boolean"},"source":{"type":"string"},"note":{"type":"string"}}}}}}}}`

const ruleFile = "iso17799/c09_access_control/o9_5_operating_system_access_control/door_locked.rego"

const ruleHead = `# METADATA
# title: Every lock is closed
# description: An open lock keeps nobody out.
# custom:
#   id: door-locked
#   controls: ["9.5.3"]
#   aspects: ["9.5.3/root-log-paths"]
#   severity: high
#   scope: ["door.present"]
#   needs: ["door.locks[*].closed", "door.height"]
#   partial: convict
#   remediation: {text: Close it.}
#   references: ["lock(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.door_locked

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no door", "/door") if input.door.present == false
`

const ruleBody = `
evidence contains report.evidence(sprintf("%d locks", [count(input.door.locks)]), "/door")

violations contains report.violation({
	"message": sprintf("the lock %s is open", [name]),
	"resource": name, "observed": "open", "expected": "closed",
}) if {
	some name, lock in input.door.locks
	not lock.closed
}

violations contains report.violation({
	"message": "the door is low", "resource": "door", "observed": input.door.height, "expected": params.door_height,
}) if input.door.height < params.door_height
`

const caseFile = `package iso17799.c09_access_control.o9_5_operating_system_access_control.door_locked_test

_door(closed) := {"door": {"present": true, "height": 200, "locks": {"front": {"closed": closed, "source": "/door:1"}}}}

cases := {
	"closed": {"verdict": "pass", "input": _door(true), "evidence": "1 locks"},
	"open": {"verdict": "fail", "input": _door(false), "violations": ["front"]},
	"low": {"verdict": "fail", "input": _door(true), "params": {"door_height": 210}, "violations": ["door"]},
	"no_door": {"verdict": "not_applicable", "input": {"door": {"present": false}}},
	"unread": {
		"verdict": "unknown", "input": {"door": {"present": true, "height": 200}},
		"gaps": [{"path": "door.locks", "reason": "/door: permission denied"}], "reason": "permission denied",
	},
	"one_unread": {
		"verdict": "fail", "input": _door(false), "gaps": [{"path": "door.locks.back", "reason": "x"}],
	},
	"one_unread_none_open": {
		"verdict": "unknown", "input": _door(true), "gaps": [{"path": "door.locks.back", "reason": "x"}],
	},
}
`

// testFS is a policies folder with one rule; files replace or add.
func testFS(t *testing.T, files map[string]string) fstest.MapFS {
	t.Helper()
	real := os.DirFS("../../policies")
	out := fstest.MapFS{}
	for _, f := range []string{"catalogue/iso17799-2000.yaml", "lib/report.rego", RecordSchemaFile} {
		b, err := fs.ReadFile(real, f)
		if err != nil {
			t.Fatal(err)
		}
		out[f] = &fstest.MapFile{Data: b}
	}
	all := map[string]string{
		SchemaFile:         testSchema,
		"params/door.yaml": "door_height:\n  description: Lowest door in cm.\n  type: integer\n  minimum: 1\n  baseline: 180\n",
		ruleFile:           ruleHead + ruleBody,
		strings.TrimSuffix(ruleFile, ".rego") + "_test.rego": caseFile,
	}
	for f, s := range files {
		all[f] = s
	}
	for f, s := range all {
		out[f] = &fstest.MapFile{Data: []byte(s)}
	}
	return out
}

func mustLoad(t *testing.T, fsys fs.FS) *Engine {
	t.Helper()
	e, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func problems(t *testing.T, fsys fs.FS) string {
	t.Helper()
	reports, err := mustLoad(t, fsys).TestCases(context.Background(), fsys, "iso17799")
	if err != nil {
		t.Fatal(err)
	}
	if len(reports) != 1 || reports[0].Cases == 0 {
		t.Fatalf("reports: %+v", reports)
	}
	return strings.Join(reports[0].Problems, "\n")
}

func TestCasesOfAGoodRuleHold(t *testing.T) {
	if got := problems(t, testFS(t, nil)); got != "" {
		t.Error(got)
	}
}

// Each mutant fails open in one of the ways that rules do; the cases' runner
// must see every one.
func TestARuleThatFailsOpenIsFound(t *testing.T) {
	for name, c := range map[string]struct{ from, to, want string }{
		"ignores a field that is gone": {
			"not lock.closed", "lock.closed == false", "",
		},
		"undeclared field decides": {
			"not lock.closed", `not lock.closed
	lock.source != "x"`, "without door.locks[\"front\"].source it passes",
		},
		"wrong verdict": {
			"not lock.closed", "lock.closed", "verdict pass",
		},
		"no evidence": {
			`evidence contains report.evidence(sprintf("%d locks", [count(input.door.locks)]), "/door")`,
			`evidence contains report.evidence("x", "y") if input.door.height > 1000`, "no evidence",
		},
	} {
		body := strings.Replace(ruleBody, c.from, c.to, 1)
		if body == ruleBody {
			t.Fatalf("%s: nothing replaced", name)
		}
		got := strings.ReplaceAll(problems(t, testFS(t, map[string]string{ruleFile: ruleHead + body})), "front", `["front"]`)
		got = strings.ReplaceAll(got, `.["front"]`, `["front"]`)
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: problems %q, want %q", name, got, c.want)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	for name, c := range map[string]struct{ file, from, to, want string }{
		"unknown fact":        {ruleFile, "input.door.height <", "input.door.heigth <", "undefined ref: input.door.heigth"},
		"undeclared need":     {ruleFile, `, "door.height"]`, `]`, "reads input.door.height"},
		"unknown param":       {ruleFile, "< params.door_height", "< params.door_hight", "data.params.door_hight"},
		"unknown control":     {ruleFile, `controls: ["9.5.3"]`, `controls: ["9.5.33"]`, `no control "9.5.33"`},
		"unknown aspect":      {ruleFile, `9.5.3/root-log-paths`, `9.5.3/none`, `no aspect "9.5.3/none"`},
		"wrong folder":        {ruleFile, `controls: ["9.5.3"]`, `controls: ["9.4.3", "9.5.3"]`, "folder is another objective's"},
		"no metadata":         {ruleFile, "# METADATA\n", "", "METADATA block"},
		"unknown key":         {ruleFile, "severity:", "severty:", "severty"},
		"bad severity":        {ruleFile, "severity: high", "severity: huge", "huge"},
		"clock":               {ruleFile, "< params.door_height", "< time.now_ns()", "undefined function time.now_ns"},
		"network":             {ruleFile, "< params.door_height", `< http.send({"url": "http://x", "method": "get"}).status`, "undefined function http.send"},
		"text against number": {ruleFile, "input.door.height < params.door_height", `input.door.height == "x"`, "match error"},
		"set that is no set":  {ruleFile, "evidence contains report", "evidence := report", "must be a set"},
		"param out of range":  {"params/door.yaml", "baseline: 180", "baseline: 0", "below 1"},
		"param twice":         {"params/door.yaml", "minimum: 1", "minimum: 1\n  minimum: 2", "minimum"},
	} {
		fsys := testFS(t, nil)
		old := string(fsys[c.file].Data)
		mutant := strings.Replace(old, c.from, c.to, 1)
		if mutant == old {
			t.Fatalf("%s: nothing replaced", name)
		}
		fsys[c.file].Data = []byte(mutant)
		if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q in it", name, err, c.want)
		}
	}
}

func doorInput(raw string, checks map[string]facts.CheckStatus) Input {
	in := Input{
		Facts: map[string]json.RawMessage{}, Checks: checks, Profile: "baseline",
		Params:  map[string]any{"door_height": 180},
		Context: facts.NewContext(time.Unix(1_800_000_000, 0), "server", facts.Target{Kind: "local"}),
	}
	if raw != "" {
		in.Facts["door"] = json.RawMessage(raw)
	}
	return in
}

func TestABrokenRuleCostsOnlyItsOwnVerdict(t *testing.T) {
	other := strings.NewReplacer("door_locked", "door_broken", "door-locked", "door-broken").Replace(ruleHead + ruleBody)
	for name, breakage := range map[string]string{
		"builtin error": "\nviolations contains report.violation({\"message\": \"m\", \"resource\": \"r\", \"observed\": \"o\", \"expected\": \"e\"}) if to_number(sprintf(\"x%d\", [input.door.height])) > 3\n",
		"conflict":      "\n_v := 1 if input.door.height > 0\n\n_v := 2 if input.door.height > 1\n\nviolations contains report.violation({\"message\": \"m\", \"resource\": \"r\", \"observed\": \"o\", \"expected\": \"e\"}) if _v == 3\n",
		"malformed":     "\nviolations contains {\"message\": 7} if input.door.height > 0\n",
	} {
		fsys := testFS(t, map[string]string{
			strings.Replace(ruleFile, "door_locked", "door_broken", 1): other + breakage,
		})
		got, err := mustLoad(t, fsys).Evaluate(context.Background(), doorInput(
			`{"present":true,"height":200,"locks":{"front":{"closed":true,"source":"/d"}}}`,
			map[string]facts.CheckStatus{"door": {Status: facts.OK}}))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(got) != 2 || got[0].Rule.ID != "door-broken" {
			t.Fatalf("%s: %+v", name, got)
		}
		if got[0].Verdict != assessment.Unknown || !strings.Contains(got[0].Reason, "could not be evaluated") {
			t.Errorf("%s: the broken rule is %s: %s", name, got[0].Verdict, got[0].Reason)
		}
		if got[1].Verdict != assessment.Pass {
			t.Errorf("%s: the other rule is %s: %s", name, got[1].Verdict, got[1].Reason)
		}
	}
}

func TestUnknownNamesItsReason(t *testing.T) {
	e := mustLoad(t, testFS(t, nil))
	for name, c := range map[string]struct {
		raw    string
		checks map[string]facts.CheckStatus
		want   string
	}{
		"never ran": {"", nil, "the check door did not run"},
		"failed":    {"", map[string]facts.CheckStatus{"door": {Status: facts.Failed, Reason: "it jammed"}}, "it jammed"},
		"no fact":   {`{"present":true}`, map[string]facts.CheckStatus{"door": {Status: facts.OK}}, "door.locks[*].closed was not observed"},
		"odd gap": {`{"present":true,"height":200,"locks":{}}`,
			map[string]facts.CheckStatus{"door": {Status: facts.Partial, Missing: []facts.Missing{{Path: "]", Reason: "odd"}}}}, "odd"},
	} {
		got, err := e.Evaluate(context.Background(), doorInput(c.raw, c.checks))
		if err != nil {
			t.Fatal(err)
		}
		if got[0].Verdict != assessment.Unknown || !strings.Contains(got[0].Reason, c.want) {
			t.Errorf("%s: %s: %q, want unknown and %q", name, got[0].Verdict, got[0].Reason, c.want)
		}
	}
}

func TestCustomPacksAreHeldApart(t *testing.T) {
	mine := strings.NewReplacer(
		"package iso17799.c09_access_control.o9_5_operating_system_access_control.door_locked", "package custom.door",
		"door-locked", "my-door", "#   aspects: [\"9.5.3/root-log-paths\"]\n", "").Replace(ruleHead + ruleBody)
	load := func(src string) (*Engine, error) {
		e := mustLoad(t, testFS(t, nil))
		return e, e.AddPack(fstest.MapFS{"door.rego": {Data: []byte(src)}}, "mine")
	}
	e, err := load(mine)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(e.Rules()); got != 2 {
		t.Errorf("%d rules, want 2", got)
	}
	for name, c := range map[string]struct{ from, to, want string }{
		"taken id":        {"my-door", "door-locked", "taken by"},
		"built-in place":  {"package custom.door", "package iso17799.door", "must lie below custom"},
		"unbounded":       {"< params.door_height", "< count(numbers.range(1, 100000000))", "may not use numbers.range"},
		"built-in's data": {"< params.door_height", "< count(data.iso17799)", "neither its own"},
	} {
		if _, err := load(strings.Replace(mine, c.from, c.to, 1)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q in it", name, err, c.want)
		}
	}
}
