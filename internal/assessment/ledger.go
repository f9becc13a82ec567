package assessment

// Ledger is what people's records brought to an assessment.
type Ledger struct {
	// Organisation is the name that the ledger gives.
	Organisation string `json:"organisation"`
	// Digest is "sha256:" and 64 hexadecimal digits: of every file of the ledger.
	Digest string `json:"digest"`
	// JudgedOn is the day, YYYY-MM-DD UTC, for which the records were judged.
	JudgedOn string `json:"judged_on"`
	// Commit is the version of the ledger; empty unless the version control
	// history was asked for.
	Commit string `json:"commit,omitempty"`
	// Totals count the whole ledger's records, by kind.
	Totals []RecordTotal `json:"totals"`
	// Asset is the register's entry of the host; absent when it has none.
	Asset *Asset `json:"asset,omitempty"`
	// Records are those that bear on what was assessed, by control, kind and id.
	Records []Record `json:"records"`
}

// RecordTotal counts the records of one kind in the whole ledger.
type RecordTotal struct {
	Kind RecordKind `json:"kind"`
	// All of them, and those that count.
	All    int `json:"all"`
	Counts int `json:"counts"`
}

// RecordKind says what a record of the ledger is for.
type RecordKind string

// The kinds.
const (
	// Attestation: a person says, with evidence, that a control is met.
	Attestation RecordKind = "attestation"
	// Waiver: somebody bears the risk of a failure until a date.
	Waiver RecordKind = "waiver"
	// Applicability: a line of the Statement of Applicability.
	Applicability RecordKind = "applicability"
)

// RecordKinds lists them.
func RecordKinds() []RecordKind { return []RecordKind{Attestation, Waiver, Applicability} }

// RecordState says whether a record counts, and if not, why.
type RecordState string

// The states.
const (
	// RecordCounts: in force, and no rule on records objects.
	RecordCounts RecordState = "counts"
	// RecordShortfall: in force and in order, and it shows that the control is
	// not met, such as a measured value below what is asked for.
	RecordShortfall RecordState = "shortfall"
	// RecordExpired: its time is over.
	RecordExpired RecordState = "expired"
	// RecordFuture: its time has not come; a date in the future.
	RecordFuture RecordState = "future"
	// RecordRefused: a rule on records objects, see its problems.
	RecordRefused RecordState = "refused"
)

// RecordStates lists them.
func RecordStates() []RecordState {
	return []RecordState{RecordCounts, RecordShortfall, RecordExpired, RecordFuture, RecordRefused}
}

// Record is one record of the ledger, judged.
type Record struct {
	// ID is unique in the ledger.
	ID   string     `json:"id"`
	Kind RecordKind `json:"kind"`
	// Control that it is about; of a waiver for a rule, the rule's primary one.
	Control string `json:"control"`
	// Rule that a waiver is for; empty when it is for the whole control.
	Rule string `json:"rule,omitempty"`
	// Objects are the only resources that a waiver is for; empty means all.
	Objects []string `json:"objects,omitempty"`
	// Excluded: an applicability record that takes the control out.
	Excluded bool `json:"excluded,omitempty"`
	// Scope tells in words which hosts it is for.
	Scope string `json:"scope"`
	// Statement is what is attested, or the justification.
	Statement string `json:"statement"`
	// Owner of the record, or of the risk, and who approved: names.
	Owner    string `json:"owner"`
	Approver string `json:"approver"`
	// From and Until are days, YYYY-MM-DD, both included.
	From  string `json:"from"`
	Until string `json:"until"`
	// Ticket in the owner's own system.
	Ticket string `json:"ticket,omitempty"`
	// Evidence that the record points to.
	Evidence []RecordEvidence `json:"evidence"`
	// Measured value, for a control that has one.
	Measured *Measured   `json:"measured,omitempty"`
	State    RecordState `json:"state"`
	// Problems say why it does not count, or what falls short.
	Problems []RecordProblem `json:"problems"`
	// Note says, of a waiver that counts, in one line that it or an object of it
	// waived nothing on what was judged, and why; empty when there is nothing to
	// say. It weighs nothing: what is not waived counts in any case.
	Note string `json:"note,omitempty"`
	// Source is FILE:LINE below the ledger's folder.
	Source string `json:"source"`
	// Change is the last commit that touched it; absent unless asked for.
	Change *RecordChange `json:"change,omitempty"`
}

// RecordEvidence is one thing that a record points to.
type RecordEvidence struct {
	// Reference names the document, or is its file below the ledger, or a link.
	Reference string `json:"reference"`
	// Digest as the record gives it; empty when it gives none.
	Digest string `json:"digest,omitempty"`
	// State of the digest: "match", "mismatch", "missing", "unreadable", or
	// "unchecked" for what is not a file of the ledger.
	State string `json:"state"`
}

// Measured is a number that shows how well a control is met.
type Measured struct {
	// Title says what was measured.
	Title string  `json:"title"`
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`
	// Minimum is what is asked for.
	Minimum float64 `json:"minimum"`
}

// RecordProblem is one objection to a record.
type RecordProblem struct {
	// Rule is the id of the rule on records.
	Rule string `json:"rule"`
	// Message in one line.
	Message string `json:"message"`
}

// RecordChange is what the version control history says of a record.
type RecordChange struct {
	// Commit is its full hash; empty for lines that are not committed.
	Commit string `json:"commit"`
	Author string `json:"author"`
	// Date is RFC 3339.
	Date string `json:"date"`
	// Signature: "good", "bad", "unknown" (cannot be checked here) or "none".
	Signature string `json:"signature"`
}

// Asset is one entry of the asset register.
type Asset struct {
	ID string `json:"id"`
	// Host is the name by which facts know it.
	Host           string `json:"host"`
	Owner          string `json:"owner"`
	Location       string `json:"location"`
	Classification string `json:"classification"`
	Role           string `json:"role,omitempty"`
	Environment    string `json:"environment,omitempty"`
	CostCentre     string `json:"cost_centre,omitempty"`
	// Purchased and WarrantyUntil are days, YYYY-MM-DD.
	Purchased     string `json:"purchased,omitempty"`
	WarrantyUntil string `json:"warranty_until,omitempty"`
	// ThirdParties are those from outside who touch it.
	ThirdParties []string `json:"third_parties,omitempty"`
	// Source is FILE:LINE below the ledger's folder.
	Source string `json:"source"`
	// Reason in one line why an entry that was not assessed was not; empty for
	// others.
	Reason string `json:"reason,omitempty"`
}

// SideState says how one side's evidence on a control stands.
type SideState string

// The states of a side.
const (
	// SideNotNeeded: the control does not ask for this side.
	SideNotNeeded SideState = "not_needed"
	// SideHolds: the evidence is whole and shows that the control is met.
	SideHolds SideState = "holds"
	// SideFails: the evidence shows that the control is not met.
	SideFails SideState = "fails"
	// SideIncomplete: something was not looked at or could not be judged.
	SideIncomplete SideState = "incomplete"
	// SideMissing: there is no evidence.
	SideMissing SideState = "missing"
	// SideExpired: what there was is no longer in force.
	SideExpired SideState = "expired"
	// SideRefused: there are records, and none of them counts.
	SideRefused SideState = "refused"
	// SideNotApplicable: evidence says that the control does not concern the host.
	SideNotApplicable SideState = "not_applicable"
)

// SideStates lists them.
func SideStates() []SideState {
	return []SideState{SideNotNeeded, SideHolds, SideFails, SideIncomplete, SideMissing, SideExpired, SideRefused, SideNotApplicable}
}

// Side is the evidence of one side, machine or people, on a control.
type Side struct {
	State SideState `json:"state"`
	// Reason in one line, always set.
	Reason string `json:"reason"`
	// Until is the day, YYYY-MM-DD, to which people's evidence holds.
	Until string `json:"until,omitempty"`
	// Records are the ids of people's records on the control.
	Records []string `json:"records"`
}

// RuleWaiver says how far waivers that count cover a failed rule.
type RuleWaiver struct {
	// Records are the waivers' ids.
	Records []string `json:"records"`
	// Covered violations, out of Violations.
	Covered    int `json:"covered"`
	Violations int `json:"violations"`
}

// Waived: every violation of the failed rule is covered by a waiver.
func (r *Rule) Waived() bool {
	return r.Verdict == Fail && r.Waiver != nil && r.Waiver.Violations > 0 && r.Waiver.Covered == r.Waiver.Violations
}

// Record finds a record by its id.
func (l *Ledger) Record(id string) (*Record, bool) {
	if l == nil {
		return nil, false
	}
	for i := range l.Records {
		if l.Records[i].ID == id {
			return &l.Records[i], true
		}
	}
	return nil, false
}
