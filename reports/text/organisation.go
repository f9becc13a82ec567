package text

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/assessment"
)

// mostHosts bounds the table of hosts.
const mostHosts = 30

func (p *page) organisationHead(o *assessment.Organisation) {
	p.line(p.paint(bold, clip(first(o.Name, "organisation without a name"), p.width)))
	hosts := fmt.Sprintf("%d assessed", len(o.Hosts))
	if n := len(o.NotAssessed); n > 0 {
		hosts += fmt.Sprintf(", %d registered and not assessed", n)
	}
	p.wrapped("hosts", 10, hosts)
	p.wrapped("standard", 10, short(o.Standard.ID))
	p.wrapped("profile", 10, short(o.Profile))
	at := o.FinishedAt.UTC().Format("2006-01-02 15:04:05 UTC")
	if !o.StartedAt.Equal(o.FinishedAt) {
		at = o.StartedAt.UTC().Format("2006-01-02 15:04:05") + " to " + at
	}
	p.wrapped("time", 10, at)
}

func (p *page) quietOrganisation(o *assessment.Organisation) {
	waived := 0
	for i := range o.Hosts {
		for _, f := range o.Hosts[i].Findings {
			if f.Waived {
				waived++
			}
		}
	}
	p.line(clip(first(o.Name, "organisation"), 60), ": ", fmt.Sprintf("%s, %d not assessed, ", assessment.Counted(len(o.Hosts), "host", "hosts"), len(o.NotAssessed)),
		verdicts(o.RuleCounts(), waived))
	p.quietScores(o.Score)
}

func (p *page) notAssessed(o *assessment.Organisation) {
	if len(o.NotAssessed) == 0 {
		return
	}
	p.heading("Not assessed (" + assessment.Counted(len(o.NotAssessed), "registered host", "registered hosts") + "; not seen is not in order)")
	for i, a := range o.NotAssessed {
		if i == mostHosts {
			p.line(fmt.Sprintf("and %d more", len(o.NotAssessed)-i))
			break
		}
		p.wrapped("", 0, short(fmt.Sprintf("%s (asset %s, owner %s)%s", a.Host, a.ID, a.Owner, after(": ", a.Reason))))
	}
}

// hosts draws the table of hosts, the worst first: what could at best hold, and
// findings by severity. One of which nothing is known is the worst.
func (p *page) hosts(o *assessment.Organisation) {
	if len(o.Hosts) == 0 {
		return
	}
	severity := make(map[string]assessment.Severity, len(o.Rules))
	for i := range o.Rules {
		severity[o.Rules[i].ID] = o.Rules[i].Severity
	}
	order := make([]*assessment.HostResult, len(o.Hosts))
	name := len("host")
	for i := range o.Hosts {
		order[i] = &o.Hosts[i]
		name = max(name, width(assessment.Printable(o.Hosts[i].Host.Name)))
	}
	best := func(h *assessment.HostResult) float64 {
		if h.Score.Technical.Possible == nil {
			return -1
		}
		return *h.Score.Technical.Possible
	}
	slices.SortStableFunc(order, func(x, y *assessment.HostResult) int { return cmp.Compare(best(x), best(y)) })
	shown := order[:min(len(order), mostHosts)]
	if len(shown) == len(order) {
		p.heading("Hosts, the worst first")
	} else {
		p.heading(fmt.Sprintf("Hosts (the worst %d of %d)", len(shown), len(order)))
	}
	// Coverage and waivers give way to the names, then the interval.
	const score, coverage, severities, unknown, waivedWidth = 19, 9, 20, 8, 7
	fits := func(columns int) bool { return p.width-columns-1 >= min(name, 32) }
	withScore := fits(severities + unknown + score)
	withCoverage := fits(severities + unknown + score + coverage + waivedWidth)
	columns := severities + unknown
	if withScore {
		columns += score
	}
	if withCoverage {
		columns += coverage + waivedWidth
	}
	// A name that its column would cut too short to tell hosts apart stands in
	// a line of its own.
	room := max(p.width-columns-1, 8)
	alone := name > room && room < 24
	longName := min(name, p.width)
	name = min(name, room)
	head := pad("host", name+1)
	if withScore {
		head += pad("technical score", score)
	}
	if withCoverage {
		head += fmt.Sprintf("%*s", coverage, "coverage")
	}
	head += fmt.Sprintf("%5s%5s%5s%5s", "crit", "high", "med", "low")
	if withCoverage {
		head += fmt.Sprintf("%*s", waivedWidth, "waived")
	}
	p.line(p.paint(faint, head+fmt.Sprintf("%*s", unknown, "unknown")))
	for _, h := range shown {
		n, waived := map[assessment.Severity]int{}, 0
		for _, f := range h.Findings {
			n[severity[f.Rule]]++
			if f.Waived {
				waived++
			}
		}
		row := pad("", name+1)
		if alone {
			p.line(clip(first(h.Host.Name, "unnamed host"), longName))
		} else {
			row = pad(clip(first(h.Host.Name, "unnamed host"), name), name+1)
		}
		if withScore {
			row += pad(interval(h.Score.Technical), score)
		}
		if withCoverage {
			c := "none"
			if h.Score.Technical.Coverage != nil {
				c = fmt.Sprintf("%.1f %%", *h.Score.Technical.Coverage)
			}
			row += fmt.Sprintf("%*s", coverage, c)
		}
		for _, s := range assessment.Severities() {
			row += p.paint(countColor(n[s], severityColor(s)), fmt.Sprintf("%5d", n[s]))
		}
		if withCoverage {
			row += fmt.Sprintf("%*d", waivedWidth, waived)
		}
		p.line(row + p.paint(countColor(h.Score.Technical.Counts.Unknown, yellow), fmt.Sprintf("%*d", unknown, h.Score.Technical.Counts.Unknown)))
	}
}

// worstRules are those that fail, the worst severity and the most hosts first.
func (p *page) worstRules(o *assessment.Organisation, limit int) {
	var failed []*assessment.RuleResult
	for i := range o.Rules {
		if o.Rules[i].Counts.Fail > 0 {
			failed = append(failed, &o.Rules[i])
		}
	}
	if len(failed) == 0 {
		p.heading("Findings")
		if o.RuleCounts().Pass == 0 {
			p.wrapped("", 0, "none, for no rule could be evaluated: this is not a pass")
			return
		}
		p.wrapped("", 0, "none among the rules that could be evaluated")
		return
	}
	slices.SortStableFunc(failed, func(x, y *assessment.RuleResult) int {
		return cmp.Or(cmp.Compare(x.Severity.Rank(), y.Severity.Rank()), cmp.Compare(y.Counts.Fail, x.Counts.Fail))
	})
	shown := failed[:min(limit, len(failed))]
	p.heading(fmt.Sprintf("Rules that fail (the worst %d of %d)", len(shown), len(failed)))
	for _, r := range shown {
		p.titled(r.Severity, r.Title)
		where := fmt.Sprintf("%s, control %s, fails on %s", r.ID, strings.Join(r.Controls, ", "), assessment.Counted(r.Counts.Fail, "host", "hosts"))
		if r.Counts.Waived > 0 {
			where += fmt.Sprintf(" (waived on %d)", r.Counts.Waived)
		}
		if r.Counts.Unknown > 0 {
			where += fmt.Sprintf(", unknown on %d", r.Counts.Unknown)
		}
		p.wrapped("", p.indent, short(where))
		p.wrapped("", p.indent, names(r.Failed))
	}
}

// worstControls are those that are nonconforming on the most hosts.
func (p *page) worstControls(o *assessment.Organisation, limit int) {
	var bad []*assessment.ControlResult
	for i := range o.Controls {
		if o.Controls[i].Verdict == assessment.Nonconforming {
			bad = append(bad, &o.Controls[i])
		}
	}
	if len(bad) == 0 {
		return
	}
	slices.SortStableFunc(bad, func(x, y *assessment.ControlResult) int {
		return cmp.Compare(y.Hosts.Nonconforming, x.Hosts.Nonconforming)
	})
	shown := bad[:min(limit, len(bad))]
	p.heading(fmt.Sprintf("Nonconforming controls (the worst %d of %d)", len(shown), len(bad)))
	for _, c := range shown {
		words := fmt.Sprintf("%s: nonconforming on %s", c.Title, assessment.Counted(c.Hosts.Nonconforming, "host", "hosts"))
		if n := c.Hosts.Undetermined; n > 0 {
			words += fmt.Sprintf(", undetermined on %d", n)
		}
		if c.Adjusted != c.Verdict {
			adjusted, _ := conformity(c.Adjusted)
			words += "; with the ledger " + adjusted
		}
		p.wrapped(clip(c.ID, 6), 7, short(words))
	}
}

// names lists the first hosts.
func names(all []string) string {
	const shown = 4
	var out []string
	for _, n := range all[:min(len(all), shown)] {
		out = append(out, clip(n, 60))
	}
	if n := len(all) - shown; n > 0 {
		out = append(out, fmt.Sprintf("%d more", n))
	}
	return strings.Join(out, ", ")
}

// unseen adds up over the hosts why rules stayed unknown, the most first.
func (p *page) unseen(o *assessment.Organisation) {
	type group struct {
		reason       string
		rules, hosts int
	}
	index := map[string]int{}
	var groups []group
	total := 0
	for i := range o.Hosts {
		for _, u := range o.Hosts[i].Unseen {
			at, ok := index[u.Reason]
			if !ok {
				at = len(groups)
				index[u.Reason] = at
				groups = append(groups, group{reason: u.Reason})
			}
			groups[at].rules += u.Rules
			groups[at].hosts++
			total += u.Rules
		}
	}
	if len(groups) == 0 {
		return
	}
	slices.SortStableFunc(groups, func(x, y group) int { return cmp.Compare(y.rules, x.rules) })
	p.heading("Unknown (" + assessment.Counted(total, "verdict; it does not count as a pass", "verdicts; none of them counts as a pass") + ")")
	const limit = 10
	for i, g := range groups {
		if i == limit {
			p.wrapped("", 7, "and "+assessment.Counted(len(groups)-i, "other reason", "other reasons"))
			break
		}
		label := p.paint(yellow, fmt.Sprintf("%5d  ", g.rules))
		for _, l := range wrap(short(g.reason)+" ("+assessment.Counted(g.hosts, "host", "hosts")+")", p.width-7) {
			p.line(label, l)
			label = "       "
		}
	}
}

func (p *page) organisationSources(o *assessment.Organisation) {
	p.heading("Where the numbers come from")
	t, c := o.Score.Technical.Counts, o.Score.Overall.Counts
	p.wrapped("technical", 11, fmt.Sprintf("%s of %s on %s: %d pass, %d fail, %d unknown, %d not applicable; weighed by severity",
		assessment.Counted(t.Pass+t.Fail+t.Unknown+t.NotApplicable, "verdict", "verdicts"), assessment.Counted(len(o.Rules), "rule", "rules"),
		assessment.Counted(len(o.Hosts), "host", "hosts"), t.Pass, t.Fail, t.Unknown, t.NotApplicable))
	p.wrapped("overall", 11, fmt.Sprintf("%d controls, each as on its worst host: %d conforming, %d nonconforming, %d undetermined, %d not applicable",
		len(o.Controls), c.Pass, c.Fail, c.Unknown, c.NotApplicable))
	if adj := o.Score.Adjusted; adj != nil {
		p.wrapped("adjusted", 11, "without "+assessment.Counted(adj.Technical.Counts.Waived, "verdict", "verdicts")+" and "+assessment.Counted(adj.Overall.Counts.Waived, "control", "controls")+" whose every failure is waived")
	}
	p.wrapped("policies", 11, digest(o.PoliciesDigest))
	p.ledgerDigest(o.Ledger)
	p.wrapped("tool", 11, short(o.Tool.Name+" "+o.Tool.Version))
}

// after is a text behind a sign; nothing when there is none.
func after(sign, text string) string {
	if text == "" {
		return ""
	}
	return sign + text
}
