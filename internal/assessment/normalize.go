package assessment

import "slices"

// Normalized returns a copy whose lists are never nil, so that its JSON has []
// and never null. The original stays as it is: reports of one assessment are
// written at the same time.
func (a *Assessment) Normalized() Assessment {
	n := *a
	if n.Profile.Params == nil {
		n.Profile.Params = map[string]any{}
	}
	n.Profile.Overridden = list(n.Profile.Overridden)
	n.Rules = each(n.Rules, func(r *Rule) {
		r.Controls = list(r.Controls)
		r.Violations = list(r.Violations)
		r.Evidence = list(r.Evidence)
		r.References = list(r.References)
	})
	n.Controls = each(n.Controls, func(c *Control) {
		c.Rules = list(c.Rules)
		c.Machine.Records, c.People.Records = list(c.Machine.Records), list(c.People.Records)
		c.Aspects = each(c.Aspects, func(s *Aspect) { s.Rules = list(s.Rules) })
	})
	n.Ledger = n.Ledger.normalized()
	n.Objectives = list(n.Objectives)
	n.Clauses = list(n.Clauses)
	n.Checks = each(n.Checks, func(c *Check) { c.Missing = list(c.Missing) })
	return n
}

func (l *Ledger) normalized() *Ledger {
	if l == nil {
		return nil
	}
	n := *l
	n.Totals = list(n.Totals)
	n.Records = each(n.Records, func(r *Record) {
		r.Evidence = list(r.Evidence)
		r.Problems = list(r.Problems)
	})
	return &n
}

// Normalized returns a copy whose lists are never nil.
func (o *Organisation) Normalized() Organisation {
	n := *o
	n.Hosts = each(n.Hosts, func(h *HostResult) {
		h.Clauses = list(h.Clauses)
		h.Controls = list(h.Controls)
		h.Findings = each(h.Findings, func(f *Finding) { f.Violations = list(f.Violations) })
		h.Unseen = list(h.Unseen)
	})
	n.NotAssessed = list(n.NotAssessed)
	n.Rules = each(n.Rules, func(r *RuleResult) {
		r.Controls = list(r.Controls)
		r.References = list(r.References)
		r.Failed = list(r.Failed)
	})
	n.Controls = each(n.Controls, func(c *ControlResult) {
		c.Nonconforming = list(c.Nonconforming)
		c.Undetermined = list(c.Undetermined)
		c.People.Records = list(c.People.Records)
	})
	n.Objectives = list(n.Objectives)
	n.Clauses = list(n.Clauses)
	n.Ledger = n.Ledger.normalized()
	return n
}

func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

// each copies the list and lets fix amend every element of the copy.
func each[T any](l []T, fix func(*T)) []T {
	c := list(slices.Clone(l))
	for i := range c {
		fix(&c[i])
	}
	return c
}
