package pdf

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/assessment"
)

// summary is the page for those who read one page.
func (r *register) summary() {
	for _, s := range organisationSentences(r.o) {
		r.paragraph(r.left, r.width(), r.span(s, mostProse, r.st.body))
		r.y += 2.2
	}
	r.y += 3
	n := r.o.RuleCounts()
	r.tiles(
		tile{len(r.o.Hosts), mark{"", "", r.accent}, plural(len(r.o.Hosts), "host assessed", "hosts assessed"), "matrix"},
		tile{len(r.findings), verdictMark(assessment.Fail), plural(len(r.findings), "rule fails somewhere", "rules fail somewhere"), "findings"},
		tile{n.Unknown, verdictMark(assessment.Unknown), plural(n.Unknown, "verdict unknown", "verdicts unknown"), "unknown"},
		tile{len(r.o.NotAssessed), mark{"○", "", amber}, "registered, not assessed", "not-assessed"})
	r.topRisks()
	r.worstHosts()
	charts := func() {
		r.clauseChart(r.o.Clauses, r.controlCounts)
		r.severityChart("Rules by severity, over all hosts", r.severityCounts())
	}
	r.need(r.measure(charts))
	charts()
}

// organisationSentences tell the result in words.
func organisationSentences(o *assessment.Organisation) []string {
	t := o.Score.Technical
	n := o.RuleCounts()
	all := n.Pass + n.Fail + n.Unknown
	first := fmt.Sprintf("%s of %s %s measured against %s by the profile %s.", count(len(o.Hosts), "host", "hosts"),
		firstOf(o.Name, "an unnamed organisation"), plural(len(o.Hosts), "was", "were"), o.Standard.ID, o.Profile)
	if m := len(o.NotAssessed); m > 0 {
		first += fmt.Sprintf(" %s in the register of assets and %s not assessed.", count(m, "more host is", "more hosts are"), plural(m, "was", "were"))
	}
	out := []string{first}
	switch {
	case all == 0:
		out = append(out, "No rule applied to any host, so there is nothing to score. This is no statement that the organisation complies.")
	case t.Assured == nil:
		out = append(out, "No rule could be evaluated on any host, so there is no score. This is no statement that the organisation complies.")
	default:
		out = append(out, fmt.Sprintf("Proven: %s of %s on all hosts together. The technical score is %s.",
			thousands(n.Pass), count(all, "applicable verdict", "applicable verdicts"), scoreText(t)))
	}
	rules, hosts := 0, map[string]bool{}
	by := map[assessment.Severity]int{}
	for _, f := range o.Rules {
		if f.Counts.Fail == 0 {
			continue
		}
		rules++
		by[f.Severity]++
		for _, h := range f.Failed {
			hosts[h] = true
		}
	}
	if rules == 0 {
		s := "Failed: none of the rules that could be evaluated."
		if n.Pass == 0 {
			s = "Failed: none, because nothing could be evaluated."
		}
		out = append(out, s)
	} else {
		var parts []string
		for _, s := range assessment.Severities() {
			if by[s] > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", by[s], s))
			}
		}
		out = append(out, fmt.Sprintf("Failed: %s (%s) on %s, %s in all.", count(rules, "rule", "rules"), strings.Join(parts, ", "),
			count(len(hosts), "host", "hosts"), count(n.Fail, "finding", "findings")))
	}
	if n.Unknown > 0 {
		s := fmt.Sprintf("Not seen: %s could not be reached. Each counts as neither passed nor failed.", count(n.Unknown, "verdict", "verdicts"))
		if blind := unseenHosts(o); blind > 0 {
			s += fmt.Sprintf(" Of %s nothing could be evaluated.", count(blind, "host", "hosts"))
		}
		out = append(out, s)
	}
	c := o.Score.Overall.Counts
	out = append(out, fmt.Sprintf("Controls of the standard, each by its worst host: %d conforming, %d nonconforming, %d undetermined and %d not applicable.", c.Pass, c.Fail, c.Unknown, c.NotApplicable))
	if o.Ledger != nil {
		out = append(out, ledgerSentence(o.Ledger, o.Score))
	}
	return out
}

// unseenHosts counts the hosts of which nothing could be evaluated.
func unseenHosts(o *assessment.Organisation) int {
	n := 0
	for i := range o.Hosts {
		if o.Hosts[i].Score.Technical.Assured == nil {
			n++
		}
	}
	return n
}

func (r *register) controlCounts(clause string) map[assessment.Conformity]int {
	n := map[assessment.Conformity]int{}
	for i := range r.o.Controls {
		if c := &r.o.Controls[i]; c.Clause == clause {
			n[c.Verdict]++
		}
	}
	return n
}

func (r *register) severityCounts() map[assessment.Severity]assessment.Counts {
	out := map[assessment.Severity]assessment.Counts{}
	for i := range r.o.Rules {
		f := &r.o.Rules[i]
		n := out[f.Severity]
		n.Pass += f.Counts.Pass
		n.Fail += f.Counts.Fail
		n.Unknown += f.Counts.Unknown
		n.NotApplicable += f.Counts.NotApplicable
		out[f.Severity] = n
	}
	return out
}

// topRisks are the worst findings of the organisation.
func (r *register) topRisks() {
	if len(r.findings) == 0 {
		return
	}
	const most = 8
	all := r.worstFirst()
	r.need(36)
	r.heading3("What needs attention first")
	t := r.table(r.st.label, column{title: "No.", width: 14}, column{title: "Severity", width: 20},
		column{title: "Requirement that is not met", width: 0}, column{title: "Hosts", width: 22, number: true}, column{title: "Page", width: 14, number: true})
	for _, f := range all[:min(most, len(all))] {
		r.findingRow(t, f)
	}
	if rest := len(all) - most; rest > 0 {
		r.note(capital(r.see("findings")) + " lists " + count(rest, "finding", "findings") + " more.")
	}
	r.y += 6
}

// findingRow is a row of a register of findings, with the page of each.
func (r *register) findingRow(t *table, f *assessment.RuleResult) {
	link := ruleAnchor(f.ID)
	title := []span{{text: shorten(f.Title, mostTitle), style: r.st.smallStrong}}
	if n := r.waived[f.ID]; n > 0 {
		title = append(title, span{text: "  waived on " + count(n, "host", "hosts"), style: r.st.smallStrong.in(muted)})
	}
	t.row(
		cell{{{text: r.number[f.ID], style: r.st.small.in(r.accent), link: link}}},
		r.severity(f.Severity), cell{title}, r.figure(f.Counts.Fail), cell{})
	r.pageOf(r.right-padX, t.rowTop, r.st.small, link)
}

// standing of a host: its failures that no waiver covers, by severity.
func (r *register) standing(h *assessment.HostResult) [4]int {
	var n [4]int
	for _, f := range h.Findings {
		if rule := r.rules[f.Rule]; rule != nil && !f.Waived {
			n[min(rule.Severity.Rank(), 3)]++
		}
	}
	return n
}

// worstHosts are those with the most severe findings; hosts of which nothing
// was seen come before all that are known to be better.
func (r *register) worstHosts() {
	const most = 10
	if len(r.o.Hosts) < 2 {
		return
	}
	type ranked struct {
		host *assessment.HostResult
		n    [4]int
	}
	all := make([]ranked, len(r.o.Hosts))
	for i := range r.o.Hosts {
		all[i] = ranked{&r.o.Hosts[i], r.standing(&r.o.Hosts[i])}
	}
	slices.SortStableFunc(all, func(x, y ranked) int {
		for i := range x.n {
			if d := cmp.Compare(y.n[i], x.n[i]); d != 0 {
				return d
			}
		}
		return 0
	})
	r.need(36)
	r.heading3("Hosts with the worst findings")
	t := r.table(r.st.label, column{title: "Host", width: 0}, column{title: "Critical", width: 18, number: true}, column{title: "High", width: 18, number: true},
		column{title: "Technical score", width: 52}, column{title: "Page", width: 14, number: true})
	for _, x := range all[:min(most, len(all))] {
		t.row(cell{r.hostLinks([]string{x.host.Host.Name}, 1, r.st.small)}, r.figure(x.n[0]), r.figure(x.n[1]),
			cell{{{text: scoreText(x.host.Score.Technical), style: r.st.small}}}, cell{})
		r.pageOf(r.right-padX, t.rowTop, r.st.small, hostAnchor(x.host.Host.Name))
	}
	if blind := unseenHosts(r.o); blind > 0 {
		r.note(fmt.Sprintf("Not among them: %s of which nothing could be evaluated; that is no sign that %s better.", count(blind, "host", "hosts"), plural(blind, "it is", "they are")))
	}
	r.y += 6
}
