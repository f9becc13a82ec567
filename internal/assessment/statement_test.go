package assessment_test

import (
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
)

// Every control has a line; only a record that counts takes one out, and where
// it is for some hosts the rest has a line of its own.
func TestStatement(t *testing.T) {
	a := assessmenttest.Ledgered(t)
	void := a.Ledger.Records[len(a.Ledger.Records)-1]
	void.ID, void.Control, void.State = "soa-void", "9.8.2", assessment.RecordRefused
	void.Problems = []assessment.RecordProblem{{Rule: "r", Message: "the approver is the owner"}}
	part := void
	part.ID, part.Control, part.State, part.Scope, part.Problems = "soa-part", "9.8.1", assessment.RecordCounts, "host web01", nil
	a.Ledger.Records = append(a.Ledger.Records, void, part)
	a.Ledger.Records[len(a.Ledger.Records)-3].Scope = "all hosts"
	s := assessment.NewStatement(a.Controls, a.Clauses, a.Ledger)
	lines := map[string][]assessment.StatementLine{}
	for _, l := range s.Lines {
		lines[l.Control] = append(lines[l.Control], l)
		if l.Justification == "" || l.Title == "" {
			t.Errorf("%s: %+v", l.Control, l)
		}
	}
	if len(lines) != 127 || len(s.Clauses) != 10 {
		t.Errorf("%d controls, %d clauses", len(lines), len(s.Clauses))
	}
	if l := lines["8.7.3"]; len(l) != 1 || l[0].Applicable || l[0].Record != "soa-commerce" || l[0].Approver == "" {
		t.Errorf("excluded: %+v", l)
	}
	if l := lines["9.8.2"]; len(l) != 2 || !l[0].Applicable || !l[0].Excludes || l[0].Void != "the approver is the owner" || !l[1].Applicable || l[1].Record != "" || l[1].Scope != "all hosts" {
		t.Errorf("void: %+v", l)
	}
	if l := lines["9.8.1"]; len(l) != 2 || l[0].Applicable || l[0].Scope != "host web01" || !l[1].Applicable || l[1].Scope != "all other hosts" {
		t.Errorf("in part: %+v", l)
	}
	if l := lines["3.1.1"]; len(l) != 1 || len(l[0].Attested) != 1 || !l[0].Applicable {
		t.Errorf("attested: %+v", l)
	}
	if l := lines["4.1.1"]; len(l[0].NotCounting) != 1 || len(l[0].Attested) != 0 {
		t.Errorf("expired: %+v", l)
	}
}
