package score

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/assessment"
)

var verdicts = []assessment.Verdict{assessment.Pass, assessment.Fail, assessment.Unknown, assessment.NotApplicable}

// randomRules draws up to 60 rules, some of them without any verdict we know.
func randomRules(r *rand.Rand) []assessment.Rule {
	rules := make([]assessment.Rule, r.IntN(60))
	for i := range rules {
		rules[i].Severity = assessment.Severities()[r.IntN(4)]
		rules[i].Verdict = verdicts[r.IntN(4)]
		if r.IntN(30) == 0 {
			rules[i].Verdict = "odd"
		}
	}
	return rules
}

func forRandomRules(t *testing.T, f func(t *testing.T, r *rand.Rand, rules []assessment.Rule)) {
	t.Helper()
	r := rand.New(rand.NewPCG(17799, 2000))
	for range 3000 {
		f(t, r, randomRules(r))
		if t.Failed() {
			return
		}
	}
}

func TestScoreIsAnInterval(t *testing.T) {
	forRandomRules(t, func(t *testing.T, _ *rand.Rand, rules []assessment.Rule) {
		s := Rules(rules)
		n := s.Counts.Pass + s.Counts.Fail + s.Counts.Unknown + s.Counts.NotApplicable
		if n != len(rules) {
			t.Fatalf("%d rules counted as %d", len(rules), n)
		}
		if s.Counts.Pass+s.Counts.Fail == 0 {
			if s.Assured != nil || s.Possible != nil || s.Coverage != nil {
				t.Fatalf("nothing was evaluated, but there is a score: %+v", s)
			}
			return
		}
		if !(0 <= *s.Assured && *s.Assured <= *s.Possible && *s.Possible <= 100) {
			t.Fatalf("no interval: %v to %v", *s.Assured, *s.Possible)
		}
		if *s.Coverage < 0 || *s.Coverage > 100 || *s.Assured > *s.Coverage {
			t.Fatalf("more is assured (%v) than was looked at (%v)", *s.Assured, *s.Coverage)
		}
		if whole := s.Counts.Fail+s.Counts.Unknown == 0; (*s.Assured == 100) != whole {
			t.Fatalf("assured %v with %+v", *s.Assured, s.Counts)
		}
		if none := s.Counts.Fail == 0; (*s.Possible == 100) != none {
			t.Fatalf("possible %v with %+v", *s.Possible, s.Counts)
		}
	})
}

func TestANewFailNeverRaisesAScore(t *testing.T) {
	forRandomRules(t, func(t *testing.T, r *rand.Rand, rules []assessment.Rule) {
		before := Rules(rules)
		if before.Assured == nil {
			return
		}
		for _, sev := range assessment.Severities() {
			after := Rules(append(append([]assessment.Rule{}, rules...), assessment.Rule{Severity: sev, Verdict: assessment.Fail}))
			if *after.Assured > *before.Assured || *after.Possible > *before.Possible {
				t.Fatalf("a %s fail raised %v-%v to %v-%v", sev, *before.Assured, *before.Possible, *after.Assured, *after.Possible)
			}
		}
		if len(rules) > 0 {
			i := r.IntN(len(rules))
			worse := append([]assessment.Rule{}, rules...)
			if worse[i].Verdict == assessment.NotApplicable {
				return
			}
			worse[i].Verdict = assessment.Fail
			after := Rules(worse)
			if *after.Assured > *before.Assured || *after.Possible > *before.Possible {
				t.Fatalf("a %s turned fail raised %v-%v to %v-%v", rules[i].Verdict, *before.Assured, *before.Possible, *after.Assured, *after.Possible)
			}
		}
	})
}

func TestAnUnknownIsNeverAPass(t *testing.T) {
	forRandomRules(t, func(t *testing.T, _ *rand.Rand, rules []assessment.Rule) {
		before := Rules(rules)
		if before.Assured == nil {
			return
		}
		for _, v := range []assessment.Verdict{assessment.Unknown, "", "PASS"} {
			after := Rules(append(append([]assessment.Rule{}, rules...), assessment.Rule{Severity: assessment.High, Verdict: v}))
			if *after.Assured > *before.Assured || *after.Coverage > *before.Coverage || after.Counts.Pass != before.Counts.Pass {
				t.Fatalf("verdict %q counted as a pass: %+v, then %+v", v, before, after)
			}
		}
	})
}

func TestOrderNeverMatters(t *testing.T) {
	forRandomRules(t, func(t *testing.T, r *rand.Rand, rules []assessment.Rule) {
		want := Rules(rules)
		r.Shuffle(len(rules), func(i, j int) { rules[i], rules[j] = rules[j], rules[i] })
		if d := cmp.Diff(want, Rules(rules)); d != "" {
			t.Fatal(d)
		}
	})
}

func TestNotApplicableNeverCounts(t *testing.T) {
	forRandomRules(t, func(t *testing.T, _ *rand.Rand, rules []assessment.Rule) {
		before := Rules(rules)
		after := Rules(append(append([]assessment.Rule{}, rules...), assessment.Rule{Severity: assessment.Critical, Verdict: assessment.NotApplicable}))
		after.Counts.NotApplicable--
		if d := cmp.Diff(before, after); d != "" {
			t.Fatal(d)
		}
	})
}

func TestWeights(t *testing.T) {
	rules := []assessment.Rule{
		{Severity: assessment.Critical, Verdict: assessment.Pass},
		{Severity: assessment.High, Verdict: assessment.Fail, Violations: make([]assessment.Violation, 100)},
		{Severity: assessment.Medium, Verdict: assessment.Unknown},
		{Severity: assessment.Low, Verdict: assessment.NotApplicable},
	}
	s := Rules(rules)
	// 10 of 18 proven; 5 of 18 lost; 15 of 18 looked at.
	if *s.Assured != 55.5 || *s.Possible != 72.3 || *s.Coverage != 83.3 {
		t.Errorf("assured %v possible %v coverage %v", *s.Assured, *s.Possible, *s.Coverage)
	}
}
