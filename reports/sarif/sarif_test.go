package sarif_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/sarif"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	golden(t, "ledgered.sarif", write(t, assessmenttest.Ledgered(t)))
	golden(t, "organisation.sarif", writeOrganisation(t, assessmenttest.Organisation(t, 2)))
}

// Every log keeps the published schema, formats of dates and URIs included.
func TestSchema(t *testing.T) {
	schema := compile(t)
	logs := map[string][]byte{
		"ledgered":     write(t, assessmenttest.Ledgered(t)),
		"organisation": writeOrganisation(t, assessmenttest.Organisation(t, 6)),
		"empty":        write(t, &assessment.Assessment{}),
		"nobody":       writeOrganisation(t, &assessment.Organisation{}),
	}
	for name, a := range assessmenttest.All(t) {
		logs[name] = write(t, a)
	}
	for i, s := range assessmenttest.HostileTexts() {
		logs["text"+string(rune('a'+i))] = write(t, assessmenttest.Flood(t, s))
	}
	for name, data := range logs {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	// The schema is one that refuses.
	broken := bytes.Replace(logs["rich"], []byte(`"kind": "open"`), []byte(`"kind": "ajar"`), 1)
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(broken))
	if err != nil || schema.Validate(v) == nil {
		t.Errorf("a broken log is valid (%v)", err)
	}
}

func compile(t testing.TB) *jsonschema.Schema {
	t.Helper()
	f, err := os.Open("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// sarifLog is what the tests read back.
type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Rules []struct {
					ID                   string
					Help                 struct{ Text, Markdown string }
					DefaultConfiguration struct{ Level string }
					Properties           map[string]any
				}
				Notifications []struct{ ID string }
			}
		}
		AutomationDetails struct{ ID, GUID, CorrelationGUID string }
		Invocations       []struct {
			ExecutionSuccessful                                        bool
			ToolExecutionNotifications, ToolConfigurationNotifications []struct {
				Descriptor struct {
					ID    string
					Index int
				}
				Message struct{ Text string }
			}
		}
		Results []sarifResult
	}
}

type sarifResult struct {
	RuleID      string
	RuleIndex   int
	Kind, Level string
	Message     struct{ Text string }
	Locations   []struct {
		PhysicalLocation struct {
			ArtifactLocation struct{ URI string }
			Region           struct{ StartLine int }
		}
		LogicalLocations []struct{ Name, FullyQualifiedName string }
	}
	PartialFingerprints map[string]string
	Suppressions        *[]struct{ Kind, Status, Justification string }
	Properties          map[string]any
}

// What sections 3.27.9, 3.27.10, 3.27.23 and 3.52.4 ask for, and the schema does
// not say.
func TestResultsKeepTheStandard(t *testing.T) {
	all := assessmenttest.All(t)
	all["ledgered"] = assessmenttest.Ledgered(t)
	for name, a := range all {
		r := decode(t, write(t, a)).Runs[0]
		verdicts := map[string]assessment.Rule{}
		want, got := map[string]int{}, map[string]int{}
		for _, rule := range a.Rules {
			verdicts[rule.ID] = rule
			kind := map[assessment.Verdict]string{"pass": "pass", "fail": "fail", "unknown": "open", "not_applicable": "notApplicable"}[rule.Verdict]
			want[rule.ID+" "+kind] = max(len(rule.Violations), 1)
		}
		withSuppressions := 0
		prints := map[string]bool{}
		for _, res := range r.Results {
			got[res.RuleID+" "+res.Kind]++
			rule := r.Tool.Driver.Rules[res.RuleIndex]
			if rule.ID != res.RuleID {
				t.Errorf("%s: rule %s has the index of %s", name, res.RuleID, rule.ID)
			}
			if res.Kind == "fail" && res.Level != rule.DefaultConfiguration.Level || res.Kind != "fail" && res.Level != "none" {
				t.Errorf("%s: %s is a %s of level %s", name, res.RuleID, res.Kind, res.Level)
			}
			if res.Suppressions != nil {
				withSuppressions++
			}
			if len(res.Locations) == 0 || res.Locations[0].LogicalLocations[0].Name == "" && a.Host.Name != "" {
				t.Errorf("%s: %s has no location", name, res.RuleID)
			}
			p := res.PartialFingerprints["isoscanFinding/v1"]
			if len(p) != 32 || prints[p] || p != res.PartialFingerprints["primaryLocationLineHash"] {
				t.Errorf("%s: %s: fingerprint %q is bad or not unique", name, res.RuleID, p)
			}
			prints[p] = true
		}
		if d := cmp.Diff(want, got); d != "" || len(want) == 0 {
			t.Errorf("%s: results by rule and kind, -want +got\n%s", name, d)
		}
		if withSuppressions != 0 && withSuppressions != len(r.Results) || (withSuppressions > 0) != (a.Ledger != nil) {
			t.Errorf("%s: %d of %d results have suppressions", name, withSuppressions, len(r.Results))
		}
		if r.Invocations[0].ExecutionSuccessful != (name != "nothing") {
			t.Errorf("%s: successful %v", name, r.Invocations[0].ExecutionSuccessful)
		}
		notOK := 0
		for _, c := range a.Checks {
			if c.Status != "ok" {
				notOK++
			}
		}
		if n := r.Invocations[0].ToolExecutionNotifications; len(n) != notOK || notOK == 0 || r.Tool.Driver.Notifications[n[0].Descriptor.Index].ID != n[0].Descriptor.ID {
			t.Errorf("%s: %d notifications, %d checks are not ok", name, len(n), notOK)
		}
	}
}

func TestLocationsAndRules(t *testing.T) {
	r := decode(t, write(t, assessmenttest.Rich(t))).Runs[0]
	found := false
	for _, res := range r.Results {
		if res.RuleID == "ssh-root-login" {
			found = true
			l := res.Locations[0]
			if l.PhysicalLocation.ArtifactLocation.URI != "file:///etc/ssh/sshd_config.d/50-cloud.conf" || l.PhysicalLocation.Region.StartLine != 2 ||
				l.LogicalLocations[0].FullyQualifiedName != "web-07.example.org/sshd" {
				t.Errorf("location %+v", l)
			}
			if res.Message.Text != "sshd: root may log on over SSH with a password; observed PermitRootLogin yes; expected PermitRootLogin no" || res.Level != "error" {
				t.Errorf("message %q, level %s", res.Message.Text, res.Level)
			}
		}
	}
	if !found {
		t.Error("no result of ssh-root-login")
	}
	for _, rule := range r.Tool.Driver.Rules {
		if rule.ID != "ssh-root-login" {
			continue
		}
		tags, _ := json.Marshal(rule.Properties["tags"])
		if string(tags) != `["security","ISO17799:2000/9.5.3","ISO17799:2000/9.4.3","ISO17799:2000/clause-9","severity-high"]` ||
			rule.Properties["security-severity"] != "8.0" || rule.Help.Text == "" || rule.Help.Markdown == "" {
			t.Errorf("tags %s, properties %v, help %q", tags, rule.Properties, rule.Help)
		}
	}
	if id := r.AutomationDetails.ID; id != "isoscan/web-07.example.org/2026-06-01T08:30:01.420Z" {
		t.Errorf("id %q", id)
	}
}

func TestWaivedResultsAreSuppressed(t *testing.T) {
	a := assessmenttest.Ledgered(t)
	want := 0
	for _, r := range a.Rules {
		for _, v := range r.Violations {
			if v.WaivedBy != "" {
				want++
			}
		}
	}
	got := 0
	run := decode(t, write(t, a)).Runs[0]
	for _, res := range run.Results {
		for _, s := range *res.Suppressions {
			got++
			if res.Kind != "fail" || s.Kind != "external" || s.Status != "accepted" || !strings.Contains(s.Justification, "approved by Bert Board, until 2026-08-31") {
				t.Errorf("%s: %+v", res.Kind, s)
			}
		}
	}
	if got != want || want == 0 {
		t.Errorf("%d suppressions, want %d", got, want)
	}
	// Records that do not count are said so.
	ids := map[string]int{}
	for _, n := range run.Invocations[0].ToolConfigurationNotifications {
		ids[n.Descriptor.ID]++
	}
	if d := cmp.Diff(map[string]int{"record-expired": 2, "record-future": 1, "record-refused": 1, "record-shortfall": 1}, ids); d != "" {
		t.Errorf("records: -want +got\n%s", d)
	}
}

// A finding keeps its fingerprint while values change and lines move, and the
// run its correlation; another host has others.
func TestStableOverRuns(t *testing.T) {
	a := assessmenttest.Rich(t)
	before := decode(t, write(t, a)).Runs[0]
	a.FinishedAt = a.FinishedAt.AddDate(0, 0, 1)
	for i := range a.Rules {
		for j := range a.Rules[i].Violations {
			v := &a.Rules[i].Violations[j]
			v.Observed += " since yesterday"
			if k := strings.LastIndexByte(v.Source, ':'); k > 0 && v.Source[0] == '/' {
				v.Source = v.Source[:k] + ":999"
			}
		}
	}
	after := decode(t, write(t, a)).Runs[0]
	a.Host.Name = "other.example.org"
	other := decode(t, write(t, a)).Runs[0]
	for i := range before.Results {
		if d := cmp.Diff(before.Results[i].PartialFingerprints, after.Results[i].PartialFingerprints); d != "" {
			t.Errorf("%s: %s", before.Results[i].RuleID, d)
		}
		if cmp.Equal(before.Results[i].PartialFingerprints, other.Results[i].PartialFingerprints) {
			t.Errorf("%s: the same fingerprint on another host", before.Results[i].RuleID)
		}
	}
	b, n := before.AutomationDetails, after.AutomationDetails
	if b.CorrelationGUID != n.CorrelationGUID || b.GUID == n.GUID || b.ID == n.ID || len(before.Results) < 80 {
		t.Errorf("before %+v, after %+v", b, n)
	}
}

func TestOrganisation(t *testing.T) {
	o := assessmenttest.Organisation(t, 10)
	r := decode(t, writeOrganisation(t, o)).Runs[0]
	want := 0
	for _, h := range o.Hosts {
		for _, f := range h.Findings {
			want += max(len(f.Violations), 1)
		}
	}
	open := 0
	for _, rule := range o.Rules {
		if rule.Counts.Unknown > 0 {
			open++
		}
	}
	want += open
	files, prints := 0, map[string]bool{}
	for _, res := range r.Results {
		if res.Kind == "open" {
			open--
			rule, ok := o.Rule(res.RuleID)
			if n, _ := res.Properties["hostsUnknown"].(float64); !ok || int(n) != rule.Counts.Unknown || res.Level != "none" {
				t.Errorf("%s: open at level %s on %v hosts", res.RuleID, res.Level, n)
			}
			prints[res.PartialFingerprints["isoscanFinding/v1"]] = true
			continue
		}
		host, _ := res.Properties["host"].(string)
		if uri := res.Locations[0].PhysicalLocation.ArtifactLocation.URI; uri != "" {
			files++
			if !strings.HasPrefix(uri, "file://"+host+"/") {
				t.Errorf("%s: %s", host, uri)
			}
		}
		prints[res.PartialFingerprints["isoscanFinding/v1"]] = true
	}
	if open != 0 || len(r.Results) != want || len(prints) != want || files == 0 || want == 0 {
		t.Errorf("%d results, %d fingerprints, %d in files; want %d", len(r.Results), len(prints), files, want)
	}
	missing, unknown := 0, 0
	for _, n := range r.Invocations[0].ToolExecutionNotifications {
		switch n.Descriptor.ID {
		case "host-not-assessed":
			missing++
		case "rules-unknown":
			unknown++
		}
	}
	if missing != len(o.NotAssessed) || missing == 0 || unknown == 0 {
		t.Errorf("%d hosts not assessed, %d notes of unknown rules", missing, unknown)
	}
}

func FuzzWrite(f *testing.F) {
	for _, s := range assessmenttest.HostileTexts() {
		f.Add(s)
	}
	f.Add("/etc/a b#c?d%2f{0}:3")
	schema := compile(f)
	f.Fuzz(func(t *testing.T, s string) {
		got := write(t, assessmenttest.Flood(t, s))
		if !utf8.Valid(got) {
			t.Errorf("%q: no UTF-8", s)
		}
		for _, r := range string(got) {
			if r != '\n' && !unicode.IsPrint(r) {
				t.Errorf("%q: holds %U", s, r)
			}
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(got))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	})
}

func write(t testing.TB, a *assessment.Assessment) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := sarif.New().Write(&out, a); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func writeOrganisation(t testing.TB, o *assessment.Organisation) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := sarif.New().WriteOrganisation(&out, o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func decode(t testing.TB, data []byte) sarifLog {
	t.Helper()
	var l sarifLog
	if err := json.Unmarshal(data, &l); err != nil {
		t.Fatal(err)
	}
	return l
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got); refresh with go test ./reports/sarif -update\n%s", name, d)
	}
}
