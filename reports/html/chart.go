package html

import (
	"fmt"

	"isoscan/internal/assessment"
)

// gauge is a score, drawn and told.
type gauge struct {
	Name string
	// Note says what the score counts.
	Note string
	// Interval and Coverage in words.
	Interval, Coverage string
	// Counts of rules or controls by verdict.
	Counts []tally
	// Drawn: there is a score. Without one, no bar is drawn.
	Drawn bool
	// Proven, Open and Failed are the parts of the bar, Covered that of the
	// second one. They touch and end at 100 %.
	Proven, Open, Failed, Covered span
}

// span is a part of a bar, in percent with its sign, as SVG takes it.
type span struct{ X, W string }

type tally struct {
	Mark mark
	N    int
}

func newGauge(name, note string, s assessment.Score, words [4]string) gauge {
	g := gauge{Name: name, Note: note, Interval: interval(s), Coverage: coverage(s)}
	c := s.Counts
	g.Counts = []tally{
		{mark{"fail", words[0]}, c.Fail}, {mark{"unknown", words[1]}, c.Unknown},
		{mark{"pass", words[2]}, c.Pass}, {mark{"na", words[3]}, c.NotApplicable},
	}
	if c.Waived > 0 {
		g.Counts = append(g.Counts, tally{mark{"waived", "waived"}, c.Waived})
	}
	if s.Assured == nil || s.Possible == nil || s.Coverage == nil {
		return g
	}
	g.Drawn = true
	possible := *s.Possible
	if s.Settled() {
		// The ends of the interval differ by no more than rounding.
		possible = *s.Assured
	}
	g.Proven = part(0, *s.Assured)
	g.Open = part(*s.Assured, possible)
	g.Failed = part(possible, 100)
	g.Covered = part(0, *s.Coverage)
	return g
}

func part(from, to float64) span {
	return span{X: fmt.Sprintf("%.1f%%", from), W: fmt.Sprintf("%.1f%%", max(to-from, 0))}
}

var (
	ruleWords    = [4]string{"fail", "unknown", "pass", "not applicable"}
	controlWords = [4]string{"nonconforming", "undetermined", "conforming", "not applicable"}
)

// gauges are the scores of an assessment: raw, then adjusted when a ledger was
// given.
func gauges(s assessment.Scores, technical, overall string) []gauge {
	out := []gauge{
		newGauge("Technical", technical, s.Technical, ruleWords),
		newGauge("Overall", overall, s.Overall, controlWords),
	}
	if s.Adjusted != nil {
		out = append(out,
			newGauge("Technical, adjusted", "without what waivers set aside", s.Adjusted.Technical, ruleWords),
			newGauge("Overall, adjusted", "without what waivers and the Statement of Applicability set aside", s.Adjusted.Overall, controlWords))
	}
	return out
}

// stack is a bar of counts by verdict, for a row of a table.
type stack []stackPart

type stackPart struct {
	Class string
	span
}

func newStack(c assessment.Counts) stack {
	all := c.Fail + c.Unknown + c.Pass + c.NotApplicable + c.Waived
	if all == 0 {
		return nil
	}
	var out stack
	at := 0.0
	for _, p := range []struct {
		class string
		n     int
	}{{"pass", c.Pass}, {"unknown", c.Unknown}, {"fail", c.Fail}, {"waived", c.Waived}, {"na", c.NotApplicable}} {
		if p.n == 0 {
			continue
		}
		to := at + 100*float64(p.n)/float64(all)
		out = append(out, stackPart{p.class, part(at, to)})
		at = to
	}
	return out
}
