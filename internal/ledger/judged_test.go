package ledger

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/assessment"
)

// rules are two, and no others.
var rules = RuleLookup{
	Rule: func(id string) (string, []string, bool) {
		switch id {
		case "services-ftp":
			return "high", []string{"9.4.3", "9.4.1"}, true
		case "file-preload":
			return "critical", []string{"10.4.1"}, true
		}
		return "", nil, false
	},
	Worst: func(control string) string {
		if control == "9.4.3" {
			return "high"
		}
		return ""
	},
	IDs: []string{"file-preload", "services-ftp"},
}

func loaded(t testing.TB, pairs ...string) *Ledger {
	t.Helper()
	l, err := Load(files(pairs...), known(t))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestFactsAreTheContractOfRules(t *testing.T) {
	l := loaded(t, "all.yaml", full, "evidence/policy.txt", "another policy\n")
	got, err := json.MarshalIndent(l.Facts(day("2026-05-01"), rules), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	want := `[
 {
  "id": "att-policy", "kind": "attestation", "control": "3.1.1", "known": true,
  "scope": {"all": true, "exact": false, "matches": 2},
  "statement": "The policy is approved and published.",
  "owner": {"id": "anna", "name": "Anna Baker", "email": "anna@baker.example"},
  "approver": {"id": "bert", "name": "Bert Cook"},
  "from": "2026-03-01", "until": "2027-03-01", "days": 365, "age_days": 61,
  "evidence": [
   {"kind": "file", "reference": "evidence/policy.txt", "digest": "sha256:3f46fdeb7a9b9efb3f77dff5f3a2d9b0fb5b1f7ff6e2b8a84cb2b2c96e2ab06f", "state": "mismatch"},
   {"kind": "reference", "reference": "minutes 2026-02, item 4", "state": "unchecked"},
   {"kind": "link", "reference": "https://wiki.baker.example/policy", "state": "unchecked"}
  ],
  "measured": {"value": 96, "unit": "percent", "of": "staff trained"},
  "source": "all.yaml:29"
 },
 {
  "id": "wv-ftp", "kind": "waiver", "control": "9.4.3", "rule": "services-ftp", "severity": "high", "known": true, "objects": ["tcp/21"],
  "scope": {"all": false, "hosts": ["web01"], "labels": {"environment": "production"}, "exact": false, "matches": 1},
  "statement": "An old scanner needs it.",
  "owner": {"id": "anna", "name": "Anna Baker", "email": "anna@baker.example"},
  "approver": {"id": "bert", "name": "Bert Cook"},
  "from": "2026-02-01", "until": "2026-06-01", "days": 120, "age_days": 89, "ticket": "SEC-12",
  "source": "all.yaml:43"
 },
 {
  "id": "soa-8.7.3", "kind": "applicability", "control": "8.7.3", "known": true,
  "scope": {"all": true, "exact": false, "matches": 2},
  "statement": "no electronic commerce",
  "owner": {"id": "anna", "name": "Anna Baker", "email": "anna@baker.example"},
  "approver": {"id": "bert", "name": "Bert Cook"},
  "from": "2026-01-10", "until": "2027-01-10", "days": 365, "age_days": 111, "applicable": false,
  "source": "all.yaml:54"
 }
]`
	var a, b any
	if err := json.Unmarshal([]byte(want), &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(got, &b); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(a, b); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestTimeComesBeforeObjectionsAndThoseBeforeShortfalls(t *testing.T) {
	l := loaded(t, "a.yaml", waivers("a", "b", "c"), "people.yaml", people)
	objections := map[string][]assessment.RecordProblem{"wv-a": {{Rule: "r", Message: "no"}}}
	shortfalls := map[string][]assessment.RecordProblem{"wv-a": {{Rule: "s", Message: "low"}}, "wv-b": {{Rule: "s", Message: "low"}}}
	for on, want := range map[string]string{
		"2026-01-31": "future future future", "2026-02-01": "refused shortfall counts",
		"2026-06-01": "refused shortfall counts", "2026-06-02": "expired expired expired",
	} {
		j := l.Judged(day(on), l.Facts(day(on), rules), objections, shortfalls)
		var states []string
		for _, r := range j.For("web01", "") {
			states = append(states, string(r.State))
			if (r.State == assessment.RecordCounts) != (len(r.Problems) == 0) {
				t.Errorf("%s: %s is %s with problems %v", on, r.ID, r.State, r.Problems)
			}
		}
		if got := strings.Join(states, " "); got != want {
			t.Errorf("%s: %s, want %s", on, got, want)
		}
		counts := strings.Count(want, "counts")
		if got := j.Totals()[1]; got != (assessment.RecordTotal{Kind: assessment.Waiver, All: 3, Counts: counts}) {
			t.Errorf("%s: %+v", on, got)
		}
	}
}

func TestRecordsStandInTheStandardsOrder(t *testing.T) {
	text := head + "attestations:\n"
	for _, c := range []string{"10.4.1", "9.4.3", "3.1.2", "3.1.1"} {
		text += strings.Replace(strings.Join(strings.SplitAfter(attestation("att-1", "att-"+c, "3.1.1", c), "\n")[2:], ""), "x", "x", 1)
	}
	l := loaded(t, "a.yaml", text, "b.yaml", waivers("z"), "people.yaml", people)
	var got []string
	for _, r := range l.Judged(day("2026-04-01"), l.Facts(day("2026-04-01"), rules), nil, nil).All() {
		got = append(got, r.ID)
	}
	if d := cmp.Diff([]string{"att-3.1.1", "att-3.1.2", "att-9.4.3", "wv-z", "att-10.4.1"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestAnAssetIsTheHostWithItsMachineID(t *testing.T) {
	l := loaded(t, "a.yaml", full)
	for _, c := range []struct {
		host, machine string
		want          bool
	}{
		{"web01.baker.example", "00112233445566778899aabbccddeeff", true}, {"web01.baker.example", "ff112233445566778899aabbccddeeff", false},
		{"web01.baker.example", "", false}, {"web01", "00112233445566778899aabbccddeeff", false}, {"rack1", "", true}, {"rack1", "ff", true}, {"", "", false},
	} {
		if a, ok := l.Asset(c.host, c.machine); ok != c.want {
			t.Errorf("%s with %q: %v, want %v", c.host, c.machine, a, c.want)
		}
	}
	want := &assessment.Asset{
		ID: "web01", Host: "web01.baker.example", Owner: "Anna Baker", Location: "server room 1", Classification: "internal", Role: "server",
		Environment: "production", CostCentre: "4711", Purchased: "2024-03-01", WarrantyUntil: "2027-03-01",
		ThirdParties: []string{"Hosting Ltd (console, contract C-17)"}, Source: "all.yaml:11",
	}
	want.Source = "a.yaml:11"
	j := l.Judged(day("2026-04-01"), l.Facts(day("2026-04-01"), rules), nil, nil)
	if d := cmp.Diff(want, j.AssetOf("web01.baker.example", "00112233445566778899aabbccddeeff")); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if len(j.For("web01.baker.example", "00112233445566778899aabbccddeeff")) != 3 || len(j.For("web01.baker.example", "")) != 2 {
		t.Error("the waiver for production web01 reaches the wrong hosts")
	}
}

// A host that only bears a registered name gets nothing that is for the entry.
func TestABorrowedNameBorrowsNoWaiver(t *testing.T) {
	l := loaded(t, "a.yaml", people+`assets:
- {id: web01, host: web01.baker.example, machine_id: "00112233445566778899aabbccddeeff"}
- {id: db01}
waivers:
- {id: wv-host, rule: services-ftp, scope: {hosts: [web01.baker.example]}, justification: x, risk_owner: anna, approver: bert, granted: 2026-01-01, expires: 2026-12-31}
- {id: wv-id, rule: services-ftp, scope: {hosts: [web01, "db0?"]}, justification: x, risk_owner: anna, approver: bert, granted: 2026-01-01, expires: 2026-12-31}
- {id: wv-pattern, rule: services-ftp, scope: {hosts: ["web*"]}, justification: x, risk_owner: anna, approver: bert, granted: 2026-01-01, expires: 2026-12-31}
- {id: wv-stranger, rule: services-ftp, scope: {hosts: [mail]}, justification: x, risk_owner: anna, approver: bert, granted: 2026-01-01, expires: 2026-12-31}
`)
	j := l.Judged(day("2026-04-01"), l.Facts(day("2026-04-01"), rules), nil, nil)
	for _, c := range []struct{ host, machine, want string }{
		{"web01.baker.example", "00112233445566778899aabbccddeeff", "wv-host wv-id wv-pattern"},
		{"web01.baker.example", "ff112233445566778899aabbccddeeff", "wv-pattern"},
		{"web01.baker.example", "", "wv-pattern"},
		{"web01", "", "wv-pattern"}, // the id of another host
		{"db01", "", "wv-id"},
		{"mail", "", "wv-stranger"},
		{"", "", ""},
	} {
		var got []string
		for _, r := range j.For(c.host, c.machine) {
			got = append(got, r.ID)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s with %q: %v, want %s", c.host, c.machine, got, c.want)
		}
	}
}

// The property: For gives a record to a host exactly when a plain reading of its
// scope does. The plain reading is another program: patterns by regexp, labels by
// hand.
func TestNoRecordReachesBeyondItsScope(t *testing.T) {
	rnd := rand.New(rand.NewPCG(17, 799))
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	name := func() string { return pick("web", "db", "w") + pick("", "0", "1", ".example", "-x") }
	reached, kept := 0, 0
	for range 300 {
		var text strings.Builder
		text.WriteString(people + "assets:\n")
		assets := map[string]map[string]string{} // by host
		ids := map[string]string{}
		for i := range 4 {
			host := name()
			if assets[host] != nil {
				continue
			}
			ids[host] = fmt.Sprintf("%s%d", pick("web", "db", "a"), i)
			assets[host] = map[string]string{"environment": pick("production", "test"), "team": pick("x", "y"), "classification": pick("internal", "secret")}
			fmt.Fprintf(&text, "- {id: %s, host: %s, environment: %s, classification: %s, labels: {team: %s}}\n", ids[host], host,
				assets[host]["environment"], pick(assets[host]["classification"], strings.ToUpper(assets[host]["classification"])), assets[host]["team"])
		}
		type scope struct {
			hosts  []string
			labels map[string]string
		}
		scopes := map[string]scope{}
		text.WriteString("waivers:\n")
		for i := range 12 {
			var s scope
			for range rnd.IntN(3) {
				s.hosts = append(s.hosts, pick(name(), "web*", "*", "?b*", "*.example", "w?b0", "a0", "web1", "**1", "db?"))
			}
			if rnd.IntN(2) == 0 || len(s.hosts) == 0 {
				s.labels = map[string]string{pick("environment", "team", "classification", "none"): pick("production", "test", "x", "y", "internal")}
				s.labels[pick("environment", "team")] = pick("production", "x")
			}
			id := fmt.Sprintf("wv-%02d", i)
			scopes[id] = s
			keys := ""
			if s.hosts != nil {
				keys += fmt.Sprintf("hosts: [%q]", strings.Join(s.hosts, `", "`))
				keys = strings.ReplaceAll(keys, `\"`, `"`)
			}
			if s.labels != nil {
				if keys != "" {
					keys += ", "
				}
				var labels []string
				for k, v := range s.labels {
					labels = append(labels, k+": "+v)
				}
				keys += "labels: {" + strings.Join(labels, ", ") + "}"
			}
			fmt.Fprintf(&text, "- {id: %s, rule: services-ftp, scope: {%s}, justification: x, risk_owner: anna, approver: bert, granted: 2026-01-01, expires: 2026-12-31}\n", id, keys)
		}
		l := loaded(t, "a.yaml", text.String())
		j := l.Judged(day("2026-04-01"), l.Facts(day("2026-04-01"), rules), nil, nil)
		for range 8 {
			host := name()
			got := map[string]bool{}
			for _, r := range j.For(host, "") {
				got[r.ID] = true
			}
			for id, s := range scopes {
				want := s.hosts == nil
				for _, p := range s.hosts {
					re := regexp.MustCompile("^" + strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(p)) + "$")
					// A name in full that is an entry's id means that entry.
					other := assets[host] == nil && p == host && slices.Contains(slices.Collect(maps.Values(ids)), p)
					want = want || re.MatchString(host) && !other || assets[host] != nil && re.MatchString(ids[host])
				}
				for k, v := range s.labels {
					want = want && assets[host] != nil && assets[host][k] == v
				}
				if got[id] != want {
					t.Fatalf("host %s, scope %+v: reached is %v, want %v\n%s", host, s, got[id], want, text.String())
				}
				if want {
					reached++
				} else {
					kept++
				}
			}
		}
	}
	if reached < 1000 || kept < 1000 {
		t.Errorf("%d reached, %d kept out: the cases say nothing", reached, kept)
	}
}

func TestScopesInWords(t *testing.T) {
	for want, s := range map[string]Scope{
		"all hosts": {All: true}, "no host": {}, "host web01": {Hosts: []string{"web01"}}, "hosts web01, db*": {Hosts: []string{"web01", "db*"}},
		"hosts with environment test and role server": {Labels: map[string]string{"role": "server", "environment": "test"}},
		"hosts web* with environment production":      {Hosts: []string{"web*"}, Labels: map[string]string{"environment": "production"}},
	} {
		if s.String() != want {
			t.Errorf("%q, want %q", s, want)
		}
	}
	if (Scope{}).Matches("web01", &Asset{ID: "web01"}) {
		t.Error("the zero scope reaches a host")
	}
}
