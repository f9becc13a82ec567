package corpus

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/assessment"
)

const (
	pass    = assessment.Pass
	fail    = assessment.Fail
	unknown = assessment.Unknown
	none    = assessment.NotApplicable
)

// assess is an assessment with rules "id control[,control]" and verdicts.
func assess(rules map[string]assessment.Verdict, order ...string) *assessment.Assessment {
	a := &assessment.Assessment{}
	for _, key := range order {
		id, controls, _ := strings.Cut(key, " ")
		a.Rules = append(a.Rules, assessment.Rule{
			ID: id, Controls: strings.Split(controls, ","), Verdict: rules[key], Reason: "why",
		})
	}
	return a
}

func TestJudge(t *testing.T) {
	// One rule on the case's control 9.5.3, a second one, and one elsewhere.
	const here, second, elsewhere = "here 9.4.3,9.5.3", "second 9.5.3", "elsewhere 8.1.4"
	type verdicts [3]assessment.Verdict
	tests := map[string]struct {
		want          Want
		before, after verdicts
		outcome       Outcome
		note          string
	}{
		"a defect turns a rule to fail":                {WantFail, verdicts{pass, pass, pass}, verdicts{fail, pass, pass}, Detected, "here fail: why"},
		"a defect turns unknown to fail":               {WantFail, verdicts{unknown, pass, pass}, verdicts{fail, pass, pass}, Detected, "here fail: why"},
		"a defect makes a rule applicable and fail":    {WantFail, verdicts{none, pass, pass}, verdicts{fail, pass, pass}, Detected, "here fail: why"},
		"a defect changes nothing":                     {WantFail, verdicts{pass, pass, pass}, verdicts{pass, pass, pass}, Missed, "no rule of 9.5.3 changed"},
		"a defect only makes a rule unknown":           {WantFail, verdicts{pass, pass, pass}, verdicts{unknown, pass, pass}, Missed, "no rule of 9.5.3 changed"},
		"a defect is seen elsewhere only":              {WantFail, verdicts{pass, pass, pass}, verdicts{pass, pass, fail}, Missed, "only under 8.1.4: elsewhere fail"},
		"a defect that the baseline had already":       {WantFail, verdicts{fail, pass, pass}, verdicts{fail, pass, pass}, Mistaken, "on the baseline, too"},
		"a defect beside a fail of the baseline":       {WantFail, verdicts{fail, pass, pass}, verdicts{fail, fail, pass}, Detected, "second fail: why"},
		"a harmless trap leaves a pass":                {WantPass, verdicts{pass, unknown, pass}, verdicts{pass, unknown, pass}, Detected, "still pass: here"},
		"a harmless trap gives an alarm":               {WantPass, verdicts{pass, pass, pass}, verdicts{fail, pass, pass}, Mistaken, "here fail: why"},
		"a harmless trap gives an alarm elsewhere":     {WantPass, verdicts{pass, pass, pass}, verdicts{pass, pass, fail}, Mistaken, "elsewhere fail: why"},
		"a harmless trap costs a pass":                 {WantPass, verdicts{pass, pass, pass}, verdicts{unknown, pass, pass}, Mistaken, "here unknown: why"},
		"a harmless trap makes a rule not applicable":  {WantPass, verdicts{pass, pass, pass}, verdicts{none, pass, pass}, Mistaken, "here not_applicable: why"},
		"a harmless trap that nothing looks at":        {WantPass, verdicts{unknown, none, pass}, verdicts{unknown, none, pass}, Missed, "no rule passes for 9.5.3"},
		"an unreadable thing becomes unknown":          {WantError, verdicts{pass, pass, pass}, verdicts{unknown, pass, pass}, Detected, "here unknown: why"},
		"an unreadable thing becomes a fail":           {WantError, verdicts{pass, pass, pass}, verdicts{fail, pass, pass}, Detected, "here fail: why"},
		"an unreadable thing still passes":             {WantError, verdicts{pass, pass, pass}, verdicts{pass, pass, pass}, Missed, "no rule of 9.5.3 changed"},
		"an unreadable thing counts as not applicable": {WantError, verdicts{pass, pass, pass}, verdicts{none, pass, pass}, Missed, "no rule of 9.5.3 changed"},
		"an unreadable thing was unknown before":       {WantError, verdicts{unknown, pass, pass}, verdicts{unknown, pass, pass}, Missed, "no rule of 9.5.3 changed"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			set := func(v verdicts) *assessment.Assessment {
				return assess(map[string]assessment.Verdict{here: v[0], second: v[1], elsewhere: v[2]}, here, second, elsewhere)
			}
			j := Judge(Case{Name: "x", Control: "9.5.3", Want: tt.want}, set(tt.before), set(tt.after))
			if j.Outcome != tt.outcome {
				t.Errorf("outcome %s, want %s (%v)", j.Outcome, tt.outcome, j.Notes)
			}
			if len(j.Notes) == 0 || !strings.Contains(strings.Join(j.Notes, "\n"), tt.note) {
				t.Errorf("notes %q, want one with %q", j.Notes, tt.note)
			}
		})
	}
}

func TestJudgeHearsOfACheckThatPanicked(t *testing.T) {
	before := assess(map[string]assessment.Verdict{"r 9.5.3": pass}, "r 9.5.3")
	after := assess(map[string]assessment.Verdict{"r 9.5.3": fail}, "r 9.5.3")
	after.Checks = []assessment.Check{{ID: "sshd", Reason: "the check sshd panicked: index out of range"}}
	if j := Judge(Case{Control: "9.5.3", Want: WantFail}, before, after); j.Outcome != Mistaken {
		t.Errorf("outcome %s, want %s", j.Outcome, Mistaken)
	}
}

func TestJudgeShowsTheViolation(t *testing.T) {
	before := assess(map[string]assessment.Verdict{"r 9.5.3": pass}, "r 9.5.3")
	after := assess(map[string]assessment.Verdict{"r 9.5.3": fail}, "r 9.5.3")
	after.Rules[0].Violations = []assessment.Violation{{Message: "root may log on"}, {Message: "so may toor"}}
	j := Judge(Case{Control: "9.5.3", Want: WantFail}, before, after)
	if diff := cmp.Diff([]string{"r fail: root may log on (and 1 more)"}, j.Notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

func TestFalseAlarms(t *testing.T) {
	baseline := assess(map[string]assessment.Verdict{"a 9.5.3": fail, "b 9.5.4": fail, "c 9.5.3": unknown},
		"a 9.5.3", "b 9.5.4", "c 9.5.3")
	got := FalseAlarms([]Case{{Control: "9.5.3"}}, baseline)
	if diff := cmp.Diff([]string{"a fail: why"}, got); diff != "" {
		t.Errorf("false alarms (-want +got):\n%s", diff)
	}
}

func TestTableAndWhatIsUnexpected(t *testing.T) {
	j := func(name string, o Outcome) Judgement {
		return Judgement{Case: Case{Name: name, Control: "9.5.3", Want: WantFail}, Outcome: o, Notes: []string{"note of " + name}}
	}
	result := Result{Tree: "/tree", FalseAlarms: []string{"rule fail: alarm"}, Judgements: []Judgement{
		j("01-found", Detected), j("02-missed", Missed), j("03-listed", Missed),
		j("04-listed-found", Detected), j("05-listed-wrong", Mistaken), j("06-wrong", Mistaken),
	}}
	misses := map[string]string{"03-listed": "later", "04-listed-found": "later", "05-listed-wrong": "later"}
	want := []string{
		"false alarm on the baseline: rule fail: alarm",
		"02-missed (9.5.3, fail expected) is missed: note of 02-missed",
		"04-listed-found is detected now: take it off the list of expected misses",
		"05-listed-wrong (9.5.3, fail expected) is mistaken: note of 05-listed-wrong",
		"06-wrong (9.5.3, fail expected) is mistaken: note of 06-wrong",
	}
	if diff := cmp.Diff(want, result.Unexpected(misses)); diff != "" {
		t.Errorf("unexpected (-want +got):\n%s", diff)
	}
	var b strings.Builder
	if err := result.Write(&b, misses); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"03-listed                      9.5.3   fail  missed    expected: later\n",
		"6 cases: 2 detected, 2 missed (1 of them expected), 3 mistaken\n",
		"error: 06-wrong (9.5.3, fail expected) is mistaken: note of 06-wrong\n",
	} {
		if !strings.Contains(b.String(), line) {
			t.Errorf("the table lacks %q:\n%s", line, b.String())
		}
	}
}
