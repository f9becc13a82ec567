package policy

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"isoscan/internal/assessment"
	"isoscan/internal/facts"
)

// own is a user's own rule with this id and one more violation.
func own(id, body string) *fstest.MapFile {
	name := strings.ReplaceAll(id, "-", "_")
	return &fstest.MapFile{Data: []byte(strings.NewReplacer(
		"package iso17799.c09_access_control.o9_5_operating_system_access_control.door_locked", "package custom."+name,
		"door-locked", id, "#   aspects: [\"9.5.3/root-log-paths\"]\n", "").Replace(ruleHead+ruleBody) + body)}
}

// A rule of one's own that would take years, or all memory, is unknown, and says
// why; the others are judged.
func TestARuleOfOnesOwnIsBounded(t *testing.T) {
	const digits = "_d := {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}\n"
	const violation = "violations contains report.violation({\"message\": \"m\", \"resource\": \"r\", \"observed\": \"o\", \"expected\": \"e\"}) if "
	for name, c := range map[string]struct {
		body, want string
		limit      time.Duration
	}{
		"slow": {
			"\n" + digits + violation + "count([1 | some a in _d; some b in _d; some c in _d; some d in _d; some e in _d; some f in _d; some g in _d; some h in _d; some i in _d; a + b + c + d + e + f + g + h + i == input.door.height]) > 0\n",
			"longer than allowed", 300 * time.Millisecond,
		},
		"greedy": {
			"\n" + digits + violation + "count([s | some a in _d; some b in _d; some c in _d; some d in _d; s := sprintf(\"%0900000d\", [a + b + c + d + input.door.height])]) > 0\n",
			"512 MiB of memory", 10 * time.Minute,
		},
	} {
		t.Run(name, func(t *testing.T) {
			e := mustLoad(t, testFS(t, nil))
			if err := e.AddPack(fstest.MapFS{"bad.rego": own("my-"+name, c.body), "good.rego": own("my-good", "")}, "mine"); err != nil {
				t.Fatal(err)
			}
			for _, p := range e.packs {
				if p.origin != Builtin {
					p.limit = c.limit
				}
			}
			begin := time.Now()
			got, err := e.Evaluate(context.Background(), doorInput(
				`{"present":true,"height":200,"locks":{"front":{"closed":true,"source":"/d"}}}`,
				map[string]facts.CheckStatus{"door": {Status: facts.OK}}))
			if err != nil {
				t.Fatal(err)
			}
			if d := time.Since(begin); d > time.Minute {
				t.Errorf("it took %v", d)
			}
			for _, r := range got {
				want, why := assessment.Pass, ""
				if r.Rule.ID == "my-"+name {
					want, why = assessment.Unknown, c.want
				}
				if r.Verdict != want || !strings.Contains(r.Reason, why) {
					t.Errorf("%s is %s: %s", r.Rule.ID, r.Verdict, r.Reason)
				}
			}
		})
	}
}

func TestNoBuiltinComesInBehindAnother(t *testing.T) {
	e := mustLoad(t, testFS(t, nil))
	err := e.AddPack(fstest.MapFS{"x.rego": own("my-x", "\n_n := n if n := lower(\"x\") with lower as glob.quote_meta\n")}, "mine")
	if err == nil || !strings.Contains(err.Error(), "glob.quote_meta") {
		t.Errorf("error %v", err)
	}
}
