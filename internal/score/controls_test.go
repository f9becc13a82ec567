package score

import (
	"os"
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/catalogue"
)

func testCatalogue(t *testing.T) *catalogue.Catalogue {
	t.Helper()
	c, err := catalogue.Load(os.DirFS("../../policies"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// allAspects makes one rule that covers a control whole.
func allAspects(t *testing.T, cat *catalogue.Catalogue, id string, v assessment.Verdict) Judged {
	t.Helper()
	c, ok := cat.Control(id)
	if !ok {
		t.Fatalf("no control %s", id)
	}
	j := Judged{Rule: assessment.Rule{ID: "r-" + id, Title: "It holds", Controls: []string{id}, Severity: assessment.High, Verdict: v}}
	for _, a := range c.Aspects {
		j.Aspects = append(j.Aspects, id+"/"+a.ID)
	}
	return j
}

func find(t *testing.T, list []assessment.Control, id string) assessment.Control {
	t.Helper()
	for _, c := range list {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("no control %s", id)
	return assessment.Control{}
}

func TestControlVerdicts(t *testing.T) {
	cat := testCatalogue(t)
	part := allAspects(t, cat, "9.5.3", assessment.Pass)
	part.Aspects = part.Aspects[:1]
	for name, c := range map[string]struct {
		id    string
		rules []Judged
		want  assessment.Conformity
		why   string
	}{
		"no rule":                 {"9.5.3", nil, assessment.Undetermined, "no rule looks at"},
		"all aspects pass":        {"9.5.3", []Judged{allAspects(t, cat, "9.5.3", assessment.Pass)}, assessment.Conforming, "every aspect"},
		"an aspect is not seen":   {"9.5.3", []Judged{part}, assessment.Undetermined, "nothing looked at"},
		"one fails":               {"9.5.3", []Judged{part, allAspects(t, cat, "9.5.3", assessment.Fail)}, assessment.Nonconforming, "1 of 2 rules failed"},
		"one is unknown":          {"9.5.3", []Judged{part, allAspects(t, cat, "9.5.3", assessment.Unknown)}, assessment.Undetermined, "could not be judged"},
		"none applies":            {"9.5.3", []Judged{allAspects(t, cat, "9.5.3", assessment.NotApplicable)}, assessment.ControlNotApplicable, "its one rule does not apply to this host"},
		"none of two applies":     {"9.5.3", []Judged{allAspects(t, cat, "9.5.3", assessment.NotApplicable), allAspects(t, cat, "9.5.3", assessment.NotApplicable)}, assessment.ControlNotApplicable, "none of its 2 rules applies to this host"},
		"hybrid, machine passes":  {"9.4.2", []Judged{allAspects(t, cat, "9.4.2", assessment.Pass)}, assessment.Undetermined, "needs a record"},
		"hybrid, machine fails":   {"9.4.2", []Judged{allAspects(t, cat, "9.4.2", assessment.Fail)}, assessment.Nonconforming, "failed"},
		"attested":                {"3.1.1", nil, assessment.Undetermined, "people attest"},
		"attested, a rule passes": {"3.1.1", []Judged{allAspects(t, cat, "3.1.1", assessment.Pass)}, assessment.Undetermined, "people attest"},
	} {
		controls, _, _ := Register(cat, c.rules, nil)
		got := find(t, controls, c.id)
		if got.Verdict != c.want || !strings.Contains(got.Reason, c.why) {
			t.Errorf("%s: %s (%s), want %s (%s)", name, got.Verdict, got.Reason, c.want, c.why)
		}
	}
}

func TestRegisterHoldsTheWholeStandard(t *testing.T) {
	cat := testCatalogue(t)
	controls, objectives, clauses := Register(cat, []Judged{allAspects(t, cat, "9.5.3", assessment.Fail)}, nil)
	if len(controls) != 127 || len(objectives) != 36 || len(clauses) != 10 {
		t.Fatalf("%d controls, %d objectives, %d clauses", len(controls), len(objectives), len(clauses))
	}
	for _, c := range clauses {
		want := assessment.Undetermined
		if c.ID == "9" {
			want = assessment.Nonconforming
			if c.WorstControl != "9.5.3" || c.Technical.Counts.Fail != 1 {
				t.Errorf("clause 9: %+v", c)
			}
		}
		if c.Verdict != want {
			t.Errorf("clause %s is %s, want %s", c.ID, c.Verdict, want)
		}
	}
}

// A rule that bears on two controls of a clause weighs once in its score.
func TestARuleCountsOnceInAGroup(t *testing.T) {
	cat := testCatalogue(t)
	r := allAspects(t, cat, "9.5.3", assessment.Fail)
	r.Controls = append(r.Controls, "9.4.3", "9.2.1")
	_, _, clauses := Register(cat, []Judged{r}, nil)
	for _, c := range clauses {
		if c.ID == "9" && c.Technical.Counts.Fail != 1 {
			t.Errorf("%d fails in clause 9, want 1", c.Technical.Counts.Fail)
		}
	}
}
