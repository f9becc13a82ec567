package ledger

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"isoscan/internal/facts"
)

// An entry that is silent on outsiders is not one that says there are none.
func TestHostFacts(t *testing.T) {
	const head = "schema: isoscan/ledger/1\npeople:\n  - {id: anna, name: Anna Baker}\nassets:\n"
	load := func(entry string) *Ledger {
		t.Helper()
		l, err := Load(fstest.MapFS{"a.yaml": {Data: []byte(head + entry)}}, Known{})
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	silent := load("  - {id: web, owner: anna, classification: Internal, warranty_until: 1970-01-11, accounts: [{name: deploy, owner: anna}]}\n").HostFacts("web", "")
	if !silent.Registered || silent.Assets != 1 || silent.Asset == nil {
		t.Fatalf("%+v", silent)
	}
	a := silent.Asset
	if a.Owner != "Anna Baker" || a.Classification != "internal" || *a.WarrantyEndDay != 10 || a.PurchasedDay != nil ||
		a.Accounts["deploy"].Owner != "Anna Baker" || a.ThirdParties != nil || a.SoftwareGiven || a.Source != "ledger: a.yaml:5" {
		t.Errorf("%+v", a)
	}
	b, err := json.Marshal(silent)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "third_parties") || !strings.Contains(string(b), `"location":""`) {
		t.Errorf("%s", b)
	}
	nobody := load("  - {id: web, third_parties: []}\n").HostFacts("web", "")
	if nobody.Asset.ThirdParties == nil || len(nobody.Asset.ThirdParties) != 0 {
		t.Errorf("nobody: %+v", nobody.Asset.ThirdParties)
	}
	if f := load("  - {id: web}\n").HostFacts("db", ""); f.Registered || f.Asset != nil || f.Source == facts.Source("") {
		t.Errorf("another host: %+v", f)
	}
}
