package ledger

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/catalogue"
)

// standard is the real catalogue.
func standard(t testing.TB) *catalogue.Catalogue {
	t.Helper()
	c, err := catalogue.Load(os.DirFS("../../policies"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func known(t testing.TB) Known {
	t.Helper()
	c := standard(t)
	k := Known{Control: func(id string) bool { _, ok := c.Control(id); return ok }}
	for _, control := range c.Controls() {
		k.Controls = append(k.Controls, control.ID)
	}
	return k
}

// files makes a ledger from pairs of names and contents.
func files(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1]), Mode: 0o644}
	}
	return m
}

const head = "schema: isoscan/ledger/1\n"

const people = head + `people:
  - {id: anna, name: Anna Baker, role: managing director, email: anna@baker.example}
  - {id: bert, name: Bert Cook, email: bert@baker.example}
`

const full = head + `organisation: Baker & Sons Ltd
people:
  - id: anna
    name: Anna Baker
    role: managing director
    email: anna@baker.example
  - {id: bert, name: Bert Cook}
assets:
  - id: rack1
  - id: web01
    host: web01.baker.example
    machine_id: "sha256:00112233445566778899aabbccddeeff"
    owner: anna
    location: server room 1
    classification: Internal
    role: server
    environment: production
    cost_centre: "4711"
    purchased: 2024-03-01
    warranty_until: 2027-03-01
    labels: {team: web}
    third_parties: [{name: Hosting Ltd, access: console, contract: C-17}]
    accounts: [{name: deploy, owner: anna, purpose: deployments}]
    software: [nginx, openssh-server]
    services: [tcp/22, tcp/443]
    part_of: rack1
attestations:
  - id: att-policy
    control: "3.1.1"
    scope: all
    statement: The policy is approved and published.
    owner: anna
    approver: bert
    date: 2026-03-01
    period: 1y
    evidence:
      - {file: evidence/policy.txt, digest: "sha256:3f46fdeb7a9b9efb3f77dff5f3a2d9b0fb5b1f7ff6e2b8a84cb2b2c96e2ab06f"}
      - {reference: "minutes 2026-02, item 4"}
      - {link: "https://wiki.baker.example/policy"}
    measured: {value: 96, unit: percent, of: staff trained}
waivers:
  - id: wv-ftp
    rule: services-ftp
    objects: ["tcp/21"]
    scope: {hosts: [web01], labels: {environment: production}}
    justification: An old scanner needs it.
    risk_owner: anna
    approver: bert
    granted: 2026-02-01
    expires: 2026-06-01
    ticket: SEC-12
applicability:
  - id: soa-8.7.3
    control: "8.7.3"
    applicable: false
    justification: no electronic commerce
    owner: anna
    approver: bert
    date: 2026-01-10
    valid_until: 2027-01-10
`

func TestLoadReadsEveryField(t *testing.T) {
	l, err := Load(files("all.yaml", full, "evidence/policy.txt", "policy\n", "evidence/notes.yaml", "not: ours"), known(t))
	if err != nil {
		t.Fatal(err)
	}
	p := func(line int) Position { return Position{File: "all.yaml", Line: line} }
	want := Ledger{
		Organisation: "Baker & Sons Ltd",
		People: []Person{
			{Position: p(4), ID: "anna", Name: "Anna Baker", Role: "managing director", Email: "anna@baker.example"},
			{Position: p(8), ID: "bert", Name: "Bert Cook"},
		},
		Assets: []Asset{{Position: p(10), ID: "rack1"}, {
			Position: p(11), ID: "web01", Host: "web01.baker.example", MachineID: "sha256:00112233445566778899aabbccddeeff",
			Owner: "anna", Location: "server room 1", Classification: "Internal", Role: "server", Environment: "production",
			CostCentre: "4711", Purchased: "2024-03-01", WarrantyUntil: "2027-03-01", Labels: map[string]string{"team": "web"},
			ThirdParties: []ThirdParty{{Name: "Hosting Ltd", Access: "console", Contract: "C-17"}},
			Accounts:     []Account{{Name: "deploy", Owner: "anna", Purpose: "deployments"}},
			Software:     []string{"nginx", "openssh-server"}, Services: []string{"tcp/22", "tcp/443"}, PartOf: "rack1",
		}},
		Attestations: []Attestation{{
			Position: p(29), ID: "att-policy", Control: "3.1.1", Scope: Scope{All: true}, Statement: "The policy is approved and published.",
			Owner: "anna", Approver: "bert", Date: "2026-03-01", Validity: Validity{Period: "1y"},
			Evidence: []Evidence{
				{File: "evidence/policy.txt", Digest: "sha256:3f46fdeb7a9b9efb3f77dff5f3a2d9b0fb5b1f7ff6e2b8a84cb2b2c96e2ab06f"},
				{Reference: "minutes 2026-02, item 4"}, {Link: "https://wiki.baker.example/policy"},
			},
			Measured: &Measured{Value: 96, Unit: "percent", Of: "staff trained"},
		}},
		Waivers: []Waiver{{
			Position: p(43), ID: "wv-ftp", Rule: "services-ftp", Objects: []string{"tcp/21"},
			Scope:         Scope{Hosts: []string{"web01"}, Labels: map[string]string{"environment": "production"}},
			Justification: "An old scanner needs it.", RiskOwner: "anna", Approver: "bert",
			Granted: "2026-02-01", Expires: "2026-06-01", Ticket: "SEC-12",
		}},
		Applicability: []Applicability{{
			Position: p(54), ID: "soa-8.7.3", Control: "8.7.3", Justification: "no electronic commerce",
			Owner: "anna", Approver: "bert", Date: "2026-01-10", Validity: Validity{ValidUntil: "2027-01-10"},
		}},
		Files: []string{"all.yaml"}, Digest: l.Digest,
	}
	got := Ledger{
		Organisation: l.Organisation, People: l.People, Assets: l.Assets, Attestations: l.Attestations,
		Waivers: l.Waivers, Applicability: l.Applicability, Files: l.Files, Digest: l.Digest,
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(Ledger{})); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if len(l.Digest) != len("sha256:")+64 {
		t.Errorf("digest %q", l.Digest)
	}
}

// problemsOf are the lines of the error of a ledger that must be refused.
func problemsOf(t *testing.T, fsys fstest.MapFS) *Invalid {
	t.Helper()
	_, err := Load(fsys, known(t))
	var invalid *Invalid
	if !errors.As(err, &invalid) {
		t.Fatalf("error is %v, want *Invalid", err)
	}
	return invalid
}

// attestation is a right one; edits replace parts of it. It begins in line 3.
func attestation(edits ...string) string {
	s := head + `attestations:
  - id: att-1
    control: "3.1.1"
    scope: all
    statement: It is so.
    owner: anna
    approver: bert
    date: 2026-03-01
    valid_until: 2027-03-01
`
	for i := 0; i < len(edits); i += 2 {
		if !strings.Contains(s, edits[i]) {
			panic(fmt.Sprintf("%q does not occur", edits[i]))
		}
		s = strings.Replace(s, edits[i], edits[i+1], 1)
	}
	return s
}
