package policy

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/assessment"
	"isoscan/internal/facts"
)

// Result is one rule with its verdict.
type Result struct {
	Rule    *Rule
	Verdict assessment.Verdict
	// Reason in one line, always set.
	Reason     string
	Violations []assessment.Violation
	Evidence   []assessment.Evidence
}

// outcome is what evaluating a rule's module gave.
type outcome struct {
	notApplicable []assessment.Evidence
	violations    []assessment.Violation
	unknown       []string
	evidence      []assessment.Evidence
	err           error
}

// judge decides. It is the one place that knows what a pass is: facts that are
// all there, no violation, nothing doubtful, and something shown. The order is
// that of docs/adding-a-rule.md.
func judge(r *Rule, role string, seen *observed, o outcome) Result {
	res := Result{Rule: r, Violations: o.violations, Evidence: o.evidence}
	say := func(v assessment.Verdict, format string, args ...any) Result {
		res.Verdict, res.Reason = v, fmt.Sprintf(format, args...)
		if v != assessment.Fail {
			res.Violations = nil
		}
		return res
	}
	if len(r.Roles) > 0 && !slices.Contains(r.Roles, role) {
		res.Evidence = nil
		return say(assessment.NotApplicable, "for the role %s, and this host is a %s", strings.Join(r.Roles, " or "), role)
	}
	if o.err != nil {
		res.Evidence = nil
		return say(assessment.Unknown, "the rule could not be evaluated: %v", o.err)
	}
	if ext, why := seen.missing(r.Scope); ext != facts.None {
		return say(assessment.Unknown, "%s", why)
	}
	if len(o.notApplicable) > 0 {
		res.Evidence = o.notApplicable
		return say(assessment.NotApplicable, "%s", o.notApplicable[0].Message)
	}
	ext, why := seen.missing(r.Needs)
	switch {
	case ext == facts.Whole:
		return say(assessment.Unknown, "%s", why)
	case ext == facts.Part && !(r.Convict && len(o.violations) > 0):
		return say(assessment.Unknown, "%s", why)
	case len(o.violations) == 1:
		return say(assessment.Fail, "%s", o.violations[0].Message)
	case len(o.violations) > 1:
		return say(assessment.Fail, "%s (and %d more)", o.violations[0].Message, len(o.violations)-1)
	case len(o.unknown) > 0:
		return say(assessment.Unknown, "%s", o.unknown[0])
	case len(o.evidence) == 0:
		return say(assessment.Unknown, "the rule showed no evidence")
	}
	return say(assessment.Pass, "%s", o.evidence[0].Message)
}

// observed answers whether fact paths were observed.
type observed struct {
	facts any
	gaps  []gap
	// checks says why a check gave nothing at all.
	checks map[string]facts.CheckStatus
}

type gap struct {
	path   facts.Path
	reason string
}

// newObserved decodes the facts. A gap whose path cannot be read hides its
// whole check, for it must not hide nothing.
func newObserved(raw map[string]json.RawMessage, checks map[string]facts.CheckStatus) (*observed, error) {
	all := map[string]any{}
	for id, b := range raw {
		var v any
		dec := json.NewDecoder(strings.NewReader(string(b)))
		dec.UseNumber()
		if err := dec.Decode(&v); err != nil {
			return nil, fmt.Errorf("the facts of %s: %w", id, err)
		}
		all[id] = v
	}
	o := &observed{facts: all, checks: checks}
	for id, st := range checks {
		for _, m := range st.Missing {
			p, err := facts.ParsePath(m.Path)
			if err != nil {
				p = facts.Path{{Key: id}}
			}
			o.gaps = append(o.gaps, gap{p, m.Reason})
		}
		if st.Status != facts.OK && len(st.Missing) == 0 {
			o.gaps = append(o.gaps, gap{facts.Path{{Key: id}}, st.Reason})
		}
	}
	slices.SortFunc(o.gaps, func(a, b gap) int {
		return cmp.Or(cmp.Compare(a.path.String(), b.path.String()), cmp.Compare(a.reason, b.reason))
	})
	return o, nil
}

// missing tells how much of the paths was not observed, and why.
func (o *observed) missing(paths []facts.Path) (facts.Extent, string) {
	worst, why := facts.None, ""
	note := func(e facts.Extent, reason string) {
		if e > worst {
			worst, why = e, reason
		}
	}
	for _, p := range paths {
		// A recorded gap explains more than the bare absence, so it comes first.
		found := false
		for _, g := range o.gaps {
			if e := g.path.Hides(p); e != facts.None {
				note(e, g.reason)
				found = true
			}
		}
		if e := p.Absent(o.facts); e != facts.None {
			reason := fmt.Sprintf("%s was not observed", p)
			if st, ok := o.checks[p.Check()]; !ok {
				reason = fmt.Sprintf("the check %s did not run", p.Check())
			} else if st.Status != facts.OK && st.Status != facts.Partial && st.Reason != "" {
				reason = st.Reason
			}
			// The gap that explains a part of the absence explains it all.
			if found {
				reason = why
			}
			note(e, reason)
		}
	}
	return worst, why
}
