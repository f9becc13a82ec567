package scan

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/assessment"
	"isoscan/internal/ledger"
	"isoscan/internal/score"
)

// These tests hold what a ledger may never do, over the example's ledger and over
// random ones, on the example's three hosts. The rules on hosts are asked once a
// host, since no record changes their verdicts (TestRecordsThroughEvaluate asks
// them again); the rules on records are asked about every record.

// Random ledgers, and records in each; a failure names its seed.
const (
	propertySeeds   = 25
	propertyRecords = 40
)

// hostRules are a host's judged rules, without any waiver.
type hostRules struct {
	name, machine string
	rules         []assessment.Rule
	aspects       [][]string
}

func exampleRules(t *testing.T) []hostRules {
	t.Helper()
	c := exampleCriteria(t)
	var out []hostRules
	for _, name := range []string{db01, laptop7, web01} {
		a := example(t).hosts[name]
		h := hostRules{name: name, machine: a.Host.MachineID, rules: bare(a.Rules)}
		for _, r := range h.rules {
			known, ok := c.Engine.Rule(r.ID)
			if !ok {
				t.Fatalf("no rule %s", r.ID)
			}
			h.aspects = append(h.aspects, known.Aspects)
		}
		out = append(out, h)
	}
	return out
}

// bare copies rules without their waivers.
func bare(rules []assessment.Rule) []assessment.Rule {
	out := slices.Clone(rules)
	for i := range out {
		out[i].Waiver = nil
		out[i].Violations = slices.Clone(out[i].Violations)
		for j := range out[i].Violations {
			out[i].Violations[j].WaivedBy = ""
		}
	}
	return out
}

// scored is all that a ledger can change on one host.
type scored struct {
	rules      []assessment.Rule
	controls   []assessment.Control
	objectives []assessment.Objective
	clauses    []assessment.Clause
	raw        assessment.Scores
	adjusted   assessment.AdjustedScores
}

// weighed scores a host with these records; ok is false when they contradict each
// other, so that there is no judgement.
func weighed(t *testing.T, h hostRules, records []assessment.Record) (s scored, ok bool) {
	t.Helper()
	c := exampleCriteria(t)
	people := &score.Ledger{Records: records}
	if err := people.Check(); err != nil {
		var contradiction *score.ContradictionError
		if !errors.As(err, &contradiction) {
			t.Fatal(err)
		}
		return s, false
	}
	s.rules = bare(h.rules)
	people.Waive(s.rules)
	list := make([]score.Judged, len(s.rules))
	for i := range s.rules {
		list[i] = score.Judged{Rule: s.rules[i], Aspects: h.aspects[i]}
	}
	s.controls, s.objectives, s.clauses = score.Register(c.Engine.Catalogue, list, people)
	s.raw = assessment.Scores{Technical: score.Rules(s.rules), Overall: score.Controls(s.controls)}
	s.adjusted = assessment.AdjustedScores{Technical: score.AdjustedRules(s.rules), Overall: score.AdjustedControls(s.controls)}
	return s, true
}

// verdicts are everything of a result but words: what a record that does not
// count may not touch.
type verdicts struct {
	Rules               []string
	Raw, Adjusted       []assessment.Conformity
	Scores              assessment.Scores
	AdjustedScores      assessment.AdjustedScores
	Objectives, Clauses []assessment.Summary
}

func (s scored) verdicts() verdicts {
	v := verdicts{Scores: s.raw, AdjustedScores: s.adjusted}
	for i := range s.rules {
		r := &s.rules[i]
		v.Rules = append(v.Rules, fmt.Sprint(r.ID, r.Verdict, r.Waived(), coverage(r)))
	}
	for _, c := range s.controls {
		v.Raw, v.Adjusted = append(v.Raw, c.Verdict), append(v.Adjusted, c.Adjusted)
	}
	for _, o := range s.objectives {
		v.Objectives = append(v.Objectives, o.Summary)
	}
	for _, c := range s.clauses {
		v.Clauses = append(v.Clauses, c.Summary)
	}
	return v
}

// coverage are the violations that waivers cover, by index.
func coverage(r *assessment.Rule) []int {
	var out []int
	for i, v := range r.Violations {
		if v.WaivedBy != "" {
			out = append(out, i)
		}
	}
	return out
}

// withRecords is the ledger with other records: the people, the register and the
// evidence stay.
func withRecords(l *ledger.Ledger, list []any) *ledger.Ledger {
	out := *l
	out.Attestations, out.Waivers, out.Applicability = nil, nil, nil
	for _, r := range list {
		switch r := r.(type) {
		case ledger.Attestation:
			out.Attestations = append(out.Attestations, r)
		case ledger.Waiver:
			out.Waivers = append(out.Waivers, r)
		case ledger.Applicability:
			out.Applicability = append(out.Applicability, r)
		}
	}
	return &out
}

// recordsOf lists a ledger's records.
func recordsOf(l *ledger.Ledger) []any {
	var out []any
	for _, r := range l.Attestations {
		out = append(out, r)
	}
	for _, r := range l.Waivers {
		out = append(out, r)
	}
	for _, r := range l.Applicability {
		out = append(out, r)
	}
	return out
}

// without is a host's records but for one.
func without(records []assessment.Record, id string) []assessment.Record {
	return slices.DeleteFunc(slices.Clone(records), func(r assessment.Record) bool { return r.ID == id })
}

// properties checks them all on one ledger that was judged: each record is taken
// away and put back, which is the same as adding it. reach names the hosts that
// records must reach, and no others.
func properties(t *testing.T, name string, hosts []hostRules, j *ledger.Judged, reach map[string][]string, seen map[string]int) {
	t.Helper()
	for _, h := range hosts {
		records := j.For(h.name, h.machine)
		for id, names := range reach {
			if got, want := has(records, id), slices.Contains(names, h.name); got != want {
				t.Errorf("%s: %s reaches %s: %v, want %v", name, id, h.name, got, want)
			}
		}
		full, ok := weighed(t, h, records)
		if !ok {
			seen["contradictions"]++
			continue
		}
		for _, r := range records {
			less, ok := weighed(t, h, without(records, r.ID))
			if !ok {
				t.Errorf("%s, %s: without %s the ledger contradicts itself", name, h.name, r.ID)
				continue
			}
			at := fmt.Sprintf("%s, %s, %s (%s %s for %s%s, %s)", name, h.name, r.ID, r.State, r.Kind, r.Control, r.Rule, r.Scope)
			seen[string(r.Kind)+" "+string(r.State)]++
			removingAcquitsNothing(t, at, full, less)
			if r.State != assessment.RecordCounts && r.State != assessment.RecordShortfall {
				// Expired, future or refused: as if it were not there.
				unchanged(t, at, full, less)
				continue
			}
			switch r.Kind {
			case assessment.Waiver:
				waiverReachesItsTarget(t, at, r, full, less, seen)
			case assessment.Applicability:
				exclusionTouchesOneControl(t, at, r, full, less, seen)
			default:
				attestationTouchesOneControl(t, at, r, full, less, seen)
			}
		}
	}
}

func has(records []assessment.Record, id string) bool {
	return slices.ContainsFunc(records, func(r assessment.Record) bool { return r.ID == id })
}

func unchanged(t *testing.T, at string, full, less scored) {
	t.Helper()
	was, is := less.verdicts(), full.verdicts()
	if !reflect.DeepEqual(was, is) {
		t.Errorf("%s: it changes something (-without +with):\n%s", at, cmp.Diff(was, is))
	}
}

// removingAcquitsNothing: less has one record less than full, and nothing in it
// conforms that did not, nor is any score of it more assured.
func removingAcquitsNothing(t *testing.T, at string, full, less scored) {
	t.Helper()
	for i := range full.controls {
		was, is := full.controls[i], less.controls[i]
		if is.Verdict == assessment.Conforming && was.Verdict != assessment.Conforming {
			t.Errorf("%s: without it %s turns from %s to conforming", at, is.ID, was.Verdict)
		}
		if is.Adjusted == assessment.Conforming && was.Adjusted != assessment.Conforming {
			t.Errorf("%s: without it %s turns, adjusted, from %s to conforming", at, is.ID, was.Adjusted)
		}
	}
	for _, s := range [][2]assessment.Score{
		{full.raw.Overall, less.raw.Overall}, {full.adjusted.Overall, less.adjusted.Overall},
		{full.raw.Technical, less.raw.Technical}, {full.adjusted.Technical, less.adjusted.Technical},
	} {
		if assured(s[1]) > assured(s[0]) {
			t.Errorf("%s: without it a score rises from %v to %v", at, assured(s[0]), assured(s[1]))
		}
	}
}

// assured takes no score for none assured.
func assured(s assessment.Score) float64 {
	if s.Assured == nil {
		return 0
	}
	return *s.Assured
}

// rawSame: a waiver or an exclusion leaves every raw verdict and score.
func rawSame(t *testing.T, at string, full, less scored) {
	t.Helper()
	if d := cmp.Diff(less.raw, full.raw); d != "" {
		t.Errorf("%s: it changes a raw score (-without +with):\n%s", at, d)
	}
	for i := range full.rules {
		if full.rules[i].Verdict != less.rules[i].Verdict {
			t.Errorf("%s: it changes the verdict of rule %s", at, full.rules[i].ID)
		}
	}
	for i := range full.controls {
		was, is := less.controls[i], full.controls[i]
		if was.Verdict != is.Verdict || was.Reason != is.Reason || was.Machine.State != is.Machine.State || was.People.State != is.People.State {
			t.Errorf("%s: %s was %s (%s) and is %s (%s)", at, is.ID, was.Verdict, was.Reason, is.Verdict, is.Reason)
		}
	}
}

// waiverReachesItsTarget: only violations of rules that it names, and of objects
// that it names, are covered anew; only controls of these may be adjusted, and
// none of them to conforming.
func waiverReachesItsTarget(t *testing.T, at string, w assessment.Record, full, less scored, seen map[string]int) {
	t.Helper()
	rawSame(t, at, full, less)
	touched := map[string]bool{w.Control: w.Rule == ""}
	for i := range full.rules {
		r := &full.rules[i]
		named := r.ID == w.Rule || w.Rule == "" && slices.Contains(r.Controls, w.Control)
		if r.ID == w.Rule {
			for _, c := range r.Controls {
				touched[c] = true
			}
		}
		for j, v := range r.Violations {
			if v.WaivedBy == "" || less.rules[i].Violations[j].WaivedBy != "" {
				if less.rules[i].Violations[j].WaivedBy != "" && v.WaivedBy == "" {
					t.Errorf("%s: it uncovers %s of %s", at, v.Resource, r.ID)
				}
				continue
			}
			seen["violations covered"]++
			if !named || len(w.Objects) > 0 && !slices.Contains(w.Objects, v.Resource) {
				t.Errorf("%s: it covers %s of rule %s", at, v.Resource, r.ID)
			}
		}
		if !named && r.Waived() != less.rules[i].Waived() {
			t.Errorf("%s: it changes that rule %s is waived", at, r.ID)
		}
	}
	for i := range full.controls {
		was, is := less.controls[i], full.controls[i]
		if was.Adjusted == is.Adjusted {
			continue
		}
		seen["controls adjusted by a waiver"]++
		if !touched[is.ID] || is.Adjusted == assessment.Conforming || is.Adjusted == assessment.ControlNotApplicable {
			t.Errorf("%s: %s, adjusted, was %s and is %s", at, is.ID, was.Adjusted, is.Adjusted)
		}
	}
}

// exclusionTouchesOneControl: no technical score changes, and of the controls its
// own one alone, to not applicable, adjusted.
func exclusionTouchesOneControl(t *testing.T, at string, r assessment.Record, full, less scored, seen map[string]int) {
	t.Helper()
	rawSame(t, at, full, less)
	if d := cmp.Diff(less.adjusted.Technical, full.adjusted.Technical); d != "" {
		t.Errorf("%s: it changes the adjusted technical score (-without +with):\n%s", at, d)
	}
	for i := range full.objectives {
		if !reflect.DeepEqual(technical(less.objectives[i].Summary), technical(full.objectives[i].Summary)) {
			t.Errorf("%s: it changes a technical score of %s", at, full.objectives[i].ID)
		}
	}
	for i := range full.clauses {
		if !reflect.DeepEqual(technical(less.clauses[i].Summary), technical(full.clauses[i].Summary)) {
			t.Errorf("%s: it changes a technical score of clause %s", at, full.clauses[i].ID)
		}
	}
	for i := range full.controls {
		was, is := less.controls[i], full.controls[i]
		if was.Adjusted == is.Adjusted {
			continue
		}
		seen["controls excluded"]++
		if is.ID != r.Control || !r.Excluded || is.Adjusted != assessment.ControlNotApplicable || was.Adjusted == assessment.Conforming {
			t.Errorf("%s: %s, adjusted, was %s and is %s", at, is.ID, was.Adjusted, is.Adjusted)
		}
	}
}

// technical are the scores of a summary that no exclusion may touch.
func technical(s assessment.Summary) [2]assessment.Score {
	return [2]assessment.Score{s.Technical, s.Adjusted.Technical}
}

// attestationTouchesOneControl: the machine's side and all scores over rules
// stay; its own control alone changes. One that counts never convicts, one that
// shows a shortfall never acquits; neither makes less of the standard covered.
func attestationTouchesOneControl(t *testing.T, at string, r assessment.Record, full, less scored, seen map[string]int) {
	t.Helper()
	if d := cmp.Diff([2]assessment.Score{less.raw.Technical, less.adjusted.Technical}, [2]assessment.Score{full.raw.Technical, full.adjusted.Technical}); d != "" {
		t.Errorf("%s: it changes a technical score (-without +with):\n%s", at, d)
	}
	for i := range full.controls {
		was, is := less.controls[i], full.controls[i]
		if !reflect.DeepEqual(was.Machine, is.Machine) {
			t.Errorf("%s: it changes the machine's side of %s: %v, %v", at, is.ID, was.Machine, is.Machine)
		}
		if was.Verdict == is.Verdict && was.Adjusted == is.Adjusted {
			continue
		}
		seen["controls changed by an attestation"]++
		bad := is.ID != r.Control
		switch r.State {
		case assessment.RecordCounts:
			bad = bad || was.Verdict != is.Verdict && (was.Verdict != assessment.Undetermined || is.Verdict != assessment.Conforming)
		default:
			bad = bad || is.Verdict != assessment.Nonconforming
		}
		if bad {
			t.Errorf("%s: %s was %s (%s) and is %s (%s)", at, is.ID, was.Verdict, was.Adjusted, is.Verdict, is.Adjusted)
		}
	}
	covered := func(s assessment.Score) float64 {
		if s.Coverage == nil {
			return 0
		}
		return *s.Coverage
	}
	if covered(full.raw.Overall) < covered(less.raw.Overall) {
		t.Errorf("%s: with it less of the standard is covered", at)
	}
	if r.State == assessment.RecordCounts && assured(full.raw.Overall) < assured(less.raw.Overall) {
		t.Errorf("%s: with it less is assured", at)
	}
}

func TestPropertiesOfTheExample(t *testing.T) {
	c := exampleCriteria(t)
	j := judged(t, c, loadLedger(t, c, nil)).Records.Judged()
	seen := map[string]int{}
	reach := map[string][]string{
		"att-3.1.1-2026": {db01, laptop7, web01}, "att-4.2.1": {db01, web01}, "att-7.2.2": {db01, web01}, "att-7.2.5": {laptop7},
		"att-9.6.2": {db01}, "soa-8.7.3": {db01, laptop7, web01}, "wv-web01-malware": {web01}, "wv-web01-upload": {web01},
		"wv-web01-prices": {web01}, "wv-db01-root": {db01}, "wv-firewall": {db01, laptop7, web01}, "wv-laptop7-media": {laptop7},
	}
	properties(t, "the example", exampleRules(t), j, reach, seen)
	wantSeen(t, seen, "attestation counts", "attestation shortfall", "attestation expired", "attestation refused", "attestation future",
		"waiver counts", "waiver expired", "waiver refused", "applicability counts", "applicability expired",
		"violations covered", "controls adjusted by a waiver", "controls excluded", "controls changed by an attestation")
}

func TestPropertiesOfRandomLedgers(t *testing.T) {
	c := exampleCriteria(t)
	base := loadLedger(t, c, nil)
	hosts := exampleRules(t)
	seen := map[string]int{}
	for seed := range uint64(propertySeeds) {
		g := newGenerator(t, seed, hosts)
		l := withRecords(base, g.records(propertyRecords))
		properties(t, fmt.Sprintf("seed %d", seed), hosts, judged(t, c, l).Records.Judged(), g.reach, seen)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	wantSeen(t, seen, "attestation counts", "attestation shortfall", "attestation expired", "attestation refused", "attestation future",
		"waiver counts", "waiver expired", "waiver refused", "waiver future",
		"applicability counts", "applicability expired", "applicability refused", "applicability future", "contradictions",
		"violations covered", "controls adjusted by a waiver", "controls excluded", "controls changed by an attestation")
}

// wantSeen fails when something that the properties are about never came up.
func wantSeen(t *testing.T, seen map[string]int, want ...string) {
	t.Helper()
	for _, w := range want {
		if seen[w] == 0 {
			t.Errorf("never seen: %s (%v)", w, seen)
		}
	}
}

// generator makes random records around the example: of its people, for its
// hosts, mostly for what fails there, with every flaw that a record can have.
type generator struct {
	*rand.Rand
	hosts []hostRules
	c     Criteria
	n     int
	// reach are the hosts of each record made, by its id.
	reach map[string][]string
}

func newGenerator(t *testing.T, seed uint64, hosts []hostRules) *generator {
	return &generator{Rand: rand.New(rand.NewPCG(seed, 17)), hosts: hosts, c: exampleCriteria(t), reach: map[string][]string{}}
}

func (g *generator) records(n int) []any {
	controls := g.c.Engine.Catalogue.Controls()
	var out []any
	for range n {
		g.n++
		control := pick(g, controls).ID
		if g.IntN(3) == 0 { // where numbers are asked for, and where records meet
			control = pick(g, []string{"6.2.1", "6.2.1", "6.1.3", "8.6.1", "9.6.1", "8.4.1"})
		}
		id := fmt.Sprintf("r%d", g.n)
		owner, approver := g.two()
		switch g.IntN(5) {
		case 0, 1:
			from, until := g.days(365)
			a := ledger.Attestation{
				ID: id, Control: control, Scope: g.scope(id), Statement: g.text(), Owner: owner, Approver: approver,
				Date: from, Validity: ledger.Validity{ValidUntil: until},
			}
			if g.IntN(8) > 0 {
				a.Evidence = []ledger.Evidence{{Reference: "sheet 4"}}
			}
			if g.IntN(8) == 0 {
				a.Evidence = append(a.Evidence, ledger.Evidence{File: "evidence/security-policy.txt", Digest: "sha256:00"})
			}
			if g.IntN(4) > 0 {
				a.Measured = &ledger.Measured{Value: float64(84 + g.IntN(18)), Unit: "percent", Of: "people"}
			}
			if (control == "6.1.3" || control == "6.2.1") && g.IntN(2) == 0 {
				// In order and in force: enough of these meet to contradict each other.
				a.Owner, a.Approver, a.Statement = "dora", "anna", "It was counted in October."
				a.Date, a.ValidUntil = "2026-11-01", "2027-10-31"
				a.Evidence = []ledger.Evidence{{Reference: "sheet 4"}}
				a.Measured = &ledger.Measured{Value: float64(84 + g.IntN(17)), Unit: "percent", Of: "people"}
			}
			out = append(out, a)
		case 2, 3:
			out = append(out, g.waiver(id, control, owner, approver))
		default:
			from, until := g.days(365)
			a := ledger.Applicability{
				ID: id, Control: control, Applicable: g.IntN(5) == 0, Justification: g.text(), Owner: owner, Approver: approver,
				Date: from, Validity: ledger.Validity{ValidUntil: until},
			}
			g.reach[id] = []string{db01, laptop7, web01}
			if g.IntN(2) == 0 {
				s := g.scope(id)
				a.Scope = &s
			}
			out = append(out, a)
		}
	}
	return out
}

func (g *generator) waiver(id, control, owner, approver string) ledger.Waiver {
	from, until := g.days(90)
	w := ledger.Waiver{
		ID: id, Scope: g.scope(id), Justification: g.text(), RiskOwner: owner, Approver: approver, Granted: from, Expires: until,
	}
	h := pick(g, g.hosts)
	var failed []assessment.Rule
	for _, r := range h.rules {
		if r.Verdict == assessment.Fail {
			failed = append(failed, r)
		}
	}
	r := pick(g, failed)
	switch g.IntN(8) {
	case 0:
		w.Rule = "no-such-rule"
	case 1:
		w.Control = control
	case 2, 3:
		w.Control = pick(g, r.Controls)
	default:
		w.Rule = r.ID
	}
	if g.IntN(3) == 0 {
		w.Objects = append(w.Objects, pick(g, r.Violations).Resource)
	}
	if g.IntN(6) == 0 {
		w.Objects = append(w.Objects, "account nobody-has")
	}
	if g.IntN(2) == 0 {
		w.Scope, g.reach[id] = ledger.Scope{Hosts: []string{h.name}}, []string{h.name}
	}
	return w
}

// scope gives the record a scope, and notes by hand whom it reaches.
func (g *generator) scope(id string) ledger.Scope {
	all := []string{db01, laptop7, web01}
	s := pick(g, []struct {
		ledger.Scope
		reach []string
	}{
		{ledger.Scope{All: true}, all},
		{ledger.Scope{All: true}, all},
		{ledger.Scope{Hosts: []string{"web01"}}, []string{web01}},
		{ledger.Scope{Hosts: []string{db01, "laptop7"}}, []string{db01, laptop7}},
		{ledger.Scope{Hosts: []string{laptop7}}, []string{laptop7}},
		{ledger.Scope{Hosts: []string{"db01"}}, []string{db01}},
		{ledger.Scope{Hosts: []string{"?b01"}}, []string{db01}},
		{ledger.Scope{Hosts: []string{"*01"}}, []string{db01, web01}},
		{ledger.Scope{Hosts: []string{"mail01"}}, nil},
		{ledger.Scope{Labels: map[string]string{"role": "server"}}, []string{db01, web01}},
		{ledger.Scope{Labels: map[string]string{"team": "sales"}}, []string{laptop7}},
		{ledger.Scope{Hosts: []string{"w*"}, Labels: map[string]string{"classification": "public"}}, []string{web01}},
		{ledger.Scope{Hosts: []string{"web01"}, Labels: map[string]string{"classification": "confidential"}}, nil},
	})
	g.reach[id] = s.reach
	return s.Scope
}

// days are those of a record: in force more often than not.
func (g *generator) days(most int) (from, until string) {
	begin := exampleDay.AddDate(0, 0, -g.IntN(most+20))
	if g.IntN(8) == 0 {
		begin = exampleDay.AddDate(0, 0, 1+g.IntN(30))
	}
	end := begin.AddDate(0, 0, g.IntN(most))
	if g.IntN(2) == 0 {
		end = begin.AddDate(0, 0, most)
	}
	return ledger.Day(begin), ledger.Day(end)
}

// two are an owner and an approver, who are one person now and then.
func (g *generator) two() (owner, approver string) {
	people := []string{"anna", "bert", "carl", "dora", "emil", "fay"}
	return pick(g, people), pick(g, people)
}

func (g *generator) text() string {
	if g.IntN(10) == 0 {
		return "yes"
	}
	return "It was looked at by both, and it holds."
}

func pick[T any](g *generator, list []T) T { return list[g.IntN(len(list))] }

// Rules on records look at one record at a time, and the order of records is
// nobody's business: what the tests above take for granted.
func TestRecordsAreJudgedByThemselves(t *testing.T) {
	c := exampleCriteria(t)
	base := loadLedger(t, c, nil)
	for seed := range uint64(4) {
		g := newGenerator(t, 1000+seed, exampleRules(t))
		list := append(recordsOf(base), g.records(propertyRecords)...)
		all := judged(t, c, withRecords(base, list)).Records.Judged().All()
		g.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		if d := cmp.Diff(all, judged(t, c, withRecords(base, list)).Records.Judged().All()); d != "" {
			t.Errorf("seed %d: in another order (-want +got):\n%s", seed, d)
		}
		half := judged(t, c, withRecords(base, list[:len(list)/2])).Records.Judged().All()
		if len(half) != len(list)/2 {
			t.Fatalf("%d records of %d", len(half), len(list)/2)
		}
		for _, r := range half {
			i := slices.IndexFunc(all, func(x assessment.Record) bool { return x.ID == r.ID })
			if d := cmp.Diff(all[i], r); d != "" {
				t.Errorf("seed %d: among others (-want +got):\n%s", seed, d)
			}
		}
	}
}

// The same through the whole of Evaluate and the organisation's register: records
// that do not count change nothing, and no record changes the verdict of a rule.
func TestRecordsThroughEvaluate(t *testing.T) {
	c := exampleCriteria(t)
	base := loadLedger(t, c, nil)
	before := example(t)
	idle := []any{
		ledger.Attestation{
			ID: "old", Control: "10.4.2", Scope: ledger.Scope{All: true}, Statement: "Test data holds no names of customers.",
			Owner: "emil", Approver: "anna", Date: "2025-01-01", Validity: ledger.Validity{ValidUntil: "2026-11-20"},
			Evidence: []ledger.Evidence{{Reference: "sheet 4"}},
		},
		ledger.Attestation{
			ID: "soon", Control: "12.1.6", Scope: ledger.Scope{All: true}, Statement: "Nothing that we use is restricted.",
			Owner: "emil", Approver: "anna", Date: "2026-11-22", Validity: ledger.Validity{Period: "1y"},
			Evidence: []ledger.Evidence{{Reference: "sheet 4"}},
		},
		ledger.Waiver{
			ID: "over", Rule: "ssh-root-login", Scope: ledger.Scope{Hosts: []string{"db01"}}, Justification: "The vendor needs it for a while.",
			RiskOwner: "emil", Approver: "anna", Granted: "2026-10-01", Expires: "2026-11-20",
		},
		ledger.Applicability{
			ID: "gone", Control: "9.4.4", Applicable: false, Justification: "There is no other node in the network.",
			Owner: "emil", Approver: "anna", Date: "2026-11-22", Validity: ledger.Validity{Period: "1y"},
		},
	}
	after := judgeExample(t, judged(t, c, withRecords(base, append(recordsOf(base), idle...))))
	bareOf := judgeExample(t, judged(t, c, withRecords(base, nil)))
	for name, want := range before.hosts {
		got := after.hosts[name]
		if d := cmp.Diff(of(want), of(got)); d != "" {
			t.Errorf("%s: records that do not count changed it (-before +after):\n%s", name, d)
		}
		if d := cmp.Diff(bare(want.Rules), bareOf.hosts[name].Rules); d != "" {
			t.Errorf("%s: rules with and without records (-with +without):\n%s", name, d)
		}
		if d := cmp.Diff(want.Score.Technical, bareOf.hosts[name].Score.Technical); d != "" {
			t.Errorf("%s: the technical score with and without records (-with +without):\n%s", name, d)
		}
	}
	if d := cmp.Diff(before.org.Score, after.org.Score); d != "" {
		t.Errorf("the organisation's scores (-before +after):\n%s", d)
	}
	for i, o := range after.org.Controls {
		was := before.org.Controls[i]
		if was.Verdict != o.Verdict || was.Adjusted != o.Adjusted {
			t.Errorf("%s was %s, %s and is %s, %s", o.ID, was.Verdict, was.Adjusted, o.Verdict, o.Adjusted)
		}
	}
	// With no record at all only what a machine shows alone conforms.
	for _, o := range bareOf.org.Controls {
		if o.Verdict == assessment.Conforming && o.Method != assessment.Automated {
			t.Errorf("without any record %s conforms: %s", o.ID, o.Reason)
		}
	}
}

// of is an assessment as a scored value, without words.
func of(a *assessment.Assessment) verdicts {
	return scored{
		rules: a.Rules, controls: a.Controls, objectives: a.Objectives, clauses: a.Clauses,
		raw: assessment.Scores{Technical: a.Score.Technical, Overall: a.Score.Overall}, adjusted: *a.Score.Adjusted,
	}.verdicts()
}

// A measured shortfall and an attestation that counts for the same host contradict
// each other: then there is no judgement, since to leave one of them out could
// make the control conform.
func TestContradictionIsRefused(t *testing.T) {
	c := exampleCriteria(t)
	base := loadLedger(t, c, nil)
	good := ledger.Attestation{
		ID: "good", Control: "6.2.1", Scope: ledger.Scope{Hosts: []string{"web01"}}, Statement: "Everybody was trained by the end of November.",
		Owner: "dora", Approver: "anna", Date: "2026-11-20", Validity: ledger.Validity{Period: "1y"},
		Evidence: []ledger.Evidence{{Reference: "sheet 4"}}, Measured: &ledger.Measured{Value: 100, Unit: "percent", Of: "staff trained in the period"},
	}
	c = judged(t, c, withRecords(base, append(recordsOf(base), good)))
	for _, doc := range exampleFacts(t) {
		_, err := Evaluate(context.Background(), c, doc)
		var contradiction *score.ContradictionError
		if want := doc.Target.Name == web01; errors.As(err, &contradiction) != want {
			t.Errorf("%s: %v", doc.Target.Name, err)
		} else if want && (contradiction.Met.ID != "good" || contradiction.NotMet.ID != "att-6.2.1") {
			t.Errorf("%v", err)
		}
	}
}
