package assessment

import (
	"slices"
)

// StatementSchema names the shape of Statement.
const StatementSchema = "isoscan/statement-of-applicability/1"

// Statement is the Statement of Applicability: which controls of the standard
// apply to the organisation, why or why not, and who says so.
type Statement struct {
	// Schema is StatementSchema.
	Schema   string   `json:"schema"`
	Tool     Tool     `json:"tool"`
	Standard Standard `json:"standard"`
	// Organisation is the name that the ledger gives; may be empty.
	Organisation string `json:"organisation"`
	// JudgedOn is the day, YYYY-MM-DD UTC, for which the records were judged.
	JudgedOn string `json:"judged_on"`
	// LedgerDigest as in Ledger.Digest.
	LedgerDigest string `json:"ledger_digest"`
	// Clauses name those of the standard, in its order.
	Clauses []StatementClause `json:"clauses"`
	// Lines hold one or more lines a control, in the standard's order: one for
	// each scope on which it was decided.
	Lines []StatementLine `json:"lines"`
}

// StatementClause is one clause of the standard.
type StatementClause struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// StatementLine is what was decided on one control for some hosts.
type StatementLine struct {
	Control   string `json:"control"`
	Title     string `json:"title"`
	Objective string `json:"objective"`
	Clause    string `json:"clause"`
	Method    Method `json:"method"`
	// Applicable: every control is, unless a record that counts excludes it.
	Applicable bool `json:"applicable"`
	// Scope in words.
	Scope string `json:"scope"`
	// Justification of the decision; for a control that nobody decided on, that
	// it applies by default.
	Justification string `json:"justification"`
	// Owner, Approver, From, Until and Record are empty for such a control.
	Owner    string `json:"owner"`
	Approver string `json:"approver"`
	From     string `json:"from"`
	Until    string `json:"until"`
	Record   string `json:"record"`
	// Void says why a record does not count; Excludes whether it would take the
	// control out if it did.
	Void     string `json:"void,omitempty"`
	Excludes bool   `json:"excludes,omitempty"`
	// People's evidence: the attestations that count, and those that do not.
	Attested    []string `json:"attested"`
	NotCounting []string `json:"not_counting"`
}

// NewStatement makes the statement of a judged ledger's records. The controls
// and clauses give the standard, in its order; their verdicts are not looked at.
func NewStatement(controls []Control, clauses []Clause, l *Ledger) *Statement {
	s := &Statement{
		Schema: StatementSchema, Organisation: l.Organisation, JudgedOn: l.JudgedOn, LedgerDigest: l.Digest,
		Clauses: []StatementClause{}, Lines: []StatementLine{},
	}
	for _, c := range clauses {
		s.Clauses = append(s.Clauses, StatementClause{ID: c.ID, Title: c.Title})
	}
	byControl := map[string][]Record{}
	for _, r := range l.Records {
		byControl[r.Control] = append(byControl[r.Control], r)
	}
	for _, c := range controls {
		line := StatementLine{
			Control: c.ID, Title: c.Title, Objective: c.Objective, Clause: c.Clause, Method: c.Method,
			Applicable: true, Scope: "all hosts", Attested: []string{}, NotCounting: []string{},
		}
		var decided []Record
		for _, r := range byControl[c.ID] {
			switch {
			case r.Kind == Applicability:
				decided = append(decided, r)
			case r.Kind == Attestation && r.State == RecordCounts:
				line.Attested = append(line.Attested, r.ID)
			case r.Kind == Attestation:
				line.NotCounting = append(line.NotCounting, r.ID)
			}
		}
		s.Lines = append(s.Lines, line.decide(decided)...)
	}
	return s
}

// decide makes the lines of one control. Where no record that counts decides for
// all hosts, the control applies to the rest.
func (line StatementLine) decide(records []Record) []StatementLine {
	var out []StatementLine
	whole := false
	for _, r := range records {
		l := line
		l.Scope, l.Justification, l.Owner, l.Approver = r.Scope, r.Statement, r.Owner, r.Approver
		l.From, l.Until, l.Record = r.From, r.Until, r.ID
		l.Applicable, l.Excludes = !r.Excluded, r.Excluded
		if r.State != RecordCounts {
			l.Applicable = true
			l.Void = string(r.State)
			if len(r.Problems) > 0 {
				l.Void = r.Problems[0].Message
			}
		}
		whole = whole || l.Void == "" && r.Scope == line.Scope
		out = append(out, l)
	}
	if !whole {
		rest := line
		rest.Justification = "applies: no decision in force takes it out"
		if slices.ContainsFunc(out, func(l StatementLine) bool { return l.Void == "" }) {
			rest.Scope = "all other hosts"
		}
		out = append(out, rest)
	}
	return out
}
