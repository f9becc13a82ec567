package markdown

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/assessment"
)

func organisationHead(o *assessment.Organisation) string {
	name := prose(o.Name, 100)
	if name == "" {
		name = "organisation"
	}
	c := o.Score.Overall.Counts
	var b strings.Builder
	fmt.Fprintf(&b, "## isoscan: %s\n\n", name)
	fmt.Fprintf(&b, "%s measured against %s, profile %s, %s.\n\n", assessment.Counted(len(o.Hosts), "host", "hosts"), prose(o.Standard.ID, 60), prose(o.Profile, 60),
		o.FinishedAt.UTC().Format("2006-01-02 15:04 UTC"))
	fmt.Fprintf(&b, "Of %d controls **%s nonconforming**, **%d undetermined**, %d conforming, %d not applicable. Undetermined is not conforming.\n",
		len(o.Controls), assessment.Counted(c.Fail, "is", "are"), c.Unknown, c.Pass, c.NotApplicable)
	if n := len(o.NotAssessed); n > 0 {
		fmt.Fprintf(&b, "\n**%s not assessed.**\n", assessment.Counted(n, "registered host was", "registered hosts were"))
	}
	return b.String()
}

// hosts is a table of them, the worst first.
func hosts(o *assessment.Organisation, limit int) string {
	severity := make(map[string]assessment.Severity, len(o.Rules))
	for i := range o.Rules {
		severity[o.Rules[i].ID] = o.Rules[i].Severity
	}
	order := make([]*assessment.HostResult, len(o.Hosts))
	for i := range o.Hosts {
		order[i] = &o.Hosts[i]
	}
	slices.SortStableFunc(order, func(x, y *assessment.HostResult) int { return cmp.Compare(possible(x), possible(y)) })
	s := section{
		heading: "Hosts, the worst first", what: "hosts",
		header: row("host", "technical score", "coverage", "critical", "high", "medium", "low", "waived", "unknown rules") +
			row("---", "---", "---:", "---:", "---:", "---:", "---:", "---:", "---:"),
	}
	for _, h := range order {
		n, waived := map[assessment.Severity]int{}, 0
		for _, f := range h.Findings {
			n[severity[f.Rule]]++
			if f.Waived {
				waived++
			}
		}
		coverage := "none"
		if c := h.Score.Technical.Coverage; c != nil {
			coverage = percent(*c)
		}
		s.rows = append(s.rows, row(code(h.Host.Name, 80), interval(h.Score.Technical), coverage,
			fmt.Sprint(n[assessment.Critical]), fmt.Sprint(n[assessment.High]), fmt.Sprint(n[assessment.Medium]), fmt.Sprint(n[assessment.Low]),
			fmt.Sprint(waived), fmt.Sprint(h.Score.Technical.Counts.Unknown)))
	}
	return s.fit(limit)
}

// possible orders hosts: one of which nothing is known is the worst.
func possible(h *assessment.HostResult) float64 {
	if h.Score.Technical.Possible == nil {
		return -1
	}
	return *h.Score.Technical.Possible
}

// worstRules are those that fail, the worst severity and the most hosts first.
func worstRules(o *assessment.Organisation, limit int) string {
	var failed []*assessment.RuleResult
	for i := range o.Rules {
		if o.Rules[i].Counts.Fail > 0 {
			failed = append(failed, &o.Rules[i])
		}
	}
	slices.SortStableFunc(failed, func(x, y *assessment.RuleResult) int {
		return cmp.Or(cmp.Compare(x.Severity.Rank(), y.Severity.Rank()), cmp.Compare(y.Counts.Fail, x.Counts.Fail))
	})
	if len(failed) == 0 {
		return ""
	}
	s := section{
		heading: fmt.Sprintf("Rules that fail (%d)", len(failed)), what: "rules",
		header: row("severity", "rule", "control", "hosts", "which") + row("---", "---", "---", "---:", "---"),
	}
	for _, r := range failed {
		control := ""
		if len(r.Controls) > 0 {
			control = prose(r.Controls[0], 20)
		}
		s.rows = append(s.rows, row(words(string(r.Severity)), prose(r.Title, 120)+", "+code(r.ID, 80), control, fmt.Sprint(r.Counts.Fail), names(r.Failed)))
	}
	return s.fit(limit)
}

// worstControls are those that are nonconforming on the most hosts.
func worstControls(o *assessment.Organisation, limit int) string {
	var bad []*assessment.ControlResult
	for i := range o.Controls {
		if o.Controls[i].Verdict == assessment.Nonconforming {
			bad = append(bad, &o.Controls[i])
		}
	}
	slices.SortStableFunc(bad, func(x, y *assessment.ControlResult) int {
		return cmp.Compare(y.Hosts.Nonconforming, x.Hosts.Nonconforming)
	})
	if len(bad) == 0 {
		return ""
	}
	s := section{
		heading: fmt.Sprintf("Nonconforming controls (%d)", len(bad)), what: "controls",
		header: row("", "control", "adjusted", "nonconforming on", "undetermined on", "which") + row("---", "---", "---", "---:", "---:", "---"),
	}
	for _, c := range bad {
		s.rows = append(s.rows, row(prose(c.ID, 20), prose(c.Title, 100), words(string(c.Adjusted)),
			fmt.Sprint(c.Hosts.Nonconforming), fmt.Sprint(c.Hosts.Undetermined), names(c.Nonconforming)))
	}
	return s.fit(limit)
}

// names lists the first hosts.
func names(all []string) string {
	const shown = 3
	var out []string
	for _, n := range all[:min(len(all), shown)] {
		out = append(out, code(n, 60))
	}
	if n := len(all) - shown; n > 0 {
		out = append(out, fmt.Sprintf("%d more", n))
	}
	return strings.Join(out, ", ")
}

func notAssessed(o *assessment.Organisation, limit int) string {
	if len(o.NotAssessed) == 0 {
		return ""
	}
	s := section{
		heading: "Registered hosts that were not assessed", what: "hosts",
		header: row("host", "asset", "owner", "why") + row("---", "---", "---", "---"),
	}
	for _, a := range o.NotAssessed {
		s.rows = append(s.rows, row(code(a.Host, 80), code(a.ID, 60), prose(a.Owner, 60), prose(a.Reason, 120)))
	}
	return s.fit(limit)
}

func organisationFoot(o *assessment.Organisation) string {
	digests := "policies " + code(short(o.PoliciesDigest), 40)
	if o.Ledger != nil {
		digests += ", ledger " + code(short(o.Ledger.Digest), 40)
	}
	return fmt.Sprintf("\n%s %s, %s.\n", prose(o.Tool.Name, 40), code(o.Tool.Version, 80), digests)
}
