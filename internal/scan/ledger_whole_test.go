package scan

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/assessment"
	"isoscan/internal/ledger"
	"isoscan/internal/score"
)

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

// One record judged alone, as `ledger add` does, is judged as among all others.
func TestOneRecordIsJudgedAsAmongAll(t *testing.T) {
	c := exampleCriteria(t)
	l := loadLedger(t, c, nil)
	all := judged(t, c, l).Records.Judged().All()
	for _, want := range all {
		got, ok, err := JudgeRecord(t.Context(), c, l, exampleDay, want.ID)
		if err != nil || !ok {
			t.Fatalf("%s: %v, %v", want.ID, ok, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-among all +alone):\n%s", want.ID, d)
		}
	}
	if _, ok, err := JudgeRecord(t.Context(), c, l, exampleDay, "no-such"); ok || err != nil {
		t.Errorf("no record: %v, %v", ok, err)
	}
}
