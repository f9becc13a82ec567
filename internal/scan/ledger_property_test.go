package scan

import (
	"errors"
	"fmt"
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
