package facts

import "time"

// LedgerKey is the key of Ledger in the policies' input, beside the checks'.
// It is there only when a ledger was given: rules that need it are left out
// otherwise.
const LedgerKey = "ledger"

// Ledger is what the asset register says of the host that is judged. It comes
// from people, not from the host.
type Ledger struct {
	Registered bool         `json:"registered" jsonschema:"the register has an entry of this host"`
	Assets     int          `json:"assets" jsonschema:"entries in the whole register"`
	Source     Source       `json:"source" jsonschema:"the ledger, by its digest"`
	Asset      *LedgerAsset `json:"asset,omitempty" jsonschema:"the host's entry; absent when there is none"`
}

// LedgerAsset is the register's entry. A text is empty when the entry does not
// give it.
type LedgerAsset struct {
	ID             string `json:"id" jsonschema:"id of the entry"`
	Owner          string `json:"owner" jsonschema:"name of the person who answers for the host"`
	Location       string `json:"location" jsonschema:"where it stands"`
	Classification string `json:"classification" jsonschema:"classification of what it holds, lower case"`
	Role           string `json:"role" jsonschema:"server, workstation, laptop, container or other"`
	Environment    string `json:"environment" jsonschema:"such as production"`
	CostCentre     string `json:"cost_centre" jsonschema:"who pays"`
	// Days as shadow(5) counts, comparable with context.today.
	PurchasedDay    *int64                   `json:"purchased_day,omitempty" jsonschema:"day of purchase, in whole days since 1970-01-01 UTC"`
	WarrantyEndDay  *int64                   `json:"warranty_end_day,omitempty" jsonschema:"last day of the warranty, in whole days since 1970-01-01 UTC"`
	Accounts        map[string]LedgerAccount `json:"accounts" jsonschema:"accounts with an owner, by name"`
	ThirdParties    []LedgerThirdParty       `json:"third_parties,omitzero" jsonschema:"those from outside who can reach it; absent when the entry does not say"`
	Software        []string                 `json:"software" jsonschema:"authorised packages; see software_given"`
	SoftwareGiven   bool                     `json:"software_given" jsonschema:"the entry lists authorised packages"`
	Services        []string                 `json:"services" jsonschema:"authorised listening services, such as tcp/443; see services_given"`
	ServicesGiven   bool                     `json:"services_given" jsonschema:"the entry lists authorised services"`
	Labels          map[string]string        `json:"labels" jsonschema:"the entry's own labels"`
	MachineIDPinned bool                     `json:"machine_id_pinned" jsonschema:"the entry names the machine id, so no other host of that name is taken for it"`
	Source          Source                   `json:"source" jsonschema:"file and line of the entry"`
}

// LedgerAccount is an account with an owner.
type LedgerAccount struct {
	Owner   string `json:"owner" jsonschema:"name of the person who answers for the account"`
	Purpose string `json:"purpose" jsonschema:"what it is for; may be empty"`
}

// LedgerThirdParty is somebody from outside who can reach the host.
type LedgerThirdParty struct {
	Name     string `json:"name" jsonschema:"company or person"`
	Access   string `json:"access" jsonschema:"what they can reach; may be empty"`
	Contract string `json:"contract" jsonschema:"reference of the contract; may be empty"`
}

// Day turns YYYY-MM-DD into whole days since 1970-01-01 UTC; nil when it is none.
func Day(s string) *int64 {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return nil
	}
	d := t.Unix() / 86400
	return &d
}
