// Package assessment owns the one result model: facts judged and scored. It is
// what every report renders and what is saved, so its JSON is a contract with
// users: see SchemaVersion. It depends on nothing else of isoscan.
package assessment

import "time"

// SchemaVersion names the shape of Assessment. Adding a key keeps it; changing
// or removing one raises it.
const SchemaVersion = "isoscan/assessment/2"

// Verdict of a rule.
type Verdict string

// The verdicts. Only evidence makes a pass.
const (
	Pass          Verdict = "pass"
	Fail          Verdict = "fail"
	Unknown       Verdict = "unknown"
	NotApplicable Verdict = "not_applicable"
)

// Verdicts lists them, the one that needs work first.
func Verdicts() []Verdict { return []Verdict{Fail, Unknown, Pass, NotApplicable} }

// Severity of a rule, by which it weighs in the score.
type Severity string

// The severities.
const (
	Critical Severity = "critical"
	High     Severity = "high"
	Medium   Severity = "medium"
	Low      Severity = "low"
)

// Severities lists them from worst to least.
func Severities() []Severity { return []Severity{Critical, High, Medium, Low} }

// Conformity of a control, objective or clause.
type Conformity string

// The conformities.
const (
	Conforming    Conformity = "conforming"
	Nonconforming Conformity = "nonconforming"
	Undetermined  Conformity = "undetermined"
	// ControlNotApplicable: positive evidence says that the control does not
	// concern this host.
	ControlNotApplicable Conformity = "not_applicable"
	// ControlWaived: nonconforming, and waivers that count cover every failure.
	// Only an adjusted verdict can be this.
	ControlWaived Conformity = "waived"
)

// Conformities lists those that a raw verdict can be, the one that needs work
// first.
func Conformities() []Conformity {
	return []Conformity{Nonconforming, Undetermined, Conforming, ControlNotApplicable}
}

// Method by which a control is assessed.
type Method string

// The methods: by machine, by people, or by both together.
const (
	Automated Method = "automated"
	Attested  Method = "attested"
	Hybrid    Method = "hybrid"
)

// Assessment is one host, judged.
type Assessment struct {
	// Schema is SchemaVersion.
	Schema string `json:"schema"`
	// Tool is the program that made the assessment.
	Tool Tool `json:"tool"`
	// Standard names the criteria.
	Standard Standard `json:"standard"`
	// Host is what was assessed.
	Host Host `json:"host"`
	// Profile is what the host was measured against.
	Profile Profile `json:"profile"`
	// StartedAt is when the first fact was gathered, UTC.
	StartedAt time.Time `json:"started_at"`
	// FinishedAt is when the last fact was gathered, UTC; rules judge by it.
	FinishedAt time.Time `json:"finished_at"`
	// Score is an interval, in two scopes.
	Score Scores `json:"score"`
	// Rules are sorted by primary control, then id.
	Rules []Rule `json:"rules"`
	// Controls holds all 127, in the standard's order.
	Controls []Control `json:"controls"`
	// Objectives in the standard's order.
	Objectives []Objective `json:"objectives"`
	// Clauses in the standard's order.
	Clauses []Clause `json:"clauses"`
	// Checks tell how the gathering went.
	Checks []Check `json:"checks"`
	// Ledger is absent when none was given.
	Ledger *Ledger `json:"ledger,omitempty"`
	// FactsDigest is "sha256:" and 64 hexadecimal digits: of the facts without
	// their times and durations.
	FactsDigest string `json:"facts_digest"`
	// PoliciesDigest likewise: of every policy, catalogue and parameter file
	// that judged the facts.
	PoliciesDigest string `json:"policies_digest"`
}

// Tool names the program that made the assessment.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Standard names the criteria.
type Standard struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Clauses, Objectives and Controls count the catalogue.
	Clauses    int `json:"clauses"`
	Objectives int `json:"objectives"`
	Controls   int `json:"controls"`
}

// Host identifies what was assessed.
type Host struct {
	Name string `json:"name"`
	// Kind of access: "local" or "rootfs".
	Kind string `json:"kind"`
	Root string `json:"root,omitempty"`
	// OS, Kernel, Chassis and MachineID are empty when not observed.
	OS         string `json:"os,omitempty"`
	Kernel     string `json:"kernel,omitempty"`
	Chassis    string `json:"chassis,omitempty"`
	MachineID  string `json:"machine_id,omitempty"`
	Privileged bool   `json:"privileged"`
	Running    bool   `json:"running"`
}

// Profile is what the host was measured against.
type Profile struct {
	// Name: "baseline" or "strict".
	Name string `json:"name"`
	// Role: "server", "workstation", "laptop" or "container", and where it
	// came from: "given" or the facts' source.
	Role       string `json:"role"`
	RoleSource string `json:"role_source"`
	// Params are the thresholds in force.
	Params map[string]any `json:"params"`
	// Overridden names the parameters that the user's file changed, sorted.
	Overridden []string `json:"overridden"`
}

// Scores holds both scopes.
type Scores struct {
	// Technical weighs the rules measured on the host by severity; those that
	// rest on the asset register are not among them.
	Technical Score `json:"technical"`
	// Overall counts all 127 controls, attested ones included.
	Overall Score `json:"overall"`
	// Adjusted leaves out what waivers and the Statement of Applicability set
	// aside; absent when no ledger was given.
	Adjusted *AdjustedScores `json:"adjusted,omitempty"`
}

// AdjustedScores holds both scopes without what the ledger sets aside. What is
// waived or excluded leaves the score: it never counts as met.
type AdjustedScores struct {
	Technical Score `json:"technical"`
	Overall   Score `json:"overall"`
}

// Score is an interval in percent with one decimal, or null values when
// nothing was evaluated.
type Score struct {
	// Assured is what the evidence proves: pass / applicable.
	Assured *float64 `json:"assured"`
	// Possible is what could still be true: (applicable - fail) / applicable.
	Possible *float64 `json:"possible"`
	// Coverage is how much was looked at: (pass + fail) / applicable.
	Coverage *float64 `json:"coverage"`
	Counts   Counts   `json:"counts"`
}

// Counts are plain numbers of rules or controls.
type Counts struct {
	Pass          int `json:"pass"`
	Fail          int `json:"fail"`
	Unknown       int `json:"unknown"`
	NotApplicable int `json:"not_applicable"`
	// Waived were set aside, in an adjusted score.
	Waived int `json:"waived,omitempty"`
}

// Rule is one judged rule.
type Rule struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Description says why it matters.
	Description string `json:"description"`
	// Controls: the first is the primary one.
	Controls []string `json:"controls"`
	Severity Severity `json:"severity"`
	Verdict  Verdict  `json:"verdict"`
	// Reason in one line, always set: for a pass the first evidence.
	Reason string `json:"reason"`
	// Violations: at least one when the verdict is fail.
	Violations []Violation `json:"violations"`
	// Evidence: at least one when the verdict is pass.
	Evidence []Evidence `json:"evidence"`
	// Remediation says how to mend.
	Remediation Remediation `json:"remediation"`
	// References lead to manual pages, RFCs and sections of standards.
	References []string `json:"references"`
	// Origin is "isoscan" or the folder of a user's own policies.
	Origin string `json:"origin"`
	// Register: it compares the host with the asset register. It bears on
	// controls, and not on the technical score, which no ledger changes.
	Register bool `json:"register,omitempty"`
	// Waiver says how far waivers cover the failure; absent when none does. The
	// verdict stays what it is.
	Waiver *RuleWaiver `json:"waiver,omitempty"`
}

// Violation is one way in which the host breaks a rule.
type Violation struct {
	// Message says what is wrong, in one line.
	Message string `json:"message"`
	// Resource is the object: a file, an account, a port.
	Resource string `json:"resource"`
	// Observed is what was seen.
	Observed string `json:"observed"`
	// Expected is what would pass.
	Expected string `json:"expected"`
	// Source is where it was seen, as facts.Source has it; may be empty.
	Source string `json:"source,omitempty"`
	// WaivedBy is the id of the waiver that covers it, or empty.
	WaivedBy string `json:"waived_by,omitempty"`
}

// Evidence is one observation that a verdict rests on.
type Evidence struct {
	// Message says what was seen, in one line.
	Message string `json:"message"`
	// Source is where it was seen, as facts.Source has it.
	Source string `json:"source"`
}

// Remediation says how to mend.
type Remediation struct {
	// Text says what to do, in prose.
	Text string `json:"text"`
	// Command is one that is safe to run as it stands; empty when there is none.
	Command string `json:"command,omitempty"`
}

// Control is one of the 127.
type Control struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Objective string     `json:"objective"`
	Clause    string     `json:"clause"`
	Method    Method     `json:"method"`
	Verdict   Conformity `json:"verdict"`
	// Reason in one line, always set.
	Reason string `json:"reason"`
	// Adjusted is the verdict with waivers and the Statement of Applicability;
	// without them it is Verdict.
	Adjusted Conformity `json:"adjusted"`
	// AdjustedReason in one line; empty when Adjusted is Verdict.
	AdjustedReason string `json:"adjusted_reason,omitempty"`
	// Machine and People say what each side's evidence shows.
	Machine Side `json:"machine"`
	People  Side `json:"people"`
	// Record is what a person would show to attest the control; empty when
	// the machine alone assesses it, or when the catalogue asks for no more
	// than a dated record.
	Record string `json:"record,omitempty"`
	// Rules are the ids of the rules that bear on the control.
	Rules []string `json:"rules"`
	// Aspects are the parts of host evidence that the control asks for.
	Aspects []Aspect `json:"aspects"`
}

// Aspect is one part of a control's host evidence.
type Aspect struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Verdict over the rules that cover it; unknown when none does.
	Verdict Verdict  `json:"verdict"`
	Rules   []string `json:"rules"`
}

// Objective sums up its controls.
type Objective struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Clause string `json:"clause"`
	Summary
}

// Clause sums up its controls.
type Clause struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Summary
}

// Summary is a group of controls at a glance.
type Summary struct {
	// Verdict is the worst of the controls.
	Verdict Conformity `json:"verdict"`
	// WorstControl is the id of the control that decides it, or empty.
	WorstControl string `json:"worst_control,omitempty"`
	// Score over the group's controls; Technical over its rules.
	Score     Score `json:"score"`
	Technical Score `json:"technical"`
	// Adjusted is absent when no ledger was given.
	Adjusted *AdjustedSummary `json:"adjusted,omitempty"`
}

// AdjustedSummary is a Summary without what the ledger sets aside.
type AdjustedSummary struct {
	// Verdict is the worst of the controls' adjusted ones.
	Verdict   Conformity `json:"verdict"`
	Score     Score      `json:"score"`
	Technical Score      `json:"technical"`
}

// Check tells how one check went.
type Check struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Status: "ok", "partial", "denied", "failed" or "not_applicable". Only ok
	// claims that everything was seen.
	Status string `json:"status"`
	// Reason in one line; empty when ok.
	Reason string `json:"reason"`
	// DurationMS is the wall time in milliseconds.
	DurationMS int64 `json:"duration_ms"`
	// Missing lists what could not be observed.
	Missing []Missing `json:"missing"`
}

// Missing is one fact that could not be observed.
type Missing struct {
	// Path of the fact, from the top of the facts.
	Path string `json:"path"`
	// Reason in one line.
	Reason string `json:"reason"`
	// Denied: running as root would help.
	Denied bool `json:"denied,omitempty"`
}
