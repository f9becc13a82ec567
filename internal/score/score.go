// Package score turns verdicts into scores: pure functions, no host, no clock.
package score

import (
	"math"

	"isoscan/internal/assessment"
)

// Weight of a severity: critical 10, high 5, medium 3, low 1.
func Weight(s assessment.Severity) int {
	switch s {
	case assessment.Critical:
		return 10
	case assessment.High:
		return 5
	case assessment.Medium:
		return 3
	default:
		return 1
	}
}

// Rules scores rules, weighed by severity. A rule counts once, however many
// violations it has; one that rests on the asset register does not count, for
// people's records must not change what was measured on the host.
func Rules(rules []assessment.Rule) assessment.Score {
	var t tally
	for i := range rules {
		if r := &rules[i]; !r.Register {
			t.add(r.Verdict, Weight(r.Severity))
		}
	}
	return t.score()
}

// AdjustedRules is Rules without what waivers cover: a waived failure leaves
// the score and is counted apart. It never counts as a pass.
func AdjustedRules(rules []assessment.Rule) assessment.Score {
	var t tally
	for i := range rules {
		switch r := &rules[i]; {
		case r.Register:
		case r.Waived():
			t.counts.Waived++
		default:
			t.add(r.Verdict, Weight(r.Severity))
		}
	}
	return t.score()
}

// Controls scores controls, each weighing the same.
func Controls(controls []assessment.Control) assessment.Score {
	var t tally
	for _, c := range controls {
		t.add(asVerdict(c.Verdict), 1)
	}
	return t.score()
}

// AdjustedControls is Controls by their adjusted verdicts. A waived control
// leaves the score and is counted apart.
func AdjustedControls(controls []assessment.Control) assessment.Score {
	var t tally
	for _, c := range controls {
		if c.Adjusted == assessment.ControlWaived {
			t.counts.Waived++
		} else {
			t.add(asVerdict(c.Adjusted), 1)
		}
	}
	return t.score()
}

func asVerdict(c assessment.Conformity) assessment.Verdict {
	switch c {
	case assessment.Conforming:
		return assessment.Pass
	case assessment.Nonconforming:
		return assessment.Fail
	case assessment.ControlNotApplicable:
		return assessment.NotApplicable
	default:
		return assessment.Unknown
	}
}

// tally sums weights by verdict.
type tally struct {
	pass, fail, unknown int
	counts              assessment.Counts
}

func (t *tally) add(v assessment.Verdict, weight int) {
	switch v {
	case assessment.Pass:
		t.pass += weight
		t.counts.Pass++
	case assessment.Fail:
		t.fail += weight
		t.counts.Fail++
	case assessment.NotApplicable:
		t.counts.NotApplicable++
	default:
		// Whatever is no verdict that we know is not known.
		t.unknown += weight
		t.counts.Unknown++
	}
}

// score gives the interval. Nothing evaluated, no score: an interval from 0 to
// 100 would look like a measurement.
func (t *tally) score() assessment.Score {
	s := assessment.Score{Counts: t.counts}
	applicable := t.pass + t.fail + t.unknown
	if t.pass+t.fail == 0 {
		return s
	}
	percent := func(part int, round func(float64) float64) *float64 {
		p := round(1000*float64(part)/float64(applicable)) / 10
		return &p
	}
	// Rounded so that the interval never claims more than was measured: what is
	// assured and covered downwards, what is possible upwards, and 100.0 only
	// for the whole.
	s.Assured = percent(t.pass, math.Floor)
	s.Possible = percent(applicable-t.fail, math.Ceil)
	if t.unknown == 0 {
		s.Possible = percent(t.pass, math.Floor) // settled: one number
	}
	if t.fail > 0 && *s.Possible >= 100 {
		*s.Possible = 99.9
	}
	s.Coverage = percent(t.pass+t.fail, math.Floor)
	return s
}
