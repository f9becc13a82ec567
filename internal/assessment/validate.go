package assessment

import (
	"fmt"
	"math"
	"slices"
)

// Validate says whether the assessment keeps the promises of its own types:
// known verdicts and severities, all controls of the standard, unique ids, references that lead somewhere,
// scores between 0 and 100 or all null. Every report may rely on these. The
// first broken promise is the error.
func (a *Assessment) Validate() error {
	if a.Schema != SchemaVersion {
		return fmt.Errorf("schema is %q, want %q", a.Schema, SchemaVersion)
	}
	rules := make(map[string]bool, len(a.Rules))
	for i := range a.Rules {
		r := &a.Rules[i]
		if err := r.validate(); err != nil {
			return fmt.Errorf("rule %q: %w", r.ID, err)
		}
		if rules[r.ID] {
			return fmt.Errorf("rule %q occurs twice", r.ID)
		}
		rules[r.ID] = true
	}
	controls := make(map[string]bool, len(a.Controls))
	for i := range a.Controls {
		c := &a.Controls[i]
		if err := c.validate(rules); err != nil {
			return fmt.Errorf("control %q: %w", c.ID, err)
		}
		if controls[c.ID] {
			return fmt.Errorf("control %q occurs twice", c.ID)
		}
		controls[c.ID] = true
	}
	if len(a.Controls) != a.Standard.Controls {
		return fmt.Errorf("holds %d controls, the standard has %d", len(a.Controls), a.Standard.Controls)
	}
	for i := range a.Rules {
		for _, id := range a.Rules[i].Controls {
			if !controls[id] {
				return fmt.Errorf("rule %q: control %q is not in the assessment", a.Rules[i].ID, id)
			}
		}
	}
	for i := range a.Objectives {
		if err := a.Objectives[i].validate(); err != nil {
			return fmt.Errorf("objective %q: %w", a.Objectives[i].ID, err)
		}
	}
	for i := range a.Clauses {
		if err := a.Clauses[i].validate(); err != nil {
			return fmt.Errorf("clause %q: %w", a.Clauses[i].ID, err)
		}
	}
	if err := a.Score.Technical.validate(); err != nil {
		return fmt.Errorf("technical score: %w", err)
	}
	if err := a.Score.Overall.validate(); err != nil {
		return fmt.Errorf("overall score: %w", err)
	}
	return nil
}

func (r *Rule) validate() error {
	switch {
	case r.ID == "":
		return fmt.Errorf("has no id")
	case !slices.Contains(Verdicts(), r.Verdict):
		return fmt.Errorf("unknown verdict %q", r.Verdict)
	case !slices.Contains(Severities(), r.Severity):
		return fmt.Errorf("unknown severity %q", r.Severity)
	case len(r.Controls) == 0:
		return fmt.Errorf("names no control")
	case r.Verdict == Pass && len(r.Evidence) == 0:
		return fmt.Errorf("passes without evidence")
	case r.Verdict == Fail && len(r.Violations) == 0:
		return fmt.Errorf("fails without a violation")
	}
	return nil
}

func (c *Control) validate(rules map[string]bool) error {
	switch {
	case c.ID == "":
		return fmt.Errorf("has no id")
	case !slices.Contains(Conformities(), c.Verdict):
		return fmt.Errorf("unknown verdict %q", c.Verdict)
	case !slices.Contains([]Method{Automated, Attested, Hybrid}, c.Method):
		return fmt.Errorf("unknown method %q", c.Method)
	}
	for _, id := range c.Rules {
		if !rules[id] {
			return fmt.Errorf("rule %q is not in the assessment", id)
		}
	}
	for _, aspect := range c.Aspects {
		if !slices.Contains(Verdicts(), aspect.Verdict) {
			return fmt.Errorf("aspect %q: unknown verdict %q", aspect.ID, aspect.Verdict)
		}
		for _, id := range aspect.Rules {
			if !rules[id] {
				return fmt.Errorf("aspect %q: rule %q is not in the assessment", aspect.ID, id)
			}
		}
	}
	return nil
}

func (s *Summary) validate() error {
	if !slices.Contains(Conformities(), s.Verdict) {
		return fmt.Errorf("unknown verdict %q", s.Verdict)
	}
	if err := s.Score.validate(); err != nil {
		return fmt.Errorf("score: %w", err)
	}
	if err := s.Technical.validate(); err != nil {
		return fmt.Errorf("technical score: %w", err)
	}
	return nil
}

func (s *Score) validate() error {
	if (s.Assured == nil) != (s.Possible == nil) || (s.Assured == nil) != (s.Coverage == nil) {
		return fmt.Errorf("assured, possible and coverage must be null together")
	}
	for _, n := range []int{s.Counts.Pass, s.Counts.Fail, s.Counts.Unknown, s.Counts.NotApplicable} {
		if n < 0 {
			return fmt.Errorf("a count is negative: %d", n)
		}
	}
	if s.Assured == nil {
		return nil
	}
	for _, v := range []float64{*s.Assured, *s.Possible, *s.Coverage} {
		if math.IsNaN(v) || v < 0 || v > 100 {
			return fmt.Errorf("%v is no percentage", v)
		}
	}
	if *s.Assured > *s.Possible {
		return fmt.Errorf("assured %v exceeds possible %v", *s.Assured, *s.Possible)
	}
	return nil
}
