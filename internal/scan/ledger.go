package scan

import (
	"context"
	"fmt"
	"slices"
	"time"

	"isoscan/internal/assessment"
	"isoscan/internal/ledger"
	"isoscan/internal/params"
	"isoscan/internal/policy"
	"isoscan/internal/score"
)

// Records is a ledger whose records were judged for one day. It serves any
// number of hosts.
type Records struct {
	ledger *ledger.Ledger
	judged *ledger.Judged
	day    string
}

// RuleLookup tells a ledger what rules there are.
func RuleLookup(e *policy.Engine) ledger.RuleLookup {
	var ids []string
	for _, r := range e.Rules() {
		ids = append(ids, r.ID)
	}
	return ledger.RuleLookup{
		Rule: func(id string) (string, []string, bool) {
			r, ok := e.Rule(id)
			if !ok {
				return "", nil, false
			}
			return string(r.Severity), r.Controls, true
		},
		Worst: e.WorstSeverity,
		IDs:   ids,
	}
}

// JudgeLedger asks the rules on records about every record, as of a day. That
// day is when the judgement is made and not when facts were gathered: a waiver
// that has expired since must not go on counting because the facts are old.
func JudgeLedger(ctx context.Context, c Criteria, l *ledger.Ledger, day time.Time) (*Records, error) {
	return judgeRecords(ctx, c, l, day, l.Facts(day, RuleLookup(c.Engine)))
}

// JudgeRecord is JudgeLedger for one record alone, which is quick in a large
// ledger: rules on records judge each by itself. ok is false when the ledger has
// no such record.
func JudgeRecord(ctx context.Context, c Criteria, l *ledger.Ledger, day time.Time, id string) (r assessment.Record, ok bool, err error) {
	all := l.Facts(day, RuleLookup(c.Engine))
	i := slices.IndexFunc(all, func(f ledger.Record) bool { return f.ID == id })
	if i < 0 {
		return r, false, nil
	}
	records, err := judgeRecords(ctx, c, l, day, all[i:i+1])
	if err != nil {
		return r, false, err
	}
	return records.judged.All()[0], true, nil
}

// judgeRecords judges these records of a ledger.
func judgeRecords(ctx context.Context, c Criteria, l *ledger.Ledger, day time.Time, facts []ledger.Record) (*Records, error) {
	profile := c.Profile
	if profile == "" {
		profile = params.Baseline
	}
	values, err := c.Engine.Params.Values(profile, params.Roles()[0])
	if err != nil {
		return nil, err
	}
	if _, err := c.Engine.Params.Override(values, c.Overrides); err != nil {
		return nil, err
	}
	input := make([]policy.RecordFacts, len(facts))
	for i := range facts {
		input[i] = policy.RecordFacts{ID: facts[i].ID, Kind: facts[i].Kind, Facts: facts[i]}
	}
	found, err := c.Engine.JudgeRecords(ctx, policy.RecordContext{
		Today: day, Profile: profile, Params: values, Git: l.Commit != "",
	}, input)
	if err != nil {
		return nil, fmt.Errorf("judging the ledger: %w", err)
	}
	r := &Records{ledger: l, judged: l.Judged(day, facts, found.Refused, found.Shortfall), day: ledger.Day(day)}
	all := r.judged.All()
	for i := range all {
		if m := all[i].Measured; m != nil {
			if asked, ok := c.Engine.Measure(all[i].Control, values); ok {
				m.Title, m.Minimum = asked.Of, asked.Minimum
			}
		}
	}
	return r, nil
}

// Judged are the records with their states.
func (r *Records) Judged() *ledger.Judged { return r.judged }

// machineID is the machine id that an entry of the register is pinned to; empty
// when it is to none.
func (r *Records) machineID(asset string) string {
	a, ok := r.ledger.AssetByID(asset)
	if !ok {
		return ""
	}
	return a.MachineID
}

// forHost is what the ledger brings to one host; nil without a ledger.
func (r *Records) forHost(h assessment.Host) *assessment.Ledger {
	if r == nil {
		return nil
	}
	l := r.judged.Assessment(h.Name, h.MachineID)
	l.JudgedOn = r.day
	return l
}

// weigh hands the records of a host to the score; nil without a ledger.
func weigh(l *assessment.Ledger) (*score.Ledger, error) {
	if l == nil {
		return nil, nil
	}
	out := &score.Ledger{Records: l.Records}
	return out, out.Check()
}

// Statement is the Statement of Applicability of the criteria's ledger, which
// must have been given.
func (c Criteria) Statement() *assessment.Statement {
	l := c.Records.judged.Organisation()
	l.JudgedOn = c.Records.day
	controls, _, clauses := score.Register(c.Engine.Catalogue, nil, nil)
	s := assessment.NewStatement(controls, clauses, l)
	s.Tool, s.Standard = assessment.Tool{Name: "isoscan", Version: c.Version}, score.Standard(c.Engine.Catalogue)
	return s
}

// MeasureOf says what a control's attestation measures; empty when it asks for
// no number.
func (c Criteria) MeasureOf(control string) string {
	m, _ := c.Engine.Measure(control, nil)
	return m.Of
}
