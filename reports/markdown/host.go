package markdown

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"isoscan/internal/assessment"
)

func head(a *assessment.Assessment) string {
	var b strings.Builder
	name := code(a.Host.Name, 100)
	if name == "" {
		name = "unnamed host"
	}
	fmt.Fprintf(&b, "## isoscan: %s\n\n", name)
	fmt.Fprintf(&b, "Measured against %s, profile %s, role %s, %s.\n\n", prose(a.Standard.ID, 60),
		prose(a.Profile.Name, 60), prose(a.Profile.Role, 60), a.FinishedAt.UTC().Format("2006-01-02 15:04 UTC"))
	c := a.RuleCounts()
	if c.Pass+c.Fail == 0 {
		fmt.Fprintf(&b, "**Nothing could be evaluated**: %s unknown. This is not a pass.\n", assessment.Counted(c.Unknown, "rule is", "rules are"))
		return b.String()
	}
	fmt.Fprintf(&b, "**%s** (%s), **%s unknown**, %d pass, %d not applicable. Unknown is not a pass.\n",
		assessment.Counted(c.Fail, "rule fails", "rules fail"), bySeverity(a.Findings()), assessment.Counted(c.Unknown, "rule is", "rules are"), c.Pass, c.NotApplicable)
	return b.String()
}

func bySeverity(rules []assessment.Rule) string {
	n := map[assessment.Severity]int{}
	for _, r := range rules {
		n[r.Severity]++
	}
	var parts []string
	for _, s := range assessment.Severities() {
		if n[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[s], s))
		}
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}

// scores is a table of both scopes, raw and adjusted side by side.
func scores(s assessment.Scores) string {
	out := "\n" + row("Score", "proven", "possible", "coverage") + row("---", "---:", "---:", "---:")
	line := func(name string, s assessment.Score) {
		if s.Assured == nil || s.Possible == nil || s.Coverage == nil {
			out += row(name, "no score", "no score", "nothing was evaluated")
			return
		}
		out += row(name, percent(*s.Assured), percent(*s.Possible), percent(*s.Coverage))
	}
	line("technical", s.Technical)
	if s.Adjusted != nil {
		line("technical, adjusted", s.Adjusted.Technical)
	}
	line("overall", s.Overall)
	if s.Adjusted != nil {
		line("overall, adjusted", s.Adjusted.Overall)
		out += "\nAdjusted scores leave out what waivers and exclusions of the ledger set aside; it does not count as met.\n"
	}
	return out
}

func percent(v float64) string { return fmt.Sprintf("%.1f %%", v) }

func clauses(all []assessment.Clause) string {
	if len(all) == 0 {
		return ""
	}
	s := section{
		heading: "Controls by clause", what: "clauses",
		header: row("", "clause", "verdict", "conforming", "nonconforming", "undetermined", "n/a") + row("---:", "---", "---", "---:", "---:", "---:", "---:"),
	}
	for _, c := range all {
		verdict := words(string(c.Verdict))
		if c.Adjusted != nil && c.Adjusted.Verdict != c.Verdict {
			verdict += " (adjusted: " + words(string(c.Adjusted.Verdict)) + ")"
		}
		n := c.Score.Counts
		s.rows = append(s.rows, row(prose(c.ID, 20), prose(c.Title, 80), verdict, fmt.Sprint(n.Pass), fmt.Sprint(n.Fail), fmt.Sprint(n.Unknown), fmt.Sprint(n.NotApplicable)))
	}
	return s.fit(MaxLength / 6)
}

// words writes a state of the model as words.
func words(s string) string { return prose(strings.ReplaceAll(s, "_", " "), 40) }

func findings(a *assessment.Assessment, limit int) string {
	// What a waiver covers waits behind what nobody has decided on.
	all := a.Findings()
	slices.SortStableFunc(all, func(x, y assessment.Rule) int {
		switch {
		case x.Waived() == y.Waived():
			return 0
		case y.Waived():
			return -1
		}
		return 1
	})
	s := section{
		heading: fmt.Sprintf("Findings (%d), the worst first", len(all)), what: "findings",
		header: row("severity", "finding", "control", "what was observed") + row("---", "---", "---", "---"),
	}
	switch {
	case len(all) == 0 && a.RuleCounts().Pass == 0:
		s.heading, s.intro = "Findings", "None, for no rule could be evaluated: this is not a pass."
	case len(all) == 0:
		s.heading, s.intro = "Findings", "None among the rules that could be evaluated."
	}
	for i := range all {
		r := &all[i]
		var v assessment.Violation
		if len(r.Violations) > 0 {
			v = r.Violations[0]
		}
		controls := make([]string, len(r.Controls))
		for i, c := range r.Controls {
			controls[i] = prose(c, 20)
		}
		s.rows = append(s.rows, row(words(string(r.Severity)), prose(r.Title, 120)+waived(r, a.Ledger)+", "+code(r.ID, 80),
			strings.Join(controls[:min(len(controls), 4)], ", "), observed(v, len(r.Violations)-1)))
	}
	return s.fit(limit)
}

// observed tells of a violation, and of how many more there are, in one cell:
// four narrow columns of their own would leave none for the finding.
func observed(v assessment.Violation, more int) string {
	out := code(v.Resource, 120)
	add := func(sep, word, text string) {
		if text = code(text, 120); text == "" {
			return
		}
		if out != "" {
			out += sep
		}
		out += word + text
	}
	add(": ", "", v.Observed)
	add("; ", "expected ", v.Expected)
	add("; ", "source ", v.Source)
	if more > 0 {
		out += fmt.Sprintf("; and %d more", more)
	}
	return out
}

// waived marks a finding that a waiver covers, whole or in part.
func waived(r *assessment.Rule, l *assessment.Ledger) string {
	if r.Waiver == nil {
		return ""
	}
	until := ""
	for _, id := range r.Waiver.Records {
		if record, ok := l.Record(id); ok && (until == "" || record.Until < until) {
			until = record.Until
		}
	}
	mark := " **waived**"
	if !r.Waived() {
		mark = fmt.Sprintf(" **waived in part** (%d of %d)", r.Waiver.Covered, r.Waiver.Violations)
	}
	if until != "" {
		mark += " until " + prose(until, 20)
	}
	return mark
}

func unknowns(a *assessment.Assessment, limit int) string {
	groups := a.UnknownByReason()
	if len(groups) == 0 {
		return ""
	}
	s := section{
		heading: "Unknown (" + assessment.Counted(len(a.WithVerdict(assessment.Unknown)), "rule; it does not count as a pass", "rules; none of them counts as a pass") + ")", what: "reasons",
		header: row("rules", "reason", "what helps", "which") + row("---:", "---", "---", "---"),
	}
	for _, g := range groups {
		var ids []string
		for i, r := range g.Rules {
			if i == 4 {
				ids = append(ids, fmt.Sprintf("%d more", len(g.Rules)-i))
				break
			}
			ids = append(ids, code(r.ID, 60))
		}
		s.rows = append(s.rows, row(fmt.Sprint(len(g.Rules)), prose(g.Reason, 300), help(g.Help), strings.Join(ids, ", ")))
	}
	return s.fit(limit)
}

// help is one of isoscan's own sentences, whose flags are code.
func help(s string) string { return prose(s, 200) }

func foot(a *assessment.Assessment) string {
	ok := 0
	for _, c := range a.Checks {
		if c.Status == "ok" {
			ok++
		}
	}
	digests := "facts " + code(short(a.FactsDigest), 40) + ", policies " + code(short(a.PoliciesDigest), 40)
	if a.Ledger != nil {
		digests += ", ledger " + code(short(a.Ledger.Digest), 40)
	}
	return fmt.Sprintf("\n%d of %d checks saw everything they stand for. %s %s, %s.\n", ok, len(a.Checks), prose(a.Tool.Name, 40), code(a.Tool.Version, 80), digests)
}

// short is enough of a digest to tell two apart.
func short(d string) string {
	const shown = len("sha256:") + 16
	if len(d) > shown {
		return d[:shown]
	}
	return d
}

// day of a record, and whether it is in the 30 days after at.
func expiresSoon(r assessment.Record, at time.Time) bool {
	until, err := time.Parse(time.DateOnly, r.Until)
	return err == nil && r.State == assessment.RecordCounts && until.Before(at.AddDate(0, 0, 30))
}
