// Package ledger owns people's records: attestations, waivers, the Statement of
// Applicability and the asset register, as YAML files in one folder. It reads
// and checks them, says which hosts a record is for, and hands them to the
// rules on records as facts. It knows no policy and judges nothing but time.
package ledger

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Schema must stand in every file of a ledger.
const Schema = "isoscan/ledger/1"

// Bounds of a ledger. What exceeds them is refused, not cut.
const (
	// MaxFile and MaxTotal are bytes of YAML.
	MaxFile  = 16 << 20
	MaxTotal = 64 << 20
	// MaxFiles counts YAML files.
	MaxFiles = 2000
	// MaxRecords counts people, assets, attestations, waivers and applicability
	// records together.
	MaxRecords = 200_000
	// MaxEvidence is bytes of one evidence file.
	MaxEvidence = 256 << 20
	// MaxText is characters of one text.
	MaxText = 10_000
	// MaxDepth is the nesting of YAML.
	MaxDepth = 20
	// MaxFolders is how deep folders are read.
	MaxFolders = 3
)

// Ledger is a whole folder of records, checked. It is not changed after Load,
// but by VerifyGit, so it may be shared.
type Ledger struct {
	// Organisation that the records are of; may be empty.
	Organisation string
	// People, Assets and the records stand in the order of files and lines.
	People        []Person
	Assets        []Asset
	Attestations  []Attestation
	Waivers       []Waiver
	Applicability []Applicability
	// Files are the YAML files, sorted, relative to the ledger's folder.
	Files []string
	// Digest is "sha256:" and 64 hexadecimal digits over names and contents of
	// Files.
	Digest string
	// Commit is the version that VerifyGit saw: a full hash, with "-dirty" when
	// files of the ledger differ from it. Empty before.
	Commit string

	contents map[string]string // file: sha256 of what was read
	people   map[string]int    // id: index in People
	hosts    map[string][]int  // host name: indices in Assets
	assetIDs map[string]int
	evidence map[string]evidenceFile // by file below the ledger
	changes  map[string]Change       // by record id, after VerifyGit
}

// Position is where something stands in a ledger.
type Position struct {
	// File relative to the ledger's folder, with slashes.
	File string
	// Line counts from 1.
	Line int
}

// Source is FILE:LINE.
func (p Position) Source() string { return p.File + ":" + strconv.Itoa(p.Line) }

// Document is one file of a ledger. Its keys may be spread over files as you
// like; only schema stands in each.
type Document struct {
	// The version of this format: isoscan/ledger/1.
	Schema string `json:"schema" form:"schema"`
	// Name of the organisation that the records are of; in one file only.
	Organisation string `json:"organisation,omitempty" form:"line"`
	// Those who own, approve and bear risks. Owners and approvers elsewhere are ids from here.
	People []Person `json:"people,omitempty"`
	// The asset register: hosts, and what else has an owner.
	Assets []Asset `json:"assets,omitempty"`
	// What people say, with evidence, about controls that no machine can see, or not alone.
	Attestations []Attestation `json:"attestations,omitempty"`
	// Failures whose risk somebody bears until a date.
	Waivers []Waiver `json:"waivers,omitempty"`
	// The Statement of Applicability: controls that are left out, or confirmed, with the reason.
	Applicability []Applicability `json:"applicability,omitempty"`
}

// Person is somebody whom records name.
type Person struct {
	Position `json:"-"`
	// Id that records use, unique in the whole ledger.
	ID string `json:"id" form:"id"`
	// Full name, as reports show it.
	Name string `json:"name" form:"line"`
	// Role in the organisation.
	Role string `json:"role,omitempty" form:"line"`
	// Address that the person's commits carry; needed where the version control history is verified.
	Email string `json:"email,omitempty" form:"email"`
}

// Asset is one entry of the asset register.
type Asset struct {
	Position `json:"-"`
	// Id of the asset, unique in the whole ledger.
	ID string `json:"id" form:"id"`
	// Name by which the facts know the host; by default the id.
	Host string `json:"host,omitempty" form:"host"`
	// Digest of the machine id, as the facts have it. A host of the same name that has another one, or none, is not this asset.
	MachineID string `json:"machine_id,omitempty" form:"machine"`
	// Person who answers for the asset.
	Owner string `json:"owner,omitempty" form:"person"`
	// Where it stands.
	Location string `json:"location,omitempty" form:"line"`
	// Classification of the information on it, in the organisation's own words; compared in lower case.
	Classification string `json:"classification,omitempty" form:"line"`
	// What it is: decides nothing by itself, and can be named by scopes.
	Role string `json:"role,omitempty" form:"role"`
	// Such as production or test.
	Environment string `json:"environment,omitempty" form:"line"`
	// Cost centre that pays for it.
	CostCentre string `json:"cost_centre,omitempty" form:"line"`
	// Day of purchase.
	Purchased string `json:"purchased,omitempty" form:"day"`
	// Last day of the warranty.
	WarrantyUntil string `json:"warranty_until,omitempty" form:"day"`
	// Labels of your own, for scopes.
	Labels map[string]string `json:"labels,omitempty" form:"label"`
	// Those from outside who can reach it; an empty list says that nobody can, and without the key that is unknown.
	ThirdParties []ThirdParty `json:"third_parties,omitempty" form:"nobody"`
	// Accounts on it that have an owner.
	Accounts []Account `json:"accounts,omitempty"`
	// Software that is authorised on it.
	Software []string `json:"software,omitempty" form:"line"`
	// Services that are authorised to listen on it, such as tcp/443.
	Services []string `json:"services,omitempty" form:"service"`
	// Asset that this one is part of, such as its rack or cluster.
	PartOf string `json:"part_of,omitempty" form:"asset"`
}

// ThirdParty is somebody from outside who can reach an asset.
type ThirdParty struct {
	// Name of the company or person.
	Name string `json:"name" form:"line"`
	// What they can reach, such as console.
	Access string `json:"access,omitempty" form:"line"`
	// Reference of the contract.
	Contract string `json:"contract,omitempty" form:"line"`
}

// Account is an account on an asset that has an owner.
type Account struct {
	// Name of the account on the host.
	Name string `json:"name" form:"line"`
	// Person who answers for it.
	Owner string `json:"owner" form:"person"`
	// What it is for.
	Purpose string `json:"purpose,omitempty" form:"line"`
}

// Attestation says, with evidence, that a control is met.
type Attestation struct {
	Position `json:"-"`
	// Id of the record, unique in the whole ledger.
	ID string `json:"id" form:"id"`
	// Number of the control, such as 3.1.1.
	Control string `json:"control" form:"control"`
	// Hosts that it is for.
	Scope Scope `json:"scope"`
	// What is the case, in whole sentences.
	Statement string `json:"statement" form:"text"`
	// Person who answers for it.
	Owner string `json:"owner" form:"person"`
	// Another person, who approved it.
	Approver string `json:"approver" form:"person"`
	// Day from which it holds.
	Date string `json:"date" form:"day"`
	Validity
	// What shows it.
	Evidence []Evidence `json:"evidence,omitempty"`
	// How well the control is met, where that is a number.
	Measured *Measured `json:"measured,omitempty"`
}

// Validity is how long a record holds: one of its keys is given.
type Validity struct {
	// Last day on which it holds.
	ValidUntil string `json:"valid_until,omitempty" form:"day"`
	// How long it holds: a number of days, months or years, such as 365d, 12m or 1y.
	Period string `json:"period,omitempty" form:"period"`
}

// Evidence is one thing that a record points to: exactly one of File, Reference
// and Link, and perhaps its digest.
type Evidence struct {
	// File below the ledger's folder, such as evidence/policy.pdf.
	File string `json:"file,omitempty" form:"file"`
	// Words that find a document elsewhere, such as minutes 2026-02, item 4.
	Reference string `json:"reference,omitempty" form:"line"`
	// Address of a document elsewhere; nothing fetches it.
	Link string `json:"link,omitempty" form:"link"`
	// Digest of the document: sha256 and 64 hexadecimal digits. That of a file is compared.
	Digest string `json:"digest,omitempty" form:"digest"`
}

// Measured is a number that shows how well a control is met.
type Measured struct {
	// The number.
	Value float64 `json:"value"`
	// Its unit, such as percent.
	Unit string `json:"unit" form:"line"`
	// What was measured, such as staff trained.
	Of string `json:"of" form:"line"`
}

// Waiver says who bears the risk of a failure, and until when. Exactly one of
// Rule and Control is given.
type Waiver struct {
	Position `json:"-"`
	// Id of the record, unique in the whole ledger.
	ID string `json:"id" form:"id"`
	// Rule whose failure is waived.
	Rule string `json:"rule,omitempty" form:"rule"`
	// Control whose failures are all waived.
	Control string `json:"control,omitempty" form:"control"`
	// The only resources of violations that it is for, exactly as a report shows them; all when not given.
	Objects []string `json:"objects,omitempty" form:"line"`
	// Hosts that it is for.
	Scope Scope `json:"scope"`
	// Why the risk is borne, and what lessens it.
	Justification string `json:"justification" form:"text"`
	// Person who bears the risk.
	RiskOwner string `json:"risk_owner" form:"person"`
	// Another person, who approved it.
	Approver string `json:"approver" form:"person"`
	// First day on which it holds.
	Granted string `json:"granted" form:"day"`
	// Last day on which it holds.
	Expires string `json:"expires" form:"day"`
	// Ticket in your own system.
	Ticket string `json:"ticket,omitempty" form:"line"`
}

// Applicability is one line of the Statement of Applicability.
type Applicability struct {
	Position `json:"-"`
	// Id of the record, unique in the whole ledger.
	ID string `json:"id" form:"id"`
	// Number of the control, such as 8.7.3.
	Control string `json:"control" form:"control"`
	// False leaves the control out; true confirms it.
	Applicable bool `json:"applicable"`
	// Why.
	Justification string `json:"justification" form:"text"`
	// Person who answers for it.
	Owner string `json:"owner" form:"person"`
	// Another person, who approved it.
	Approver string `json:"approver" form:"person"`
	// Day from which it holds.
	Date string `json:"date" form:"day"`
	Validity
	// Hosts that it is for; all when not given.
	Scope *Scope `json:"scope,omitempty"`
}

// ScopeOf is the scope, which is all hosts when none is given.
func (a *Applicability) ScopeOf() Scope {
	if a.Scope == nil {
		return Scope{All: true}
	}
	return *a.Scope
}

// HostName is the name by which facts know the asset.
func (a *Asset) HostName() string {
	if a.Host != "" {
		return a.Host
	}
	return a.ID
}

// label is what scopes compare: one of the asset's own keys, or a label.
func (a *Asset) label(key string) (string, bool) {
	v := ""
	switch key {
	case "role":
		v = a.Role
	case "environment":
		v = a.Environment
	case "classification":
		v = strings.ToLower(a.Classification)
	case "location":
		v = a.Location
	case "owner":
		v = a.Owner
	case "cost_centre":
		v = a.CostCentre
	default:
		v, ok := a.Labels[key]
		return v, ok
	}
	return v, v != ""
}

// ownLabels are the keys of an asset that scopes can name; no label of one's
// own may hide them.
func ownLabels() []string {
	return []string{"role", "environment", "classification", "location", "owner", "cost_centre"}
}

// Asset finds the register's entry of a host by its name and machine id digest,
// either of which may be empty. An asset that names a machine id is only the
// host that has it: another one, or none, is not shown to be it.
func (l *Ledger) Asset(host, machineID string) (*Asset, bool) {
	for _, i := range l.hosts[host] {
		a := &l.Assets[i]
		if a.MachineID == "" || machine(a.MachineID) == machine(machineID) {
			return a, true
		}
	}
	return nil, false
}

// Pinned says whether an entry of the register has this host name and names the
// machine id that its host must have.
func (l *Ledger) Pinned(host string) bool {
	return slices.ContainsFunc(l.hosts[host], func(i int) bool { return l.Assets[i].MachineID != "" })
}

// claims says whether the register has an entry of that id or host name. A host
// of the name that is not the entry must not get what is meant for it.
func (l *Ledger) claims(name string) bool {
	_, ok := l.assetIDs[name]
	return ok || len(l.hosts[name]) > 0
}

// AssetByID finds an entry of the register by its id.
func (l *Ledger) AssetByID(id string) (*Asset, bool) {
	i, ok := l.assetIDs[id]
	if !ok {
		return nil, false
	}
	return &l.Assets[i], true
}

// Taken says whether somebody, an asset or a record has the id.
func (l *Ledger) Taken(id string) bool {
	if _, ok := l.people[id]; ok {
		return true
	}
	if _, ok := l.assetIDs[id]; ok {
		return true
	}
	return slices.ContainsFunc(l.Attestations, func(a Attestation) bool { return a.ID == id }) ||
		slices.ContainsFunc(l.Waivers, func(w Waiver) bool { return w.ID == id }) ||
		slices.ContainsFunc(l.Applicability, func(a Applicability) bool { return a.ID == id })
}

// machine is a machine id digest without the name of its algorithm, which the
// facts leave out.
func machine(digest string) string { return strings.TrimPrefix(digest, "sha256:") }

// Person finds a person by id.
func (l *Ledger) Person(id string) (*Person, bool) {
	i, ok := l.people[id]
	if !ok {
		return nil, false
	}
	return &l.People[i], true
}

// until is the last day of a record that begins on from.
func (v Validity) until(from string) string {
	if v.ValidUntil != "" {
		return v.ValidUntil
	}
	return after(from, v.Period)
}

// Day is a time as records write it: YYYY-MM-DD, UTC.
func Day(t time.Time) string { return t.UTC().Format(time.DateOnly) }
