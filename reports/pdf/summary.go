package pdf

import (
	"fmt"
	"strings"

	"isoscan/internal/assessment"
)

// summary is the page for those who read one page.
func (r *report) summary() {
	for _, s := range append(sentences(r.a), changeSentences(r.changes)...) {
		r.paragraph(r.left, r.width(), r.span(s, mostProse, r.st.body))
		r.y += 2.2
	}
	r.y += 3
	n := r.a.RuleCounts()
	r.tiles(
		tile{n.Fail, verdictMark(assessment.Fail), plural(n.Fail, "rule fails", "rules fail"), "findings"},
		tile{n.Unknown, verdictMark(assessment.Unknown), plural(n.Unknown, "rule unknown", "rules unknown"), "unknown"},
		tile{n.Pass, verdictMark(assessment.Pass), plural(n.Pass, "rule passes", "rules pass"), "appendix/passed"},
		tile{n.NotApplicable, verdictMark(assessment.NotApplicable), plural(n.NotApplicable, "rule not applicable", "rules not applicable"), "appendix/not-applicable"})
	if len(r.findings) > 0 {
		r.attention()
		r.y += 7
	}
	// The two charts stay together.
	charts := func() {
		r.clauseChart(r.a.Clauses, r.a.ControlCounts)
		r.severityChart("Rules by severity", r.severityCounts())
	}
	r.need(r.measure(charts))
	charts()
}

// sentences tells the result in words: what is proven, what failed, what could
// not be looked at and why.
func sentences(a *assessment.Assessment) []string {
	t := a.Score.Technical
	n := a.RuleCounts()
	all := n.Pass + n.Fail + n.Unknown
	out := []string{fmt.Sprintf("%s was measured against %s with %s and judged by the profile %s for the role %s.",
		orUnnamed(a.Host.Name), a.Standard.ID, count(all+n.NotApplicable, "rule", "rules"), a.Profile.Name, a.Profile.Role)}
	if n.NotApplicable > 0 {
		out[0] += fmt.Sprintf(" %s not concern this host, by evidence.", doDoes(n.NotApplicable))
	}
	switch {
	case all == 0:
		out = append(out, "No rule applied, so there is nothing to score. This is no statement that the host complies.")
	case t.Assured == nil:
		out = append(out, fmt.Sprintf("None of the %s could be evaluated, so there is no score. This is no statement that the host complies.", count(all, "applicable rule", "applicable rules")))
	default:
		proven := fmt.Sprintf("Proven: %s of %s %s, by evidence that this report shows.", thousands(n.Pass), count(all, "applicable rule", "applicable rules"), plural(n.Pass, "holds", "hold"))
		if t.Settled() {
			proven += fmt.Sprintf(" The technical score is %s: every applicable rule could be looked at.", interval(t))
		} else {
			proven += fmt.Sprintf(" The technical score lies between %s and %s %%: the lower figure is what was proven, the upper what could still be true if everything unseen were in order. %s %% of the weighed rules could be looked at.",
				decimal(*t.Assured), decimal(*t.Possible), decimal(*t.Coverage))
		}
		out = append(out, proven)
	}
	out = append(out, failedSentence(a))
	if n.Unknown > 0 {
		out = append(out, unknownSentence(a))
	}
	out = append(out, controlSentence(a))
	if a.Ledger != nil {
		out = append(out, ledgerSentence(a.Ledger, a.Score))
	}
	return out
}

// ledgerSentence says what people's records change, and that they change no
// raw score.
func ledgerSentence(l *assessment.Ledger, s assessment.Scores) string {
	all, counts := 0, 0
	for _, t := range l.Totals {
		all, counts = all+t.All, counts+t.Counts
	}
	out := fmt.Sprintf("People's records: %s in the ledger, of which %s.", count(all, "record", "records"), plural(counts, "1 counts", thousands(counts)+" count"))
	if adj := s.Adjusted; adj != nil {
		out += fmt.Sprintf(" Without what they set aside%s the technical score would be %s, the overall score %s. What is waived still fails.",
			setAside(s, adj), scoreText(adj.Technical), scoreText(adj.Overall))
	}
	return out
}

// setAside counts in brackets what leaves the adjusted scores; empty when
// nothing does.
func setAside(raw assessment.Scores, adj *assessment.AdjustedScores) string {
	var parts []string
	add := func(n int, one, many, word string) {
		if n > 0 {
			parts = append(parts, count(n, one, many)+" "+word)
		}
	}
	add(adj.Technical.Counts.Waived, "rule", "rules", "waived")
	add(adj.Overall.Counts.Waived, "control", "controls", "waived")
	add(adj.Overall.Counts.NotApplicable-raw.Overall.Counts.NotApplicable, "control", "controls", "excluded")
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// changeSentences sum up what changed; none without an earlier assessment.
func changeSentences(c *assessment.Changes) []string {
	if c == nil {
		return nil
	}
	s := fmt.Sprintf("Since %s: %s opened, %s closed, %s; %s lost from sight. The technical score was %s and is %s.", day(c.Since),
		thousands(len(c.Opened)), thousands(len(c.Closed)), remainRemains(c.Remaining), count(len(c.Lost), "rule is", "rules are"), scoreText(c.Technical.Was), scoreText(c.Technical.Now))
	if n := len(c.Caveats); n > 0 {
		s += fmt.Sprintf(" Mind %s to this comparison.", count(n, "caveat", "caveats"))
	}
	return []string{s}
}

func failedSentence(a *assessment.Assessment) string {
	findings := a.Findings()
	if len(findings) == 0 {
		if a.RuleCounts().Pass == 0 {
			return "Failed: none, because nothing could be evaluated."
		}
		return "Failed: none of the rules that could be evaluated."
	}
	by := map[assessment.Severity]int{}
	for _, f := range findings {
		by[f.Severity]++
	}
	var parts []string
	for _, s := range assessment.Severities() {
		if by[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", by[s], s))
		}
	}
	violations := 0
	for _, f := range findings {
		violations += len(f.Violations)
	}
	return fmt.Sprintf("Failed: %s (%s), with %s between them.", count(len(findings), "rule", "rules"),
		strings.Join(parts, ", "), count(violations, "violation", "violations"))
}

func unknownSentence(a *assessment.Assessment) string {
	groups := a.UnknownByReason()
	n := a.RuleCounts().Unknown
	s := fmt.Sprintf("Not seen: %s could not be evaluated, for %s. Each counts as neither passed nor failed.",
		count(n, "rule", "rules"), count(len(groups), "reason", "reasons"))
	if len(groups) > 0 {
		s += fmt.Sprintf(" The most frequent (%s): %s.", count(len(groups[0].Rules), "rule", "rules"), strings.TrimRight(assessment.Printable(shorten(groups[0].Reason, 160)), "."))
	}
	var help []string
	seen := map[string]bool{"": true}
	for _, g := range groups {
		if !seen[g.Help] {
			seen[g.Help] = true
			help = append(help, g.Help)
		}
	}
	if len(help) > 0 {
		s += " To see more: " + strings.Join(help, "; ") + "."
	}
	return s
}

func controlSentence(a *assessment.Assessment) string {
	n := a.Score.Overall.Counts
	attested := 0
	for _, c := range a.Controls {
		if c.Method == assessment.Attested {
			attested++
		}
	}
	s := fmt.Sprintf("Controls of the standard: %s, of which %d conforming, %d nonconforming, %d undetermined and %d not applicable. No machine can judge %s of them: people must attest those.",
		count(len(a.Controls), "control", "controls"), n.Pass, n.Fail, n.Unknown, n.NotApplicable, thousands(attested))
	if all, uncovered := a.UncoveredAspects(); uncovered > 0 {
		s += fmt.Sprintf(" The others ask for %s of host evidence, of which this version looks at %s.", count(all, "aspect", "aspects"), thousands(all-uncovered))
	}
	return s
}

func doDoes(n int) string {
	if n == 1 {
		return "1 of them does"
	}
	return thousands(n) + " of them do"
}

func orUnnamed(s string) string {
	if strings.TrimSpace(s) == "" {
		return "The host"
	}
	return assessment.Printable(shorten(s, 120))
}

// severityCounts counts the rules of every severity by verdict.
func (r *report) severityCounts() map[assessment.Severity]assessment.Counts {
	out := map[assessment.Severity]assessment.Counts{}
	for _, rule := range r.a.Rules {
		n := out[rule.Severity]
		switch rule.Verdict {
		case assessment.Pass:
			n.Pass++
		case assessment.Fail:
			n.Fail++
		case assessment.NotApplicable:
			n.NotApplicable++
		default:
			n.Unknown++
		}
		out[rule.Severity] = n
	}
	return out
}

// attention lists the worst findings with their pages.
func (r *report) attention() {
	const most = 8
	shown := r.worstFirst()[:min(most, len(r.findings))]
	r.need(36)
	r.heading3("What needs attention first")
	t := r.table(r.st.label, column{title: "No.", width: 14}, column{title: "Severity", width: 20},
		column{title: "Requirement that is not met, and why", width: 0}, column{title: "Controls", width: 30},
		column{title: "Page", width: 14, number: true})
	for _, f := range shown {
		r.findingRow(t, f,
			cell{append([]span{{text: shorten(f.Title, mostTitle), style: r.st.smallStrong}}, r.standing(f)...), {r.raw(f.Reason, 200, r.st.small)}},
			cell{r.controlLinks(f.Controls[:min(len(f.Controls), 6)], r.st.small)})
	}
	if rest := len(r.findings) - len(shown); rest > 0 {
		r.y += 2
		r.paragraph(r.left, r.width(), span{text: capital(r.see("findings")) + " lists " + count(rest, "more finding", "more findings") + ".", style: r.st.small.in(muted)})
	}
}

// findingRow is one row of a register of findings: number, severity, what the
// caller gives, and the page.
func (r *report) findingRow(t *table, f assessment.Rule, cells ...cell) {
	link := ruleAnchor(f.ID)
	row := append([]cell{
		{{{text: r.number[f.ID], style: r.st.small.in(r.accent), link: link}}},
		{{{text: capital(string(f.Severity)), style: r.st.smallStrong.in(severityColor(f.Severity))}}},
	}, cells...)
	t.row(append(row, cell{})...)
	r.pageOf(r.right-padX, t.rowTop, r.st.small, link)
}
