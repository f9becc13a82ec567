package assessmenttest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/catalogue"
	"isoscan/internal/score"
)

// Ledgered is Rich with a ledger: records in every state, a waived finding, one
// waived in part, and an exclusion.
func Ledgered(t testing.TB) *assessment.Assessment {
	t.Helper()
	a := Rich(t)
	findings := a.Findings()
	several := slices.IndexFunc(findings, func(r assessment.Rule) bool { return len(r.Violations) > 1 })
	single := slices.IndexFunc(findings, func(r assessment.Rule) bool { return len(r.Violations) == 1 })
	if several < 0 || single < 0 {
		t.Fatal("rules.tsv has no finding with one violation, or none with several")
	}
	a.Ledger = &assessment.Ledger{
		Organisation: "Example Trading Ltd", Digest: "sha256:" + strings.Repeat("51c0de27", 8),
		JudgedOn: "2026-06-01", Commit: strings.Repeat("9fceb02d", 5),
		Totals: []assessment.RecordTotal{
			{Kind: assessment.Attestation, All: 6, Counts: 2}, {Kind: assessment.Waiver, All: 3, Counts: 2},
			{Kind: assessment.Applicability, All: 1, Counts: 1},
		},
		Asset: &assessment.Asset{
			ID: "web-07", Host: a.Host.Name, Owner: "Olga Owner", Location: "server room 1", Classification: "internal",
			Role: "server", Environment: "production", CostCentre: "4711", Purchased: "2024-03-01",
			WarrantyUntil: "2027-03-01", ThirdParties: []string{"Hosting Ltd (console access, contract C-17)"}, Source: "assets.yaml:4",
		},
		Records: []assessment.Record{
			attestation("att-policy", "3.1.1", assessment.RecordCounts, "The policy of 2026 is approved and published.", ""),
			attestation("att-review", "3.1.2", assessment.RecordFuture, "The policy was reviewed.", ""),
			attestation("att-forum", "4.1.1", assessment.RecordExpired, "The forum met four times.", ""),
			attestation("att-nda", "6.1.3", assessment.RecordRefused, "Every employee signed.", "the approver is the owner: Olga Owner"),
			attestation("att-training", "6.2.1", assessment.RecordShortfall, "Staff were trained.", "60 percent of staff trained, 90 are asked for"),
			attestation("att-access", "9.1.1", assessment.RecordCounts, "The access control policy is in force.", ""),
			waiver("wv-single", findings[single], nil, assessment.RecordCounts),
			waiver("wv-part", findings[several], []string{findings[several].Violations[0].Resource}, assessment.RecordCounts),
			waiver("wv-old", findings[len(findings)-1], nil, assessment.RecordExpired),
			{
				ID: "soa-commerce", Kind: assessment.Applicability, Control: "8.7.3", Excluded: true, Scope: "every host",
				Statement: "Nothing is sold or ordered over networks.", Owner: "Olga Owner", Approver: "Bert Board",
				From: "2026-01-10", Until: "2027-01-10", State: assessment.RecordCounts, Source: "applicability.yaml:3",
				Evidence: []assessment.RecordEvidence{}, Problems: []assessment.RecordProblem{},
			},
		},
	}
	a.Ledger.Records[4].Measured = &assessment.Measured{Title: "staff trained", Value: 60, Unit: "percent", Minimum: 90}
	l := &score.Ledger{Records: a.Ledger.Records}
	l.Waive(a.Rules)
	for i := range a.Controls {
		settlePeople(a, &a.Controls[i])
	}
	Rescore(a)
	return a
}

func attestation(id, control string, state assessment.RecordState, statement, problem string) assessment.Record {
	r := assessment.Record{
		ID: id, Kind: assessment.Attestation, Control: control, Scope: "every host", Statement: statement,
		Owner: "Olga Owner", Approver: "Bert Board", From: "2026-03-01", Until: "2027-03-01", State: state,
		Source:   "attestations.yaml:" + fmt.Sprint(10+len(id)),
		Problems: []assessment.RecordProblem{},
		Evidence: []assessment.RecordEvidence{
			{Reference: "evidence/" + id + ".pdf", Digest: "sha256:" + strings.Repeat("0a1b2c3d", 8), State: "match"},
			{Reference: "minutes 2026-02, item 4", State: "unchecked"},
		},
		Change: &assessment.RecordChange{Commit: strings.Repeat("9fceb02d", 5), Author: "Bert Board <bert@example.org>", Date: "2026-03-02T09:00:00Z", Signature: "good"},
	}
	switch state {
	case assessment.RecordFuture:
		r.From = "2026-09-01"
	case assessment.RecordExpired:
		r.From, r.Until = "2025-03-01", "2026-03-01"
	}
	if problem != "" {
		r.Problems = append(r.Problems, assessment.RecordProblem{Rule: "record-" + id, Message: problem})
	}
	return r
}

func waiver(id string, r assessment.Rule, objects []string, state assessment.RecordState) assessment.Record {
	w := assessment.Record{
		ID: id, Kind: assessment.Waiver, Control: r.Controls[0], Rule: r.ID, Objects: objects, Scope: "web-07.example.org",
		Statement: "The supplier delivers a version without this fault in July.", Owner: "Olga Owner", Approver: "Bert Board",
		From: "2026-04-01", Until: "2026-08-31", Ticket: "SEC-12", State: state, Source: "waivers.yaml:" + fmt.Sprint(10+len(id)),
		Evidence: []assessment.RecordEvidence{}, Problems: []assessment.RecordProblem{},
	}
	if state == assessment.RecordExpired {
		w.From, w.Until = "2025-04-01", "2025-08-31"
	}
	return w
}

// settlePeople follows the design in the small; package score is the owner.
func settlePeople(a *assessment.Assessment, c *assessment.Control) {
	for _, r := range a.Ledger.Records {
		if r.Control != c.ID {
			continue
		}
		switch {
		case r.Kind == assessment.Attestation:
			c.People.Records = []string{r.ID}
			settleAttested(c, r)
		case r.Kind == assessment.Applicability && c.Verdict != assessment.Conforming:
			c.Adjusted, c.AdjustedReason = assessment.ControlNotApplicable, "excluded by "+r.ID+": "+r.Statement
		}
	}
	if c.Verdict != assessment.Nonconforming || c.People.State == assessment.SideFails {
		return
	}
	for _, r := range a.Rules {
		if slices.Contains(r.Controls, c.ID) && r.Verdict != assessment.Pass && !r.Waived() {
			return
		}
	}
	c.Adjusted, c.AdjustedReason = assessment.ControlWaived, "every failure is waived"
}

func settleAttested(c *assessment.Control, r assessment.Record) {
	switch r.State {
	case assessment.RecordCounts:
		c.People.State, c.People.Until, c.People.Reason = assessment.SideHolds, r.Until, "attested by "+r.Approver+" until "+r.Until
		if c.Method == assessment.Attested {
			c.Verdict, c.Reason = assessment.Conforming, c.People.Reason
		}
	case assessment.RecordShortfall:
		c.People.State, c.People.Reason = assessment.SideFails, r.Problems[0].Message
		c.Verdict, c.Reason = assessment.Nonconforming, c.People.Reason
	case assessment.RecordExpired:
		c.People.State, c.People.Reason = assessment.SideExpired, "record "+r.ID+" expired on "+r.Until
		c.Reason = c.People.Reason
	case assessment.RecordRefused:
		c.People.State, c.People.Reason = assessment.SideRefused, "record "+r.ID+" does not count: "+r.Problems[0].Message
		c.Reason = c.People.Reason
	default:
		c.People.Reason = "record " + r.ID + " is dated in the future"
	}
	c.Adjusted = c.Verdict
}

// Rescore computes the scores and summaries of an assessment with a ledger.
func Rescore(a *assessment.Assessment) {
	a.Score = assessment.Scores{
		Technical: score.Rules(a.Rules), Overall: score.Controls(a.Controls),
		Adjusted: &assessment.AdjustedScores{Technical: score.AdjustedRules(a.Rules), Overall: score.AdjustedControls(a.Controls)},
	}
	group := func(prefix string) assessment.Summary {
		s := summary(a, prefix)
		var controls []assessment.Control
		var rules []assessment.Rule
		for _, c := range a.Controls {
			if strings.HasPrefix(c.ID, prefix) {
				controls = append(controls, c)
			}
		}
		for _, r := range a.Rules {
			if strings.HasPrefix(r.Controls[0], prefix) {
				rules = append(rules, r)
			}
		}
		s.Adjusted = &assessment.AdjustedSummary{
			Verdict: assessment.ControlNotApplicable, Score: score.AdjustedControls(controls), Technical: score.AdjustedRules(rules),
		}
		for _, v := range append(assessment.Conformities(), assessment.ControlWaived) {
			if slices.ContainsFunc(controls, func(c assessment.Control) bool { return c.Adjusted == v }) {
				s.Adjusted.Verdict = v
				break
			}
		}
		return s
	}
	for i := range a.Objectives {
		a.Objectives[i].Summary = group(a.Objectives[i].ID + ".")
	}
	for i := range a.Clauses {
		a.Clauses[i].Summary = group(a.Clauses[i].ID + ".")
	}
}

// Organisation is n hosts, most as Ledgered, every fifth as Nothing, with one
// registered host that was not assessed.
func Organisation(t testing.TB, n int) *assessment.Organisation {
	t.Helper()
	cat, err := catalogue.Load(os.DirFS(filepath.Join(Root(t), "policies")))
	if err != nil {
		t.Fatal(err)
	}
	o := score.NewOrganisation(cat)
	rich, nothing := Ledgered(t), Nothing(t)
	nothing.Profile.Name = rich.Profile.Name
	for i := range n {
		a := *rich
		if i%5 == 4 {
			a = *nothing
		}
		a.Host.Name = fmt.Sprintf("host-%04d.example.org", i+1)
		if i%3 == 1 && a.Ledger != nil {
			a = worseHost(a, i)
		}
		if err := o.Add(&a); err != nil {
			t.Fatal(err)
		}
	}
	controls, _, _ := score.Register(cat, nil, &score.Ledger{Records: rich.Ledger.Records})
	o.AddNotAssessed(assessment.Asset{
		ID: "backup-01", Host: "backup-01.example.org", Owner: "Olga Owner", Location: "server room 2",
		Classification: "confidential", Source: "assets.yaml:40",
	}, controls)
	return o.Finish(rich.Ledger, rich.PoliciesDigest)
}

// worseHost turns one of the host's passes into a finding.
func worseHost(a assessment.Assessment, i int) assessment.Assessment {
	a.Rules = slices.Clone(a.Rules)
	var passed []int
	for k, r := range a.Rules {
		if r.Verdict == assessment.Pass {
			passed = append(passed, k)
		}
	}
	r := &a.Rules[passed[i%len(passed)]]
	r.Verdict, r.Reason = assessment.Fail, "it is set otherwise on this host"
	r.Violations = []assessment.Violation{{
		Message: r.Reason, Resource: "/etc/example.conf", Observed: "no", Expected: "yes", Source: "/etc/example.conf:7",
	}}
	a.Controls = slices.Clone(a.Controls)
	for k := range a.Controls {
		if c := &a.Controls[k]; slices.Contains(r.Controls, c.ID) {
			c.Verdict, c.Adjusted, c.Reason = assessment.Nonconforming, assessment.Nonconforming, "rule "+r.ID+" fails"
			c.Machine = assessment.Side{State: assessment.SideFails, Reason: c.Reason}
		}
	}
	a.Objectives, a.Clauses = slices.Clone(a.Objectives), slices.Clone(a.Clauses)
	Rescore(&a)
	return a
}
