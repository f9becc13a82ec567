package ledger

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"isoscan/internal/assessment"
	"isoscan/internal/catalogue"
)

// Judged is a ledger whose records have their states. It answers for any number
// of hosts, from several goroutines.
type Judged struct {
	l *Ledger
	// records by control, kind and id; scopes are theirs.
	records []assessment.Record
	// all are the indices of records for all hosts; groups are those for hosts
	// named in full, by name; others are looked at for every host.
	all    []int
	exact  map[string][]*group
	others []*group
	totals []assessment.RecordTotal
}

// group is records of one scope.
type group struct {
	scope   Scope
	records []int
}

// Problems that time brings; they are not those of rules.
const (
	// ProblemExpired: the record's last day is over.
	ProblemExpired = "expired"
	// ProblemFuture: the record's first day has not come.
	ProblemFuture = "future"
)

// Judged gives each record its state on that day: time first, then objections of
// rules on records, then what falls short; both by record id. A record's problems
// are all of them. facts are those of Facts for the same day.
func (l *Ledger) Judged(today time.Time, facts []Record, objections, shortfalls map[string][]assessment.RecordProblem) *Judged {
	order := make([]int, len(facts))
	for i := range order {
		order[i] = i
	}
	keys := controlRanks(facts)
	slices.SortFunc(order, func(x, y int) int {
		a, b := &facts[x], &facts[y]
		return cmp.Or(keys[a.Control]-keys[b.Control], kindRank(a.Kind)-kindRank(b.Kind), strings.Compare(a.ID, b.ID))
	})
	j := &Judged{l: l, records: make([]assessment.Record, len(facts)), exact: map[string][]*group{}}
	groups := map[string]*group{}
	words := map[string]string{}
	day := Day(today)
	for at, i := range order {
		f := &facts[i]
		j.records[at] = judge(f, day, objections[f.ID], shortfalls[f.ID])
		key := f.scope.key()
		if words[key] == "" {
			words[key] = f.scope.String()
		}
		j.records[at].Scope = words[key]
		if f.scope.All {
			j.all = append(j.all, at)
			continue
		}
		g := groups[key]
		if g == nil {
			g = &group{scope: f.scope}
			groups[key] = g
			j.index(g)
		}
		g.records = append(g.records, at)
	}
	j.totals = totals(j.records)
	return j
}

// index files a group under the names that it can match, when they are known.
func (j *Judged) index(g *group) {
	names := g.scope.Hosts
	if len(names) == 0 || slices.ContainsFunc(names, isPattern) {
		j.others = append(j.others, g)
		return
	}
	for _, name := range names {
		if list := j.exact[name]; len(list) == 0 || list[len(list)-1] != g { // a name given twice
			j.exact[name] = append(list, g)
		}
	}
}

// controlRanks numbers the controls that occur in the standard's order.
func controlRanks(facts []Record) map[string]int {
	seen := map[string]int{}
	var list []string
	for i := range facts {
		if _, ok := seen[facts[i].Control]; !ok {
			seen[facts[i].Control] = 0
			list = append(list, facts[i].Control)
		}
	}
	slices.SortFunc(list, catalogue.CompareIDs)
	for i, c := range list {
		seen[c] = i
	}
	return seen
}

func kindRank(k assessment.RecordKind) int { return slices.Index(assessment.RecordKinds(), k) }

func judge(f *Record, day string, objections, shortfalls []assessment.RecordProblem) assessment.Record {
	r := assessment.Record{
		ID: f.ID, Kind: f.Kind, Control: f.Control, Rule: f.Rule, Objects: f.Objects,
		Excluded:  f.Applicable != nil && !*f.Applicable,
		Statement: f.Statement, Owner: f.Owner.Name, Approver: f.Approver.Name,
		From: f.From, Until: f.Until, Ticket: f.Ticket, Evidence: []assessment.RecordEvidence{},
		Problems: []assessment.RecordProblem{}, Source: f.Source, State: assessment.RecordCounts,
	}
	for _, e := range f.Evidence {
		r.Evidence = append(r.Evidence, assessment.RecordEvidence{Reference: e.Reference, Digest: e.Digest, State: e.State})
	}
	if m := f.Measured; m != nil {
		r.Measured = &assessment.Measured{Title: m.Of, Value: m.Value, Unit: m.Unit}
	}
	if c := f.Change; c != nil {
		r.Change = &assessment.RecordChange{Commit: c.Commit, Author: author(c), Date: c.Date, Signature: c.Signature}
	}
	switch {
	case day < f.From:
		r.State = assessment.RecordFuture
		r.Problems = append(r.Problems, assessment.RecordProblem{Rule: ProblemFuture, Message: "its first day is " + f.From})
	case day > f.Until:
		r.State = assessment.RecordExpired
		r.Problems = append(r.Problems, assessment.RecordProblem{Rule: ProblemExpired, Message: "its last day was " + f.Until})
	case len(objections) > 0:
		r.State = assessment.RecordRefused
	case len(shortfalls) > 0:
		r.State = assessment.RecordShortfall
	}
	r.Problems = append(append(r.Problems, objections...), shortfalls...)
	return r
}

func author(c *Change) string {
	if c.AuthorEmail == "" {
		return c.AuthorName
	}
	return strings.TrimSpace(c.AuthorName + " <" + c.AuthorEmail + ">")
}

// All are the records of the whole ledger by control, kind and id. The caller
// must not change them.
func (j *Judged) All() []assessment.Record { return j.records }

// For are the records whose scope reaches a host, by control, kind and id.
func (j *Judged) For(host, machineID string) []assessment.Record {
	asset, _ := j.l.Asset(host, machineID)
	claimed := asset == nil && j.l.claims(host)
	at := slices.Clone(j.all)
	take := func(groups []*group) {
		for _, g := range groups {
			if g.scope.matches(host, asset, claimed) {
				at = append(at, g.records...)
			}
		}
	}
	if host != "" {
		take(j.exact[host])
	}
	if asset != nil && asset.ID != host {
		take(j.exact[asset.ID])
	}
	take(j.others)
	slices.Sort(at)
	at = slices.Compact(at) // a group under both names
	out := make([]assessment.Record, len(at))
	for i, k := range at {
		out[i] = j.records[k]
	}
	return out
}

// Totals count the whole ledger's records by kind.
func (j *Judged) Totals() []assessment.RecordTotal { return slices.Clone(j.totals) }

func totals(records []assessment.Record) []assessment.RecordTotal {
	kinds := assessment.RecordKinds()
	out := make([]assessment.RecordTotal, len(kinds))
	for i, k := range kinds {
		out[i].Kind = k
	}
	for i := range records {
		t := &out[kindRank(records[i].Kind)]
		t.All++
		if records[i].State == assessment.RecordCounts {
			t.Counts++
		}
	}
	return out
}

// AssetOf is the register's entry of a host; nil when it has none.
func (j *Judged) AssetOf(host, machineID string) *assessment.Asset {
	a, ok := j.l.Asset(host, machineID)
	if !ok {
		return nil
	}
	out := j.l.asset(a)
	return &out
}

// Register is every asset by id.
func (j *Judged) Register() []assessment.Asset {
	out := make([]assessment.Asset, len(j.l.Assets))
	for i := range j.l.Assets {
		out[i] = j.l.asset(&j.l.Assets[i])
	}
	slices.SortFunc(out, func(a, b assessment.Asset) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// Assessment is what the ledger brings to the assessment of one host.
func (j *Judged) Assessment(host, machineID string) *assessment.Ledger {
	return &assessment.Ledger{
		Organisation: j.l.Organisation, Digest: j.l.Digest, Commit: j.l.Commit,
		Totals: j.Totals(), Asset: j.AssetOf(host, machineID), Records: j.For(host, machineID),
	}
}

// Organisation is what the ledger brings to a register over hosts: every record.
func (j *Judged) Organisation() *assessment.Ledger {
	return &assessment.Ledger{
		Organisation: j.l.Organisation, Digest: j.l.Digest, Commit: j.l.Commit, Totals: j.Totals(), Records: j.records,
	}
}

func (l *Ledger) asset(a *Asset) assessment.Asset {
	return assessment.Asset{
		ID: a.ID, Host: a.HostName(), Owner: l.personFact(a.Owner).Name, Location: a.Location,
		Classification: strings.ToLower(a.Classification), Role: a.Role, Environment: a.Environment, CostCentre: a.CostCentre,
		Purchased: a.Purchased, WarrantyUntil: a.WarrantyUntil, ThirdParties: a.thirdParties(), Source: a.Source(),
	}
}
