package scan

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/assessment"
	"isoscan/internal/facts"
	"isoscan/internal/ledger"
	"isoscan/internal/policy"
	"isoscan/policies"
)

// exampleDir is the worked example: a firm with three hosts and a ledger for all
// controls. What the tables below expect is told in its README and stands beside
// the records.
const exampleDir = "../../testdata/example"

// exampleDay is the day for which the example's dates were chosen.
var exampleDay = time.Date(2026, time.November, 21, 12, 0, 0, 0, time.UTC)

// The example's hosts.
const (
	web01   = "web01.baker.example"
	db01    = "db01.baker.example"
	laptop7 = "laptop7.baker.example"
)

// sharedEngine is loaded once: the engine is not changed by judging.
var sharedEngine = sync.OnceValues(func() (*policy.Engine, error) { return policy.Load(policies.FS) })

func exampleCriteria(t *testing.T) Criteria {
	t.Helper()
	e, err := sharedEngine()
	if err != nil {
		t.Fatal(err)
	}
	return Criteria{Engine: e, Version: "v"}
}

func exampleFacts(t *testing.T) []*facts.Document {
	t.Helper()
	var out []*facts.Document
	for _, name := range []string{"db01", "laptop7", "web01"} {
		b, err := os.ReadFile(path.Join(exampleDir, "facts", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var doc facts.Document
		dec := json.NewDecoder(bytes.NewReader(b))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&doc); err != nil {
			t.Fatal(err)
		}
		out = append(out, &doc)
	}
	return out
}

// loadLedger reads the example's ledger, with files put over it; nil removes one.
func loadLedger(t *testing.T, c Criteria, over map[string]string) *ledger.Ledger {
	t.Helper()
	files := fstest.MapFS{}
	root := os.DirFS(path.Join(exampleDir, "ledger"))
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(root, name)
		files[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range over {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	_, known := ledger.Standard(c.Engine.Catalogue)
	l, err := ledger.Load(files, known)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// judged gives the criteria the ledger, judged for the example's day.
func judged(t *testing.T, c Criteria, l *ledger.Ledger) Criteria {
	t.Helper()
	r, err := JudgeLedger(context.Background(), c, l, exampleDay)
	if err != nil {
		t.Fatal(err)
	}
	c.Records = r
	return c
}

// exampleResult is the whole example, judged.
type exampleResult struct {
	hosts map[string]*assessment.Assessment
	org   *assessment.Organisation
}

var exampleOnce struct {
	sync.Once
	result exampleResult
}

// example is the example as it lies there, judged once for all tests, which must
// not change it.
func example(t *testing.T) exampleResult {
	t.Helper()
	exampleOnce.Do(func() {
		c := exampleCriteria(t)
		exampleOnce.result = judgeExample(t, judged(t, c, loadLedger(t, c, nil)))
	})
	if exampleOnce.result.org == nil {
		t.Fatal("the example could not be judged, see the first test")
	}
	return exampleOnce.result
}

func judgeExample(t *testing.T, c Criteria) exampleResult {
	t.Helper()
	org := NewOrganisation(c)
	out := exampleResult{hosts: map[string]*assessment.Assessment{}}
	for _, doc := range exampleFacts(t) {
		a, err := org.Evaluate(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		out.hosts[a.Host.Name] = a
	}
	var err error
	if out.org, err = org.Finish(); err != nil {
		t.Fatal(err)
	}
	return out
}

func controlOf(t *testing.T, o *assessment.Organisation, id string) assessment.ControlResult {
	t.Helper()
	for _, c := range o.Controls {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("no control %s", id)
	return assessment.ControlResult{}
}

func hostControl(t *testing.T, a *assessment.Assessment, id string) assessment.Control {
	t.Helper()
	for _, c := range a.Controls {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("no control %s", id)
	return assessment.Control{}
}

// attestedWant is what the 49 attested controls come to, written by hand from the
// records and the README: the verdict, the adjusted one, and a part of the
// reason. They are the same on every host.
var attestedWant = map[string][3]string{
	"3.1.1":  {"conforming", "conforming", "att-3.1.1-2026"}, // and not the expired one
	"3.1.2":  {"conforming", "conforming", "until 2027-02-28"},
	"4.1.1":  {"conforming", "conforming", "att-4.1.1"},
	"4.1.2":  {"conforming", "conforming", "att-4.1.2"},
	"4.1.3":  {"conforming", "conforming", "att-4.1.3"},
	"4.1.5":  {"conforming", "conforming", "att-4.1.5"},
	"4.1.6":  {"conforming", "conforming", "att-4.1.6"},
	"4.1.7":  {"undetermined", "undetermined", "expired on 2026-08-31"},
	"4.2.2":  {"conforming", "conforming", "att-4.2.2"},
	"4.3.1":  {"conforming", "conforming", "att-4.3.1"},
	"5.2.1":  {"conforming", "conforming", "att-5.2.1"},
	"5.2.2":  {"conforming", "conforming", "att-5.2.2"},
	"6.1.1":  {"conforming", "conforming", "att-6.1.1"},
	"6.1.2":  {"conforming", "conforming", "att-6.1.2"},
	"6.1.3":  {"conforming", "conforming", "att-6.1.3"}, // 97.5 of 95 percent
	"6.1.4":  {"conforming", "conforming", "att-6.1.4"},
	"6.2.1":  {"nonconforming", "nonconforming", "72.5 percent"},
	"6.3.1":  {"conforming", "conforming", "att-6.3.1"},
	"6.3.2":  {"conforming", "conforming", "att-6.3.2"},
	"6.3.4":  {"conforming", "conforming", "att-6.3.4"},
	"6.3.5":  {"undetermined", "undetermined", "no evidence"},
	"7.1.1":  {"conforming", "conforming", "att-7.1.1"},
	"7.1.2":  {"conforming", "conforming", "att-7.1.2"},
	"7.1.3":  {"conforming", "conforming", "att-7.1.3"},
	"7.1.4":  {"undetermined", "undetermined", "the approver, Carl Novak, is the owner"},
	"7.1.5":  {"conforming", "conforming", "att-7.1.5"},
	"7.2.3":  {"conforming", "conforming", "att-7.2.3"},
	"7.3.2":  {"conforming", "conforming", "att-7.3.2"},
	"8.1.1":  {"undetermined", "undetermined", "operating-procedures.txt is not the file that its digest pins"},
	"8.1.6":  {"conforming", "conforming", "att-8.1.6"},
	"8.6.2":  {"conforming", "conforming", "att-8.6.2"},
	"8.7.1":  {"conforming", "conforming", "att-8.7.1"},
	"8.7.2":  {"undetermined", "undetermined", "needs a record"}, // its exclusion is over
	"8.7.7":  {"undetermined", "undetermined", "1095 days"},
	"9.5.6":  {"undetermined", "not_applicable", "needs a record"},
	"10.1.1": {"conforming", "conforming", "att-10.1.1"},
	"10.2.1": {"conforming", "conforming", "att-10.2.1"},
	"10.2.2": {"conforming", "conforming", "att-10.2.2"},
	"10.2.4": {"conforming", "conforming", "att-10.2.4"},
	"10.4.2": {"undetermined", "undetermined", "needs a record"}, // nobody wrote one
	"10.5.1": {"conforming", "conforming", "att-10.5.1"},
	"10.5.5": {"undetermined", "not_applicable", "needs a record"},
	"11.1.1": {"conforming", "conforming", "att-11.1.1"},
	"11.1.2": {"conforming", "conforming", "att-11.1.2"},
	"11.1.4": {"conforming", "conforming", "att-11.1.4"},
	"11.1.5": {"undetermined", "undetermined", "dated in the future (2026-12-07)"},
	"12.1.1": {"conforming", "conforming", "att-12.1.1"},
	"12.1.4": {"conforming", "conforming", "att-12.1.4"},
	"12.1.6": {"undetermined", "undetermined", "needs a record"}, // nobody wrote one
}

func TestExampleAttestedControls(t *testing.T) {
	got := example(t)
	if len(attestedWant) != 49 {
		t.Errorf("the table holds %d controls, and 49 are attested", len(attestedWant))
	}
	seen := 0
	for _, o := range got.org.Controls {
		if o.Reason == "" {
			t.Errorf("%s has no reason", o.ID)
		}
		if o.Method != assessment.Attested {
			continue
		}
		seen++
		want, ok := attestedWant[o.ID]
		if !ok {
			t.Errorf("the table lacks %s", o.ID)
			continue
		}
		if d := cmp.Diff([]string{want[0], want[1]}, []string{string(o.Verdict), string(o.Adjusted)}); d != "" {
			t.Errorf("%s (-want +got):\n%s", o.ID, d)
		}
		if !strings.Contains(o.Reason, want[2]) {
			t.Errorf("%s: the reason %q does not hold %q", o.ID, o.Reason, want[2])
		}
		for name, a := range got.hosts {
			h := hostControl(t, a, o.ID)
			if h.Verdict != o.Verdict || h.Adjusted != o.Adjusted {
				t.Errorf("%s on %s is %s, adjusted %s; in the register %s, %s", o.ID, name, h.Verdict, h.Adjusted, o.Verdict, o.Adjusted)
			}
		}
	}
	if seen != 49 {
		t.Errorf("the register holds %d attested controls", seen)
	}
}

// Every one of the 127 has a verdict and a reason; the three that people left out
// say who did.
func TestExampleIsComplete(t *testing.T) {
	got := example(t)
	if len(got.org.Controls) != 127 {
		t.Fatalf("%d controls", len(got.org.Controls))
	}
	for _, id := range []string{"8.7.3", "9.5.6", "10.5.5"} {
		if o := controlOf(t, got.org, id); o.Adjusted != assessment.ControlNotApplicable || o.Verdict == assessment.ControlNotApplicable {
			t.Errorf("%s: verdict %s, adjusted %s", id, o.Verdict, o.Adjusted)
		}
		for name, a := range got.hosts {
			if h := hostControl(t, a, id); !strings.Contains(h.AdjustedReason, "excluded by soa-"+id) {
				t.Errorf("%s on %s: %q", id, name, h.AdjustedReason)
			}
		}
	}
	// A control without people's record, or with one that does not count, never conforms.
	without := 0
	for _, o := range got.org.Controls {
		if o.Method == assessment.Automated || o.People.State == assessment.SideHolds {
			continue
		}
		without++
		if o.Verdict == assessment.Conforming || o.Adjusted == assessment.Conforming {
			t.Errorf("%s conforms, and people's side %s: %s", o.ID, o.People.State, o.People.Reason)
		}
	}
	if without == 0 {
		t.Error("people's evidence is there for every control")
	}
}

func TestExampleRecordStates(t *testing.T) {
	c := exampleCriteria(t)
	c = judged(t, c, loadLedger(t, c, nil))
	want := map[string]string{
		"att-3.1.1-2025":   "expired: expired",
		"att-4.1.7":        "expired: expired",
		"att-6.2.1":        "shortfall: attestation-measure-met",
		"att-6.3.5":        "refused: attestation-evidence-given",
		"att-7.1.4":        "refused: record-approver-independent",
		"att-8.1.1":        "refused: record-evidence-intact",
		"att-8.7.7":        "refused: record-term-limited",
		"att-11.1.5":       "future: future",
		"soa-8.7.2":        "expired: expired",
		"wv-db01-root":     "expired: expired",
		"wv-db01-protocol": "refused: record-target-known",
		"wv-firewall":      "refused: waiver-scope-limited",
	}
	counts := 0
	for _, r := range c.Records.Judged().All() {
		expected, special := want[r.ID]
		if !special {
			counts++
			if r.State != assessment.RecordCounts || len(r.Problems) > 0 {
				t.Errorf("%s is %s: %+v", r.ID, r.State, r.Problems)
			}
			continue
		}
		delete(want, r.ID)
		state, rule, _ := strings.Cut(expected, ": ")
		has := func(p assessment.RecordProblem) bool { return p.Rule == rule }
		if string(r.State) != state || !slices.ContainsFunc(r.Problems, has) {
			t.Errorf("%s is %s with %+v, want %s", r.ID, r.State, r.Problems, expected)
		}
	}
	if len(want) > 0 || counts == 0 {
		t.Errorf("not in the ledger: %v; %d records count", want, counts)
	}
}

// waiverOf is how far waivers cover a rule.
func waiverOf(t *testing.T, a *assessment.Assessment, id string) (assessment.Verdict, *assessment.RuleWaiver, bool) {
	t.Helper()
	for i := range a.Rules {
		if r := &a.Rules[i]; r.ID == id {
			return r.Verdict, r.Waiver, r.Waived()
		}
	}
	t.Fatalf("no rule %s", id)
	return "", nil, false
}

func TestExampleWaivers(t *testing.T) {
	got := example(t)
	for _, w := range []struct {
		host, rule string
		waiver     *assessment.RuleWaiver
		waived     bool
	}{
		{web01, "malware-installed", &assessment.RuleWaiver{Records: []string{"wv-web01-malware"}, Covered: 1, Violations: 1}, true},
		{db01, "malware-installed", nil, false}, // the waiver is for web01
		{web01, "file-open-folders", &assessment.RuleWaiver{Records: []string{"wv-web01-upload"}, Covered: 1, Violations: 1}, true},
		{web01, "file-world-writable", &assessment.RuleWaiver{Records: []string{"wv-web01-prices"}, Covered: 2, Violations: 3}, false},
		{db01, "ssh-root-login", nil, false},  // expired
		{db01, "firewall-active", nil, false}, // too broad
		{laptop7, "usb-storage", &assessment.RuleWaiver{Records: []string{"wv-laptop7-media"}, Covered: 1, Violations: 1}, true},
		{db01, "usb-storage", nil, false}, // the waiver is for laptop7
	} {
		verdict, waiver, waived := waiverOf(t, got.hosts[w.host], w.rule)
		if verdict != assessment.Fail {
			t.Errorf("%s on %s is %s", w.rule, w.host, verdict)
		}
		if d := cmp.Diff(w.waiver, waiver); d != "" || waived != w.waived {
			t.Errorf("%s on %s: waived %v, want %v (-want +got):\n%s", w.rule, w.host, waived, w.waived, d)
		}
	}
	for name, a := range got.hosts {
		n := 0
		for i := range a.Rules {
			if a.Rules[i].Waived() {
				n++
			}
		}
		if got := a.Score.Adjusted.Technical.Counts.Waived; got != n {
			t.Errorf("%s: %d rules are waived, the score counts %d", name, n, got)
		}
		if raw := a.Score.Technical.Counts; raw.Waived != 0 || raw.Fail != a.Score.Adjusted.Technical.Counts.Fail+n {
			t.Errorf("%s: raw %+v, adjusted %+v", name, raw, a.Score.Adjusted.Technical.Counts)
		}
	}
}

// exampleWorst are technical controls with the hosts that fail them, and the rule
// that fails there. Other hosts may fail them too.
var exampleWorst = []struct{ control, host, rule string }{
	{"8.3.1", web01, "malware-installed"}, // waived or not, the raw verdict stays
	{"8.5.1", db01, "firewall-default-deny"},
	{"8.6.1", laptop7, "usb-storage"},
	{"9.2.2", db01, "sudo-nopasswd-all"},
	{"9.4.4", db01, "database-redis-open"},
	{"9.4.7", db01, "firewall-active"},
	{"9.5.3", db01, "ssh-root-login"},
	{"9.6.1", db01, "database-postgresql-trust-network"},
	{"9.6.1", web01, "file-world-writable"},
	{"9.8.1", laptop7, "mobile-bluetooth-pairing"},
}

func TestExampleWorstHosts(t *testing.T) {
	got := example(t)
	for _, w := range exampleWorst {
		o := controlOf(t, got.org, w.control)
		if o.Verdict != assessment.Nonconforming || !slices.Contains(o.Nonconforming, w.host) {
			t.Errorf("%s is %s, fails on %v; want %s", w.control, o.Verdict, o.Nonconforming, w.host)
		}
		if o.Hosts.Nonconforming != len(o.Nonconforming) || o.Hosts.Undetermined != len(o.Undetermined) {
			t.Errorf("%s counts %+v and names %v, %v", w.control, o.Hosts, o.Nonconforming, o.Undetermined)
		}
		worst, _, _ := strings.Cut(o.Reason, ": ")
		if !slices.Contains(o.Nonconforming, worst) {
			t.Errorf("%s: the reason %q names no host that fails it", w.control, o.Reason)
		}
		r, ok := got.org.Rule(w.rule)
		if !ok || !slices.Contains(r.Failed, w.host) {
			t.Errorf("rule %s does not fail on %s: %+v", w.rule, w.host, r)
		}
	}
	if len(got.org.NotAssessed) != 0 {
		t.Errorf("not assessed: %v", got.org.NotAssessed) // rack1 is no host
	}
	// The laptop may leave the house: its disk is encrypted, and people say who may take it.
	if h := hostControl(t, got.hosts[laptop7], "7.2.6"); h.Verdict != assessment.Conforming {
		t.Errorf("7.2.6 on laptop7 is %s: %s", h.Verdict, h.Reason)
	}
}

// A registered host of which nothing was seen leaves every control open that a
// machine must show, and changes nothing that people say for all.
func TestExampleWithAHostThatNobodySaw(t *testing.T) {
	const backup01 = "backup01.baker.example"
	c := exampleCriteria(t)
	without := example(t)
	got := judgeExample(t, judged(t, c, loadLedger(t, c, map[string]string{"more.yaml": `schema: isoscan/ledger/1
assets:
  - {id: backup01, host: ` + backup01 + `, owner: carl, location: safe, classification: confidential, role: server}
`})))
	if len(got.org.NotAssessed) != 1 || got.org.NotAssessed[0].Host != backup01 || len(got.org.Hosts) != 3 {
		t.Fatalf("not assessed: %+v", got.org.NotAssessed)
	}
	lost := 0
	for i, o := range got.org.Controls {
		before := without.org.Controls[i]
		if o.Method == assessment.Attested {
			if o.Verdict != before.Verdict || o.Adjusted != before.Adjusted {
				t.Errorf("%s was %s, %s and is %s, %s", o.ID, before.Verdict, before.Adjusted, o.Verdict, o.Adjusted)
			}
			continue
		}
		if o.Verdict == assessment.Conforming || o.Adjusted == assessment.Conforming || o.Verdict == assessment.ControlNotApplicable {
			t.Errorf("%s is %s, adjusted %s, though nothing of %s was seen", o.ID, o.Verdict, o.Adjusted, backup01)
		}
		if !slices.Contains(o.Undetermined, backup01) {
			t.Errorf("%s: undetermined on %v", o.ID, o.Undetermined)
		}
		if before.Verdict == assessment.Nonconforming && o.Verdict != assessment.Nonconforming {
			t.Errorf("%s was nonconforming and is %s", o.ID, o.Verdict)
		}
		if before.Verdict == assessment.Conforming {
			lost++
			if !strings.HasPrefix(o.Reason, backup01+": there are no facts") {
				t.Errorf("%s: %q", o.ID, o.Reason)
			}
		}
	}
	if lost == 0 {
		t.Error("no technical control of the example conforms, so there was none to lose")
	}
}

// Another machine under a host's name is not the registered host.
func TestExampleMachineIsPinned(t *testing.T) {
	c := exampleCriteria(t)
	c = judged(t, c, loadLedger(t, c, nil))
	for _, doc := range exampleFacts(t) {
		if doc.Target.Name != web01 {
			continue
		}
		a, err := Evaluate(context.Background(), c, doc)
		if err != nil {
			t.Fatal(err)
		}
		if a.Ledger.Asset == nil || a.Ledger.Asset.ID != "web01" {
			t.Fatalf("web01 is not recognised: %+v", a.Ledger.Asset)
		}
		doc.Facts["host"] = bytes.ReplaceAll(doc.Facts["host"], []byte(a.Host.MachineID), []byte(strings.Repeat("0", len(a.Host.MachineID))))
		if a, err = Evaluate(context.Background(), c, doc); err != nil {
			t.Fatal(err)
		}
		if a.Ledger.Asset != nil {
			t.Error("another machine passes for web01")
		}
		return
	}
	t.Fatal("no facts of web01")
}
