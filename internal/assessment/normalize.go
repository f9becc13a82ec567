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
		c.Aspects = each(c.Aspects, func(s *Aspect) { s.Rules = list(s.Rules) })
	})
	n.Objectives = list(n.Objectives)
	n.Clauses = list(n.Clauses)
	n.Checks = each(n.Checks, func(c *Check) { c.Missing = list(c.Missing) })
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
