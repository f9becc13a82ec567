package assessment

import "time"

// OrganisationSchema names the shape of Organisation.
const OrganisationSchema = "isoscan/organisation/1"

// Organisation is many hosts judged alike, as one register. It holds what a
// report over them needs and no more, so that a thousand hosts fit in memory;
// each host's own assessment holds the rest.
type Organisation struct {
	// Schema is OrganisationSchema.
	Schema   string   `json:"schema"`
	Tool     Tool     `json:"tool"`
	Standard Standard `json:"standard"`
	// Name as the ledger gives it; may be empty.
	Name string `json:"name"`
	// Profile is the name of the profile, the same for every host.
	Profile string `json:"profile"`
	// StartedAt and FinishedAt: the first and the last fact of any host, UTC.
	StartedAt  time.Time `json:"started_at"`
	FinishedAt time.Time `json:"finished_at"`
	// Score: technical over the rules of every host together, overall over the
	// organisation's verdicts on the controls.
	Score Scores `json:"score"`
	// Hosts sorted by name. Of several that bear one name, each name ends in what
	// tells them apart, such as "web01 (machine 3f2a9c1b)"; lists of hosts name
	// them likewise.
	Hosts []HostResult `json:"hosts"`
	// NotAssessed are the hosts of the register of which there are no facts.
	NotAssessed []Asset `json:"not_assessed"`
	// Rules in the order of an assessment.
	Rules []RuleResult `json:"rules"`
	// Controls holds all of the standard, in its order.
	Controls   []ControlResult `json:"controls"`
	Objectives []Objective     `json:"objectives"`
	Clauses    []Clause        `json:"clauses"`
	// Ledger is absent when none was given.
	Ledger         *Ledger `json:"ledger,omitempty"`
	PoliciesDigest string  `json:"policies_digest"`
}

// HostResult is one host of an organisation.
type HostResult struct {
	Host       Host      `json:"host"`
	Role       string    `json:"role"`
	StartedAt  time.Time `json:"started_at"`
	FinishedAt time.Time `json:"finished_at"`
	Score      Scores    `json:"score"`
	// Clauses in the standard's order.
	Clauses []Clause `json:"clauses"`
	// Controls are the verdicts in the order of the organisation's controls.
	Controls []HostControl `json:"controls"`
	// Findings, the worst first.
	Findings []Finding `json:"findings"`
	// Unseen are the reasons why rules stayed unknown, the most frequent first.
	Unseen []UnseenCount `json:"unseen"`
	// Asset is the register's entry; absent when there is none.
	Asset       *Asset `json:"asset,omitempty"`
	FactsDigest string `json:"facts_digest"`
	// Older counts the facts of the host that were given too and are older than
	// these: only the newest are judged.
	Older int `json:"older,omitempty"`
}

// HostControl is one host's verdict on a control.
type HostControl struct {
	Verdict  Conformity `json:"verdict"`
	Adjusted Conformity `json:"adjusted"`
}

// Finding is a failed rule on one host.
type Finding struct {
	// Rule is its id.
	Rule   string `json:"rule"`
	Reason string `json:"reason"`
	Waived bool   `json:"waived,omitempty"`
	// Violations, at most MostFindingViolations of them; Total counts all.
	Violations []Violation `json:"violations"`
	Total      int         `json:"total"`
}

// MostFindingViolations bounds the violations of a Finding.
const MostFindingViolations = 10

// UnseenCount is one reason why rules stayed unknown.
type UnseenCount struct {
	Reason string `json:"reason"`
	Rules  int    `json:"rules"`
}

// RuleResult is one rule over all hosts.
type RuleResult struct {
	ID          string      `json:"id"`
	Title       string      `json:"title"`
	Description string      `json:"description"`
	Controls    []string    `json:"controls"`
	Severity    Severity    `json:"severity"`
	Remediation Remediation `json:"remediation"`
	References  []string    `json:"references"`
	Origin      string      `json:"origin"`
	// Counts of hosts by verdict; Waived ones are among Fail.
	Counts Counts `json:"counts"`
	// Failed names the hosts on which it fails, sorted.
	Failed []string `json:"failed"`
}

// ControlResult is one control over all hosts.
type ControlResult struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Objective string `json:"objective"`
	Clause    string `json:"clause"`
	Method    Method `json:"method"`
	// Verdict of the worst host. A registered host of which there are no facts
	// leaves a control that needs a machine's evidence undetermined.
	Verdict  Conformity `json:"verdict"`
	Adjusted Conformity `json:"adjusted"`
	// Reason in one line: the worst host's.
	Reason string `json:"reason"`
	// Hosts by verdict.
	Hosts HostCounts `json:"hosts"`
	// Nonconforming and Undetermined name hosts, sorted.
	Nonconforming []string `json:"nonconforming"`
	Undetermined  []string `json:"undetermined"`
	// People's evidence, as on the worst host.
	People Side `json:"people"`
}

// HostCounts counts hosts by their verdict on a control.
type HostCounts struct {
	Conforming    int `json:"conforming"`
	Nonconforming int `json:"nonconforming"`
	Undetermined  int `json:"undetermined"`
	NotApplicable int `json:"not_applicable"`
}

// Rule finds a rule by its id.
func (o *Organisation) Rule(id string) (*RuleResult, bool) {
	for i := range o.Rules {
		if o.Rules[i].ID == id {
			return &o.Rules[i], true
		}
	}
	return nil, false
}
