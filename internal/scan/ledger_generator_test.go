package scan

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/ledger"
)

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
