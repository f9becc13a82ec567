package score

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/assessment"
	"isoscan/internal/catalogue"
)

// Organisation sums up assessments one at a time, so that none of them need be
// kept. All must be judged by the same policies and profile.
type Organisation struct {
	cat *catalogue.Catalogue
	out assessment.Organisation
	// members are hosts and registered hosts that were not assessed. Rules and
	// controls hold their numbers: names are settled when all are known.
	members []member
	known   map[assessment.Host]bool
	// assets are the entries of the register that are taken in, with the number
	// of the host, or -1.
	assets map[string]int
	// rules by id.
	rules map[string]*orgRule
	// controls in the standard's order.
	controls []*orgControl
	// technical tallies: of all rules, and by clause and objective.
	all, allAdjusted tally
	groups           map[string]*tallies
	judged           bool
	// uses of waivers over all hosts.
	uses *Uses
}

// tallies are a group's raw and adjusted technical tallies.
type tallies struct{ raw, adjusted tally }

// orgRule is a rule under construction.
type orgRule struct {
	assessment.RuleResult
	failed []int
}

// orgControl is a control under construction.
type orgControl struct {
	assessment.ControlResult
	seen                        bool
	nonconforming, undetermined []int
	// host whose reason it is.
	host int
}

// NewOrganisation starts an empty register.
func NewOrganisation(cat *catalogue.Catalogue) *Organisation {
	o := &Organisation{
		cat: cat, known: map[assessment.Host]bool{}, assets: map[string]int{}, rules: map[string]*orgRule{}, groups: map[string]*tallies{},
		uses: NewUses(),
	}
	o.out.Schema = assessment.OrganisationSchema
	o.out.Standard = Standard(cat)
	for _, c := range cat.Controls() {
		o.controls = append(o.controls, &orgControl{ControlResult: assessment.ControlResult{
			ID: c.ID, Title: c.Title, Objective: c.Objective, Clause: c.Clause, Method: c.Method,
			Verdict: assessment.ControlNotApplicable, Adjusted: assessment.ControlNotApplicable,
		}})
	}
	return o
}

// Add takes a host in. Several may bear one name: the register tells them apart
// by their machine ids. It refuses a second assessment of a host, a second host
// that would be the same entry of the asset register, and what was made with
// another profile.
func (o *Organisation) Add(a *assessment.Assessment) error { return o.AddNewest(a, 0) }

// AddNewest is Add, and notes how many older facts of the host were left out.
func (o *Organisation) AddNewest(a *assessment.Assessment, older int) error {
	me := identity(a.Host)
	var asset *assessment.Asset
	if a.Ledger != nil {
		asset = a.Ledger.Asset
	}
	switch {
	case len(a.Controls) != len(o.controls):
		return fmt.Errorf("the assessment of %s holds %d controls, the catalogue has %d", a.Host.Name, len(a.Controls), len(o.controls))
	case o.known[me]:
		return fmt.Errorf("there are two assessments of the host %s, and nothing tells them apart", a.Host.Name)
	case !o.judged:
		o.out.Tool, o.out.Profile = a.Tool, a.Profile.Name
		o.out.StartedAt, o.out.FinishedAt = a.StartedAt, a.FinishedAt
		o.judged = true
	case a.Profile.Name != o.out.Profile:
		return fmt.Errorf("the host %s was measured against the profile %s, the others against %s", a.Host.Name, a.Profile.Name, o.out.Profile)
	}
	if asset != nil {
		if other, taken := o.assets[asset.ID]; taken && other >= 0 && o.members[other].name == a.Host.Name {
			return &SharedEntryError{Asset: *asset, Hosts: [2]assessment.Host{o.members[other].host, me}}
		}
	}
	number := len(o.members)
	o.members = append(o.members, member{host: me, name: a.Host.Name})
	o.known[me] = true
	if a.StartedAt.Before(o.out.StartedAt) {
		o.out.StartedAt = a.StartedAt
	}
	if a.FinishedAt.After(o.out.FinishedAt) {
		o.out.FinishedAt = a.FinishedAt
	}
	h := assessment.HostResult{
		Host: a.Host, Role: a.Profile.Role, StartedAt: a.StartedAt, FinishedAt: a.FinishedAt,
		Score: a.Score, Clauses: a.Clauses, FactsDigest: a.FactsDigest, Older: older,
	}
	if a.Ledger != nil {
		o.uses.Add(a.Rules, a.Controls, a.Ledger.Records)
	}
	if asset != nil {
		h.Asset = asset
		o.assets[asset.ID] = number
	}
	for i := range a.Rules {
		o.rule(number, &a.Rules[i])
	}
	for _, f := range a.Findings() {
		found := assessment.Finding{Rule: f.ID, Reason: f.Reason, Waived: f.Waived(), Total: len(f.Violations)}
		found.Violations = slices.Clone(f.Violations[:min(len(f.Violations), assessment.MostFindingViolations)])
		h.Findings = append(h.Findings, found)
	}
	for _, u := range a.UnknownByReason() {
		h.Unseen = append(h.Unseen, assessment.UnseenCount{Reason: u.Reason, Rules: len(u.Rules)})
	}
	for i := range a.Controls {
		h.Controls = append(h.Controls, assessment.HostControl{Verdict: a.Controls[i].Verdict, Adjusted: a.Controls[i].Adjusted})
	}
	o.register(number, a.Controls)
	o.out.Hosts = append(o.out.Hosts, h)
	return nil
}

// AddNotAssessed takes in a registered host of which there are no facts, with
// its controls as judged without any. So it can never make a control conform
// that needs a machine's evidence, and its absence shows. A host that only bears
// the registered name, with another machine id, does not stand in for it.
func (o *Organisation) AddNotAssessed(asset assessment.Asset, controls []assessment.Control) {
	if _, taken := o.assets[asset.ID]; taken {
		return
	}
	o.assets[asset.ID] = -1
	asset.Reason = o.whyNotAssessed(asset)
	for i := range controls {
		if c := &controls[i]; c.Method != assessment.Attested {
			c.Reason = asset.Reason
		}
	}
	number := len(o.members)
	o.members = append(o.members, member{entry: asset.ID, name: cmp.Or(asset.Host, asset.ID)})
	o.register(number, controls)
	o.out.NotAssessed = append(o.out.NotAssessed, asset)
}

// Assessed says whether the host of that entry of the register was taken in.
func (o *Organisation) Assessed(asset string) bool {
	host, ok := o.assets[asset]
	return ok && host >= 0
}

// IdleWaivers are what Uses notes of the hosts taken in so far, by record id.
func (o *Organisation) IdleWaivers() map[string]string { return o.uses.Notes() }

func (o *Organisation) rule(host int, r *assessment.Rule) {
	res := o.rules[r.ID]
	if res == nil {
		res = &orgRule{RuleResult: assessment.RuleResult{
			ID: r.ID, Title: r.Title, Description: r.Description, Controls: r.Controls, Severity: r.Severity,
			Remediation: r.Remediation, References: r.References, Origin: r.Origin,
		}}
		o.rules[r.ID] = res
	}
	switch r.Verdict {
	case assessment.Pass:
		res.Counts.Pass++
	case assessment.Fail:
		res.Counts.Fail++
		res.failed = append(res.failed, host)
		if r.Waived() {
			res.Counts.Waived++
		}
	case assessment.NotApplicable:
		res.Counts.NotApplicable++
	default:
		res.Counts.Unknown++
	}
	if r.Register {
		return
	}
	add := func(raw, adjusted *tally) {
		raw.add(r.Verdict, Weight(r.Severity))
		if r.Waived() {
			adjusted.counts.Waived++
		} else {
			adjusted.add(r.Verdict, Weight(r.Severity))
		}
	}
	add(&o.all, &o.allAdjusted)
	var seen []string
	for _, id := range r.Controls {
		c, ok := o.cat.Control(id)
		if !ok {
			continue
		}
		for _, g := range []string{c.Clause, c.Objective} {
			// A rule that bears on two controls of a group counts once in it.
			if slices.Contains(seen, g) {
				continue
			}
			seen = append(seen, g)
			if o.groups[g] == nil {
				o.groups[g] = &tallies{}
			}
			add(&o.groups[g].raw, &o.groups[g].adjusted)
		}
	}
}

// register notes a host's verdicts on all controls.
func (o *Organisation) register(host int, controls []assessment.Control) {
	for i := range controls {
		c, to := &controls[i], o.controls[i]
		switch c.Verdict {
		case assessment.Conforming:
			to.Hosts.Conforming++
		case assessment.Nonconforming:
			to.Hosts.Nonconforming++
			to.nonconforming = append(to.nonconforming, host)
		case assessment.ControlNotApplicable:
			to.Hosts.NotApplicable++
		default:
			to.Hosts.Undetermined++
			to.undetermined = append(to.undetermined, host)
		}
		// Of hosts that are as bad the first by name is shown, whatever the order
		// in which they came.
		if !to.seen || worse(c.Verdict, to.Verdict) || c.Verdict == to.Verdict && o.members[host].before(o.members[to.host]) {
			to.Verdict, to.Reason, to.People, to.host = c.Verdict, c.Reason, c.People, host
		}
		if !to.seen || worse(c.Adjusted, to.Adjusted) {
			to.Adjusted = c.Adjusted
		}
		to.seen = true
	}
}

// alike: people alone give evidence, and it is the same for every host, so that
// no host is to be named.
func (c *orgControl) alike() bool {
	n := 0
	for _, k := range []int{c.Hosts.Conforming, c.Hosts.Nonconforming, c.Hosts.Undetermined, c.Hosts.NotApplicable} {
		if k > 0 {
			n++
		}
	}
	return c.Method == assessment.Attested && n == 1
}

// Finish gives the register. The ledger is nil when none was given.
func (o *Organisation) Finish(l *assessment.Ledger, policiesDigest string) *assessment.Organisation {
	out := o.out
	out.Ledger, out.PoliciesDigest = l, policiesDigest
	if l != nil {
		noted := *l
		noted.Records = slices.Clone(l.Records) // others may hold the list
		o.uses.Annotate(noted.Records)
		out.Ledger, out.Name = &noted, l.Organisation
	}
	names := o.names()
	out.Hosts = slices.Clone(o.out.Hosts)
	for i, n := 0, 0; i < len(names); i++ {
		if o.members[i].entry == "" {
			out.Hosts[n].Host.Name = names[i]
			n++
		}
	}
	slices.SortFunc(out.Hosts, func(a, b assessment.HostResult) int { return strings.Compare(a.Host.Name, b.Host.Name) })
	slices.SortFunc(out.NotAssessed, func(a, b assessment.Asset) int { return strings.Compare(a.ID, b.ID) })
	for _, r := range o.rules {
		r.Failed = sortedNames(names, r.failed)
		out.Rules = append(out.Rules, r.RuleResult)
	}
	slices.SortFunc(out.Rules, func(a, b assessment.RuleResult) int {
		return cmp.Or(catalogue.CompareIDs(a.Controls[0], b.Controls[0]), strings.Compare(a.ID, b.ID))
	})
	plain := make([]assessment.Control, len(o.controls))
	for i, c := range o.controls {
		c.Nonconforming, c.Undetermined = sortedNames(names, c.nonconforming), sortedNames(names, c.undetermined)
		if !c.seen {
			c.Verdict, c.Adjusted, c.Reason = assessment.Undetermined, assessment.Undetermined, "no host was assessed"
			c.People = assessment.Side{State: assessment.SideMissing, Reason: c.Reason}
		}
		if c.seen && !c.alike() {
			c.Reason = names[c.host] + ": " + c.Reason
		}
		out.Controls = append(out.Controls, c.ControlResult)
		plain[i] = assessment.Control{ID: c.ID, Objective: c.Objective, Clause: c.Clause, Verdict: c.Verdict, Adjusted: c.Adjusted}
	}
	for _, cl := range o.cat.Clauses {
		for _, ob := range cl.Objectives {
			out.Objectives = append(out.Objectives, assessment.Objective{
				ID: ob.ID, Title: ob.Title, Clause: cl.ID,
				Summary: o.summary(ob.ID, plain, func(c assessment.Control) bool { return c.Objective == ob.ID }, l != nil),
			})
		}
		out.Clauses = append(out.Clauses, assessment.Clause{
			ID: cl.ID, Title: cl.Title,
			Summary: o.summary(cl.ID, plain, func(c assessment.Control) bool { return c.Clause == cl.ID }, l != nil),
		})
	}
	out.Score = assessment.Scores{Technical: o.all.score(), Overall: Controls(plain)}
	if l != nil {
		out.Score.Adjusted = &assessment.AdjustedScores{Technical: o.allAdjusted.score(), Overall: AdjustedControls(plain)}
	}
	n := out.Normalized()
	return &n
}

func (o *Organisation) summary(id string, controls []assessment.Control, in func(assessment.Control) bool, adjusted bool) assessment.Summary {
	var g group
	for _, c := range controls {
		if in(c) {
			g.controls = append(g.controls, c)
		}
	}
	s := g.summary(adjusted)
	t := o.groups[id]
	if t == nil {
		t = &tallies{}
	}
	s.Technical = t.raw.score()
	if adjusted {
		s.Adjusted.Technical = t.adjusted.score()
	}
	return s
}
