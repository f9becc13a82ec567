package junit

import (
	"cmp"
	"fmt"

	"isoscan/internal/assessment"
)

func organisationSuites(o *assessment.Organisation) suites {
	out := suites{Name: "isoscan " + show(o.Name), Time: seconds(o.StartedAt, o.FinishedAt)}
	rules := make(map[string]*assessment.RuleResult, len(o.Rules))
	for i := range o.Rules {
		rules[o.Rules[i].ID] = &o.Rules[i]
	}
	for i := range o.Hosts {
		out.add(hostSuite(o, &o.Hosts[i], rules))
	}
	for _, a := range o.NotAssessed {
		s := suite{Name: show(a.Host), Time: "0", Timestamp: stamp(o.StartedAt), Hostname: show(a.Host)}
		s.property("asset", a.ID)
		s.add(testcase{Name: "host", Classname: "iso17799.hosts", Time: "0", Error: &result{
			Type: "not_assessed", Message: show(cmp.Or(a.Reason, "the asset register names this host, and there are no facts of it")),
			Text: lines([]string{"asset " + show(a.ID) + ", owner " + show(a.Owner), "source " + show(a.Source)}),
		}})
		out.add(s)
	}
	return out
}

func hostSuite(o *assessment.Organisation, h *assessment.HostResult, rules map[string]*assessment.RuleResult) suite {
	s := suite{
		Name: show(h.Host.Name), Time: seconds(h.StartedAt, h.FinishedAt),
		Timestamp: stamp(h.StartedAt), Hostname: show(h.Host.Name),
	}
	s.property("role", h.Role)
	s.property("facts", h.FactsDigest)
	if h.Asset != nil {
		s.property("asset", h.Asset.ID)
		s.property("owner", h.Asset.Owner)
	}
	// Findings by control: those that bear on it, primary or not.
	found := map[string][]*assessment.Finding{}
	for i := range h.Findings {
		f := &h.Findings[i]
		if f.Waived {
			s.property("waived."+f.Rule, "every violation")
		}
		if r, ok := rules[f.Rule]; ok {
			for _, id := range r.Controls {
				found[id] = append(found[id], f)
			}
		}
	}
	for i := range o.Controls {
		c := &o.Controls[i]
		v, adjusted := assessment.Undetermined, assessment.Conformity("")
		if i < len(h.Controls) {
			v, adjusted = h.Controls[i].Verdict, h.Controls[i].Adjusted
		}
		reason := "no failure, and not everything was seen"
		switch {
		case v == assessment.Conforming:
			reason = "every evidence that it asks for was seen and holds"
		case v == assessment.ControlNotApplicable:
			reason = "evidence says that it does not concern the host"
		case v == assessment.Nonconforming && len(found[c.ID]) > 0:
			reason = assessment.Counted(len(found[c.ID]), "rule fails: ", "rules fail: ") + found[c.ID][0].Reason
		case v == assessment.Nonconforming:
			reason = "people's evidence falls short: " + c.People.Reason
		}
		if adjusted != "" && adjusted != v {
			s.property("adjusted."+c.ID, string(adjusted))
		}
		s.add(controlCase(v, classname(c.Clause, c.ID), c.ID+" "+c.Title, c.ID+" "+c.Title, reason, findingText(found[c.ID])))
	}
	return s
}

func findingText(found []*assessment.Finding) []string {
	var out []string
	for _, f := range found {
		head := "rule " + show(f.Rule) + " fails"
		if f.Waived {
			head += ", waived"
		}
		out = append(out, head)
		for _, v := range f.Violations {
			out = append(out, violation(v)...)
		}
		if left := f.Total - len(f.Violations); left > 0 {
			out = append(out, fmt.Sprintf("and %d more", left))
		}
	}
	return out
}
