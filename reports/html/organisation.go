package html

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/assessment"
)

// register is what the template "organisation" shows. Hosts are known by their
// number in the file, so that long lists of names stand in it once.
type register struct {
	head
	Name   string
	Facts  []field
	Audit  *audit
	Gauges []gauge
	Words  []string

	Filters  filters
	Clauses  []clauseRow
	Findings []orgSeverity
	Quiet    []assessment.RuleResult
	Unseen   []orgUnseen
	Controls []orgClause
	Hosts    []orgHost
	Ledger   *ledger
	O        *assessment.Organisation

	anchors []string
}

// most of a list of hosts that is written out by name in each place.
const mostNames = 60

func newRegister(o *assessment.Organisation, opt Options) *register {
	name := o.Name
	if e := opt.Engagement; strings.TrimSpace(name) == "" && e != nil {
		name = e.Organisation
	}
	if strings.TrimSpace(name) == "" {
		name = count(len(o.Hosts), "host", "hosts")
	}
	r := &register{Name: line(name, mostTitle), O: o, Ledger: newLedger(o.Ledger)}
	title, accent := o.Standard.ID+" assessment of "+name, ""
	if e := opt.Engagement; e != nil {
		r.Audit = newAudit(e)
		accent = e.Accent
		if e.Title != "" {
			title = e.Title + ": " + name
		}
	}
	r.head = newHead(title, o.Tool, accent)
	r.Facts = []field{
		{"Hosts", assessedWords(o)},
		{"Profile", line(o.Profile, mostTitle)},
		{"Gathered", gatheredWords(o)},
	}
	r.Gauges = gauges(o.Score, "rules on every host together, weighed by severity", fmt.Sprintf("the %d controls of the standard, by the worst host", len(o.Controls)))
	r.Words = orgSentences(o)
	r.anchors = hostAnchors(o.Hosts)
	for _, c := range o.Clauses {
		r.Clauses = append(r.Clauses, newClauseRow(c))
	}
	r.findings()
	r.unseen()
	r.controls()
	r.hosts()
	r.Filters = makeFilters(nil, o.Clauses, o.Ledger != nil)
	for i := range o.Hosts {
		r.Filters.Hosts = append(r.Filters.Hosts, line(o.Hosts[i].Host.Name, mostTitle))
	}
	return r
}

func orgSentences(o *assessment.Organisation) []string {
	var out []string
	c := o.RuleCounts()
	if o.Score.Technical.Assured == nil {
		out = append(out, "No rule could be evaluated on any host, so there is no score. That is no statement that a host complies.")
	} else {
		out = append(out, fmt.Sprintf("Of %s on hosts, %s proven to hold, %s and %s stayed unknown. None of the unknown counts as a pass.",
			count(c.Pass+c.Fail+c.Unknown, "rule", "rules"), count(c.Pass, "is", "are"), count(c.Fail, "fails", "fail"), thousands(c.Unknown)))
	}
	failing := 0
	for i := range o.Rules {
		if o.Rules[i].Counts.Fail > 0 {
			failing++
		}
	}
	out = append(out, fmt.Sprintf("Of %s, %s on at least one host.", count(len(o.Rules), "rule", "rules"), count(failing, "fails", "fail")))
	if n := len(o.NotAssessed); n > 0 {
		out = append(out, fmt.Sprintf("%s not assessed: controls that need a machine's evidence stay undetermined for what is not known.",
			count(n, "host of the register was", "hosts of the register were")))
	}
	return out
}

// hostAnchors gives every host an id of an element; two of one name differ.
func hostAnchors(hosts []assessment.HostResult) []string {
	out := make([]string, len(hosts))
	seen := map[string]bool{}
	for i := range hosts {
		id := "host-" + anchor(shorten(hosts[i].Host.Name, mostTitle))
		if seen[id] {
			id += "~" + strconv.Itoa(i)
		}
		seen[id] = true
		out[i] = id
	}
	return out
}

// hostList is a list of hosts: some by name, all by number.
type hostList struct {
	// Numbers as ranges, "0-4 7", for the filter.
	Numbers string
	// N hosts; All of them, or Named in part with Rest more.
	N     int
	All   bool
	Named []hostRef
	Rest  int
}

type hostRef struct{ Name, Anchor string }

// list names at most n hosts.
func (r *register) list(numbers []int, n int) hostList {
	l := hostList{Numbers: ranges(numbers), N: len(numbers), All: len(numbers) == len(r.O.Hosts) && len(numbers) > 5}
	if l.All {
		return l
	}
	for _, i := range numbers[:min(n, len(numbers))] {
		l.Named = append(l.Named, hostRef{line(r.O.Hosts[i].Host.Name, mostTitle), r.anchors[i]})
	}
	l.Rest = len(numbers) - len(l.Named)
	return l
}

// ranges writes ascending numbers as "0-4 7".
func ranges(n []int) string {
	var b strings.Builder
	for i := 0; i < len(n); {
		j := i
		for j+1 < len(n) && n[j+1] == n[j]+1 {
			j++
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Itoa(n[i]))
		if j > i {
			b.WriteByte('-')
			b.WriteString(strconv.Itoa(n[j]))
		}
		i = j + 1
	}
	return b.String()
}

// orgSeverity is the rules of one severity that fail somewhere.
type orgSeverity struct {
	Severity assessment.Severity
	Rules    []orgRule
}

// orgRule is a rule with the hosts on which it fails.
type orgRule struct {
	*assessment.RuleResult
	Hosts hostList
	// Filters, Clauses as those of a rule of one host.
	Filters, Clauses string
	// Seen are the violations, each once, with the hosts that have it.
	Seen []orgViolation
	// Rest counts violations that are not shown here.
	Rest int
	// Waived are the hosts on which waivers cover the whole failure.
	Waived hostList
}

type orgViolation struct {
	assessment.Violation
	Hosts hostList

	numbers []int
}

// findings turns the hosts' findings about: a rule, its violations, their hosts.
// On a fleet the same violation is on many hosts: it is written once.
func (r *register) findings() {
	type gathered struct {
		hosts  []int
		seen   []*orgViolation
		index  map[assessment.Violation]*orgViolation
		rest   int
		waived []int
	}
	by := map[string]*gathered{}
	for h := range r.O.Hosts {
		for _, f := range r.O.Hosts[h].Findings {
			g := by[f.Rule]
			if g == nil {
				g = &gathered{index: map[assessment.Violation]*orgViolation{}}
				by[f.Rule] = g
			}
			g.hosts = append(g.hosts, h)
			if f.Waived {
				g.waived = append(g.waived, h)
			}
			g.rest += f.Total - len(f.Violations)
			for _, v := range f.Violations {
				s := g.index[v]
				if s == nil {
					s = &orgViolation{Violation: v}
					g.index[v] = s
					g.seen = append(g.seen, s)
				}
				if n := len(s.numbers); n == 0 || s.numbers[n-1] != h {
					s.numbers = append(s.numbers, h)
				}
			}
		}
	}
	for _, severity := range assessment.Severities() {
		group := orgSeverity{Severity: severity}
		for i := range r.O.Rules {
			rule := &r.O.Rules[i]
			g := by[rule.ID]
			if g == nil || rule.Severity != severity {
				continue
			}
			item := orgRule{RuleResult: rule, Hosts: r.list(g.hosts, 0), Filters: "fail", Clauses: clausesOf(rule.Controls),
				Rest: g.rest, Waived: r.list(g.waived, 0)}
			if len(g.waived) > 0 {
				item.Filters += " waived"
			}
			slices.SortStableFunc(g.seen, func(x, y *orgViolation) int { return cmp.Compare(len(y.numbers), len(x.numbers)) })
			for k, s := range g.seen {
				if k == mostViolations {
					item.Rest += len(g.seen) - k
					break
				}
				s.Hosts = r.list(s.numbers, len(s.numbers))
				item.Seen = append(item.Seen, *s)
			}
			group.Rules = append(group.Rules, item)
		}
		slices.SortStableFunc(group.Rules, func(x, y orgRule) int { return cmp.Compare(y.Hosts.N, x.Hosts.N) })
		if len(group.Rules) > 0 {
			r.Findings = append(r.Findings, group)
		}
	}
	for _, rule := range r.O.Rules {
		if by[rule.ID] == nil {
			r.Quiet = append(r.Quiet, rule)
		}
	}
}

// Verdicts of a rule that fails nowhere: the one that needs work first.
func verdictOver(c assessment.Counts) assessment.Verdict {
	switch {
	case c.Fail > 0:
		return assessment.Fail
	case c.Unknown > 0:
		return assessment.Unknown
	case c.Pass > 0:
		return assessment.Pass
	case c.NotApplicable > 0:
		return assessment.NotApplicable
	}
	return assessment.Unknown
}

// orgUnseen is a reason why rules stayed unknown, with the hosts.
type orgUnseen struct {
	Reason string
	Rules  int
	Hosts  hostList

	numbers []int
}

func (r *register) unseen() {
	index := map[string]int{}
	for h := range r.O.Hosts {
		for _, u := range r.O.Hosts[h].Unseen {
			i, ok := index[u.Reason]
			if !ok {
				i = len(r.Unseen)
				index[u.Reason] = i
				r.Unseen = append(r.Unseen, orgUnseen{Reason: u.Reason})
			}
			s := &r.Unseen[i]
			s.Rules += u.Rules
			if n := len(s.numbers); n == 0 || s.numbers[n-1] != h {
				s.numbers = append(s.numbers, h)
			}
		}
	}
	slices.SortStableFunc(r.Unseen, func(x, y orgUnseen) int { return cmp.Compare(y.Rules, x.Rules) })
	for i := range r.Unseen {
		r.Unseen[i].Hosts = r.list(r.Unseen[i].numbers, mostNames)
	}
}

// orgClause, orgObjective and orgControl are the register of controls.
type orgClause struct {
	clauseRow
	Objectives []orgObjective
}

type orgObjective struct {
	clauseRow
	Controls []orgControl
}

type orgControl struct {
	*assessment.ControlResult
	// At is its number among the controls.
	At                          int
	Mark                        mark
	AdjustedMark                *mark
	Filters, Severities, Clause string
	Bad, Open                   hostList
	// Absent hosts of the register leave it undetermined, too.
	Absent int
	Stack  stack
	Rules  []ruleRef
}

func (r *register) controls() {
	rules := map[string][]ruleRef{}
	severities := map[string][]string{}
	for i := range r.O.Rules {
		rule := &r.O.Rules[i]
		for _, c := range rule.Controls {
			rules[c] = append(rules[c], ruleRef{rule.ID, rule.Title, verdictMark(verdictOver(rule.Counts)), false})
			if !slices.Contains(severities[c], string(rule.Severity)) {
				severities[c] = append(severities[c], string(rule.Severity))
			}
		}
	}
	byObjective := map[string][]orgControl{}
	for i := range r.O.Controls {
		c := &r.O.Controls[i]
		item := orgControl{ControlResult: c, At: i, Mark: conformityMark(c.Verdict), Clause: anchor(c.Clause),
			Severities: strings.Join(severities[c.ID], " "), Rules: rules[c.ID],
			Stack: newStack(assessment.Counts{Pass: c.Hosts.Conforming, Fail: c.Hosts.Nonconforming, Unknown: c.Hosts.Undetermined, NotApplicable: c.Hosts.NotApplicable})}
		item.Filters = item.Mark.Class
		if c.Adjusted != c.Verdict && c.Adjusted != "" {
			m := conformityMark(c.Adjusted)
			item.AdjustedMark = &m
			if c.Adjusted == assessment.ControlWaived {
				item.Filters += " waived"
			}
		}
		var bad, open []int
		for h := range r.O.Hosts {
			if i >= len(r.O.Hosts[h].Controls) {
				continue
			}
			switch r.O.Hosts[h].Controls[i].Verdict {
			case assessment.Nonconforming:
				bad = append(bad, h)
			case assessment.Undetermined:
				open = append(open, h)
			}
		}
		item.Absent = max(c.Hosts.Undetermined-len(open), 0)
		item.Bad, item.Open = r.list(bad, mostNames), r.list(open, mostNames)
		byObjective[c.Objective] = append(byObjective[c.Objective], item)
	}
	for _, c := range r.O.Clauses {
		g := orgClause{clauseRow: newClauseRow(c)}
		for _, o := range r.O.Objectives {
			if o.Clause == c.ID {
				g.Objectives = append(g.Objectives, orgObjective{summaryRow(o.ID, o.Title, o.Summary), byObjective[o.ID]})
			}
		}
		r.Controls = append(r.Controls, g)
	}
}

// assessedWords counts the hosts, and those of the register that are not among
// them.
func assessedWords(o *assessment.Organisation) string {
	out := thousands(len(o.Hosts)) + " assessed"
	if n := len(o.NotAssessed); n > 0 {
		out += fmt.Sprintf(", %s of the register not", thousands(n))
	}
	return out
}

// gatheredWords say when the facts of all hosts were gathered.
func gatheredWords(o *assessment.Organisation) string {
	from, to := day(o.StartedAt), day(o.FinishedAt)
	if from == to {
		return to
	}
	return from + " to " + to
}
