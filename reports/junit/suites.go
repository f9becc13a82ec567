package junit

import (
	"fmt"
	"strings"

	"isoscan/internal/assessment"
)

// mostListed bounds the violations and evidence listed in one case.
const mostListed = 50

func suitesOf(a *assessment.Assessment) suites {
	out := suites{Name: "isoscan " + show(a.Host.Name), Time: seconds(a.StartedAt, a.FinishedAt)}
	rules := map[string][]*assessment.Rule{}
	for i := range a.Rules {
		r, primary := &a.Rules[i], ""
		if len(r.Controls) > 0 {
			primary = r.Controls[0]
		}
		rules[primary] = append(rules[primary], r)
	}
	for i := range a.Controls {
		c := &a.Controls[i]
		s := controlSuite(a, c)
		for _, r := range rules[c.ID] {
			s.add(ruleCase(classname(c.Clause, c.ID), r, a.Ledger))
			if r.Waiver != nil {
				s.property("waived."+r.ID, fmt.Sprintf("%d of %s: %s", r.Waiver.Covered, assessment.Counted(r.Waiver.Violations, "violation", "violations"), strings.Join(r.Waiver.Records, " ")))
			}
		}
		delete(rules, c.ID)
		s.add(controlCase(c.Verdict, classname(c.Clause, c.ID), "control", c.ID+" "+c.Title, c.Reason, controlText(c)))
		out.add(s)
	}
	// A rule is never lost, though its control is not of this standard.
	rest := suite{Name: "rules of other controls", Time: "0", Timestamp: stamp(a.StartedAt), Hostname: show(a.Host.Name)}
	for i := range a.Rules {
		r := &a.Rules[i]
		primary := ""
		if len(r.Controls) > 0 {
			primary = r.Controls[0]
		}
		if _, left := rules[primary]; left {
			rest.add(ruleCase(classname("", primary), r, a.Ledger))
		}
	}
	if rest.Tests > 0 {
		out.add(rest)
	}
	return out
}

func controlSuite(a *assessment.Assessment, c *assessment.Control) suite {
	s := suite{
		Name: show(c.ID + " " + c.Title), ID: show(c.ID), Package: show("iso17799.clause" + c.Clause),
		Time: "0", Timestamp: stamp(a.StartedAt), Hostname: show(a.Host.Name),
	}
	s.property("control", "ISO17799:2000/"+c.ID)
	s.property("method", string(c.Method))
	s.property("verdict", string(c.Verdict))
	s.property("adjusted", string(c.Adjusted))
	s.property("adjusted.reason", c.AdjustedReason)
	s.property("evidence.machine", string(c.Machine.State))
	s.property("evidence.people", string(c.People.State))
	s.property("evidence.people.until", c.People.Until)
	return s
}

func ruleCase(class string, r *assessment.Rule, ledger *assessment.Ledger) testcase {
	c := testcase{Name: show(r.ID), Classname: class, Time: "0"}
	head := []string{
		show(r.Title),
		show(fmt.Sprintf("severity %s, controls %s", r.Severity, strings.Join(r.Controls, ", "))),
	}
	switch r.Verdict {
	case assessment.Pass:
		c.Out = lines(append(head, evidence(r.Evidence)...))
	case assessment.NotApplicable:
		c.Skipped = &result{Type: "not_applicable", Message: show(r.Reason), Text: lines(append(head, evidence(r.Evidence)...))}
	case assessment.Fail:
		c.Failure = &result{Type: "fail", Message: show(waiverWords(r, ledger) + r.Reason), Text: lines(append(head, failure(r)...))}
	default:
		// Unknown, and whatever a later version calls what is no pass.
		c.Error = &result{Type: "unknown", Message: show(r.Reason), Text: lines(append(head, "unknown is no pass: "+show(r.Reason)))}
	}
	return c
}

// waiverWords begin the message of a failure that is waived, whole or in part.
func waiverWords(r *assessment.Rule, ledger *assessment.Ledger) string {
	if r.Waiver == nil {
		return ""
	}
	until := ""
	for _, id := range r.Waiver.Records {
		if record, ok := ledger.Record(id); ok && (until == "" || record.Until < until) {
			until = record.Until
		}
	}
	words := "waived by " + strings.Join(r.Waiver.Records, ", ")
	if until != "" {
		words += " until " + until
	}
	if !r.Waived() {
		words = fmt.Sprintf("in part (%d of %s) %s", r.Waiver.Covered, assessment.Counted(r.Waiver.Violations, "violation", "violations"), words)
	}
	return words + ": "
}

func failure(r *assessment.Rule) []string {
	var out []string
	for i, v := range r.Violations {
		if i == mostListed {
			out = append(out, fmt.Sprintf("and %d more", len(r.Violations)-i))
			break
		}
		out = append(out, violation(v)...)
	}
	if r.Remediation.Text != "" {
		out = append(out, "to mend: "+show(r.Remediation.Text))
	}
	if r.Remediation.Command != "" {
		for _, l := range assessment.PrintableLines(r.Remediation.Command) {
			out = append(out, "  "+show(l))
		}
	}
	return out
}

func violation(v assessment.Violation) []string {
	mark := ""
	if v.WaivedBy != "" {
		mark = " (waived by " + show(v.WaivedBy) + ")"
	}
	out := []string{
		"- " + show(v.Resource) + ": " + show(v.Message) + mark,
		"  observed " + show(v.Observed),
		"  expected " + show(v.Expected),
	}
	if v.Source != "" {
		out = append(out, "  source "+show(v.Source))
	}
	return out
}

func evidence(all []assessment.Evidence) []string {
	var out []string
	for i, e := range all {
		if i == mostListed {
			return append(out, fmt.Sprintf("and %d more", len(all)-i))
		}
		out = append(out, "- "+show(e.Message)+" ("+show(e.Source)+")")
	}
	return out
}

// controlCase is the case of a control as a whole.
func controlCase(v assessment.Conformity, class, name, title, reason string, text []string) testcase {
	c := testcase{Name: show(name), Classname: class, Time: "0"}
	text = append([]string{show(title)}, text...)
	switch v {
	case assessment.Conforming:
		c.Out = lines(append(text, show(reason)))
	case assessment.ControlNotApplicable:
		c.Skipped = &result{Type: "not_applicable", Message: show(reason), Text: lines(text)}
	case assessment.Nonconforming:
		c.Failure = &result{Type: "nonconforming", Message: show(reason), Text: lines(text)}
	default:
		c.Error = &result{Type: "undetermined", Message: show(reason), Text: lines(text)}
	}
	return c
}

func controlText(c *assessment.Control) []string {
	words := func(s assessment.SideState) string { return strings.ReplaceAll(string(s), "_", " ") }
	out := []string{
		"machine: " + words(c.Machine.State) + ", " + show(c.Machine.Reason),
		"people: " + words(c.People.State) + ", " + show(c.People.Reason),
	}
	if c.Record != "" {
		out = append(out, "a person would show: "+show(c.Record))
	}
	if c.AdjustedReason != "" {
		out = append(out, "with the ledger "+words(assessment.SideState(c.Adjusted))+": "+show(c.AdjustedReason))
	}
	return out
}

func lines(l []string) string { return strings.Join(l, "\n") }
