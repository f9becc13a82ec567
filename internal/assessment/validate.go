package assessment

import (
	"errors"
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
	if adj := a.Score.Adjusted; adj != nil {
		if err := errors.Join(adj.Technical.validate(), adj.Overall.validate()); err != nil {
			return fmt.Errorf("adjusted score: %w", err)
		}
	}
	return a.Ledger.validate()
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
	if c.Adjusted != ControlWaived && !slices.Contains(Conformities(), c.Adjusted) {
		return fmt.Errorf("unknown adjusted verdict %q", c.Adjusted)
	}
	for _, side := range []Side{c.Machine, c.People} {
		if !slices.Contains(SideStates(), side.State) {
			return fmt.Errorf("unknown state of evidence %q", side.State)
		}
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

func (l *Ledger) validate() error {
	if l == nil {
		return nil
	}
	for i := range l.Records {
		r := &l.Records[i]
		switch {
		case r.ID == "":
			return fmt.Errorf("a record of the ledger has no id")
		case !slices.Contains(RecordKinds(), r.Kind):
			return fmt.Errorf("record %q: unknown kind %q", r.ID, r.Kind)
		case !slices.Contains(RecordStates(), r.State):
			return fmt.Errorf("record %q: unknown state %q", r.ID, r.State)
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
	if adj := s.Adjusted; adj != nil {
		if adj.Verdict != ControlWaived && !slices.Contains(Conformities(), adj.Verdict) {
			return fmt.Errorf("unknown adjusted verdict %q", adj.Verdict)
		}
		if err := errors.Join(adj.Score.validate(), adj.Technical.validate()); err != nil {
			return fmt.Errorf("adjusted score: %w", err)
		}
	}
	return nil
}

// Validate is that of Assessment for an organisation.
func (o *Organisation) Validate() error {
	if o.Schema != OrganisationSchema {
		return fmt.Errorf("schema is %q, want %q", o.Schema, OrganisationSchema)
	}
	if len(o.Controls) != o.Standard.Controls {
		return fmt.Errorf("holds %d controls, the standard has %d", len(o.Controls), o.Standard.Controls)
	}
	rules := make(map[string]bool, len(o.Rules))
	for i := range o.Rules {
		r := &o.Rules[i]
		if r.ID == "" || rules[r.ID] {
			return fmt.Errorf("rule %q has no id, or occurs twice", r.ID)
		}
		if !slices.Contains(Severities(), r.Severity) {
			return fmt.Errorf("rule %q: unknown severity %q", r.ID, r.Severity)
		}
		if err := r.Counts.validate(); err != nil {
			return fmt.Errorf("rule %q: %w", r.ID, err)
		}
		rules[r.ID] = true
	}
	known := func(v, adjusted Conformity) bool {
		return slices.Contains(Conformities(), v) && (adjusted == ControlWaived || slices.Contains(Conformities(), adjusted))
	}
	for i := range o.Controls {
		if c := &o.Controls[i]; c.ID == "" || !known(c.Verdict, c.Adjusted) {
			return fmt.Errorf("control %q has no id, or unknown verdicts %q, %q", c.ID, c.Verdict, c.Adjusted)
		}
	}
	for i := range o.Hosts {
		if err := o.Hosts[i].validate(rules, len(o.Controls), known); err != nil {
			return fmt.Errorf("host %q: %w", o.Hosts[i].Host.Name, err)
		}
	}
	for i := range o.Objectives {
		if err := o.Objectives[i].validate(); err != nil {
			return fmt.Errorf("objective %q: %w", o.Objectives[i].ID, err)
		}
	}
	for i := range o.Clauses {
		if err := o.Clauses[i].validate(); err != nil {
			return fmt.Errorf("clause %q: %w", o.Clauses[i].ID, err)
		}
	}
	if err := errors.Join(o.Score.Technical.validate(), o.Score.Overall.validate()); err != nil {
		return fmt.Errorf("score: %w", err)
	}
	return o.Ledger.validate()
}

func (h *HostResult) validate(rules map[string]bool, controls int, known func(v, adjusted Conformity) bool) error {
	if len(h.Controls) != controls {
		return fmt.Errorf("holds %d controls, the organisation %d", len(h.Controls), controls)
	}
	for i, c := range h.Controls {
		if !known(c.Verdict, c.Adjusted) {
			return fmt.Errorf("control number %d: unknown verdicts %q, %q", i+1, c.Verdict, c.Adjusted)
		}
	}
	for _, f := range h.Findings {
		if !rules[f.Rule] {
			return fmt.Errorf("rule %q is not in the organisation", f.Rule)
		}
	}
	for i := range h.Clauses {
		if err := h.Clauses[i].validate(); err != nil {
			return fmt.Errorf("clause %q: %w", h.Clauses[i].ID, err)
		}
	}
	return errors.Join(h.Score.Technical.validate(), h.Score.Overall.validate())
}

func (s *Score) validate() error {
	if (s.Assured == nil) != (s.Possible == nil) || (s.Assured == nil) != (s.Coverage == nil) {
		return fmt.Errorf("assured, possible and coverage must be null together")
	}
	if err := s.Counts.validate(); err != nil || s.Assured == nil {
		return err
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

func (c *Counts) validate() error {
	for _, n := range []int{c.Pass, c.Fail, c.Unknown, c.NotApplicable, c.Waived} {
		if n < 0 {
			return fmt.Errorf("a count is negative: %d", n)
		}
	}
	return nil
}
