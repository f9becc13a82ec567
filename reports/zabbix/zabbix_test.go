package zabbix_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/zabbix"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	for name, a := range assessmenttest.All(t) {
		golden(t, name+".txt", write(t, a))
	}
	golden(t, "organisation.txt", organisation(t, assessmenttest.Organisation(t, 6)))
}

// What the server receives from the real zabbix_sender is what was meant.
func TestServerReceivesWhatWasMeant(t *testing.T) {
	a := assessmenttest.Ledgered(t)
	got := byKey(t, send(t, write(t, a)))
	s, c := a.Score.Technical, a.Score.Technical.Counts
	want := map[string]string{
		"isoscan.version": "1.0.0", "isoscan.host": "web-07.example.org", "isoscan.last_run": fmt.Sprint(a.FinishedAt.Unix()),
		"isoscan.score.available[technical]": "1", "isoscan.score.assured[technical]": fmt.Sprintf("%.1f", *s.Assured),
		"isoscan.score.possible[technical]": fmt.Sprintf("%.1f", *s.Possible), "isoscan.score.coverage[technical]": fmt.Sprintf("%.1f", *s.Coverage),
		"isoscan.score.assured[technical_adjusted]": fmt.Sprintf("%.1f", *a.Score.Adjusted.Technical.Assured),
		"isoscan.rules[fail]":                       fmt.Sprint(c.Fail), "isoscan.rules[unknown]": fmt.Sprint(c.Unknown),
		"isoscan.failed[critical]": "3", "isoscan.failed[high]": "12", "isoscan.waived": "1", "isoscan.unknown[high]": "4",
		"isoscan.checks[failed]": "1", "isoscan.waiver.expiry": "1788220800", // 2026-09-01, for "until 2026-08-31"
		"isoscan.rule.verdict[account-root-only-uid-zero]": "fail", "isoscan.rule.waived[account-root-only-uid-zero]": "1",
		"isoscan.rule.waived[account-shared-uid]": "0", "isoscan.rule.verdict[password-aging]": "unknown",
		"isoscan.rule.reason[password-aging]": "/etc/shadow: permission denied",
	}
	for key, value := range want {
		if got[key] != value {
			t.Errorf("%s is %q, want %q", key, got[key], value)
		}
	}
	for i := range a.Rules {
		if key := "isoscan.rule.verdict[" + a.Rules[i].ID + "]"; got[key] != string(a.Rules[i].Verdict) {
			t.Errorf("%s is %q", key, got[key])
		}
	}
	list := discovery(t, got)
	if len(list) != len(a.Rules) {
		t.Fatalf("%d rules are discovered, want %d", len(list), len(a.Rules))
	}
	for i, r := range a.Rules {
		if d := cmp.Diff(map[string]string{"{#RULE}": r.ID, "{#SEVERITY}": string(r.Severity), "{#CONTROL}": r.Controls[0], "{#TITLE}": r.Title}, list[i]); d != "" {
			t.Error("-want +got\n" + d)
		}
	}
}

func TestNothingHasNoScore(t *testing.T) {
	got := byKey(t, send(t, write(t, assessmenttest.Nothing(t))))
	for key, value := range got {
		if strings.Contains(key, "assured") || strings.Contains(key, "possible") || strings.Contains(key, "coverage") ||
			strings.HasPrefix(key, "isoscan.rule.verdict") && value != "unknown" {
			t.Errorf("%s is %q", key, value)
		}
	}
	if got["isoscan.score.available[technical]"] != "0" || got["isoscan.rules[pass]"] != "0" || !strings.Contains(got["isoscan.summary"], "no score") {
		t.Error(got["isoscan.score.available[technical]"], got["isoscan.rules[pass]"], got["isoscan.summary"])
	}
}

// Texts of a host arrive as they were written, and never become a line, an
// entry or a host of their own.
func TestHostileTextsArrive(t *testing.T) {
	a := assessmenttest.Rich(t)
	texts := append(assessmenttest.HostileTexts(), `ends in \n`, `ends in \`, `"`, `" other.key 1 2`, " leading and trailing ", `\"`, `\\n`, "-", `{"a":"b\n"}`)
	for i, s := range texts {
		a.Rules[i].Reason, a.Rules[i].Title = s, s
	}
	a.Rules[40].ID, a.Rules[41].ID, a.Rules[42].ID = `a,b]c`, `"quoted"`, "spaced id"
	got := byKey(t, send(t, write(t, a)))
	list := discovery(t, got)
	for i, s := range texts {
		want := assessment.Printable(s)
		if utf8.RuneCountInString(want) > 255 {
			want = string([]rune(want)[:254]) + "…"
		}
		if want == "" {
			want = "-"
		}
		if key := "isoscan.rule.reason[" + a.Rules[i].ID + "]"; got[key] != want {
			t.Errorf("%q arrived as %q", want, got[key])
		}
		if title := list[i]["{#TITLE}"]; title != want {
			t.Errorf("%q was discovered as %q", want, title)
		}
	}
	for _, key := range []string{`isoscan.rule.verdict["a,b]c"]`, `isoscan.rule.verdict["\"quoted\""]`, `isoscan.rule.verdict[spaced id]`} {
		if got[key] == "" {
			t.Errorf("no value for %s", key)
		}
	}
}

// Many rules make a long list, and it arrives whole.
func TestManyRules(t *testing.T) {
	a := assessmenttest.Rich(t)
	one := a.Rules[0]
	for i := range 600 {
		one.ID, one.Title = fmt.Sprintf("custom-rule-%04d", i), strings.Repeat("long title ", 12)
		a.Rules = append(a.Rules, one)
	}
	got := byKey(t, send(t, write(t, a)))
	if n := len(discovery(t, got)); n != len(a.Rules) {
		t.Errorf("%d rules are discovered, want %d", n, len(a.Rules))
	}
}

func TestOrganisation(t *testing.T) {
	o := assessmenttest.Organisation(t, 6)
	o.Hosts[5].Host.Name = ""
	got := map[string]map[string]string{}
	for _, v := range send(t, organisation(t, o)) {
		if got[v.Host] == nil {
			got[v.Host] = map[string]string{}
		}
		got[v.Host][v.Key] = v.Value
	}
	if len(got) != 8 || got["unnamed"] == nil {
		t.Errorf("%d hosts, want 7 and the sender's own", len(got))
	}
	checkTogether(t, o, got["the host"])
	for host, values := range got {
		for k := range values {
			if strings.HasPrefix(k, "isoscan.organisation") != (host == "the host") {
				t.Errorf("%s has %s", host, k)
			}
		}
	}
	for host, want := range map[string]string{"host-0001.example.org": "1", "host-0005.example.org": "0", "backup-01.example.org": "0"} {
		if v := got[host]["isoscan.score.available[technical]"]; v != want {
			t.Errorf("%s: score available %q, want %q", host, v, want)
		}
	}
	if h := got["host-0001.example.org"]; h["isoscan.failed[critical]"] != "3" || h["isoscan.waived"] != "1" || h["isoscan.rules[fail]"] != "32" {
		t.Errorf("%v", h)
	}
	if _, ok := got["backup-01.example.org"]["isoscan.rules[pass]"]; ok {
		t.Error("a host without facts has verdicts")
	}
}

// checkTogether: what is sent of all hosts together is what the register holds.
func checkTogether(t *testing.T, o *assessment.Organisation, got map[string]string) {
	t.Helper()
	var hosts, controls []map[string]string
	for key, list := range map[string]*[]map[string]string{"host": &hosts, "control": &controls} {
		if err := json.Unmarshal([]byte(got["isoscan.organisation."+key+".discovery"]), list); err != nil {
			t.Fatal(err)
		}
	}
	if len(hosts) != len(o.Hosts)+len(o.NotAssessed) || len(controls) != 127 {
		t.Errorf("%d hosts and %d controls are discovered", len(hosts), len(controls))
	}
	for _, h := range hosts {
		assessed := got["isoscan.organisation.host.assessed["+h["{#HOST}"]+"]"]
		_, counted := got["isoscan.organisation.host.serious["+h["{#HOST}"]+"]"]
		if assessed == "" || (assessed == "1") != counted {
			t.Errorf("%v: assessed %q, with a number of failures: %v", h, assessed, counted)
		}
	}
	for i, c := range o.Controls {
		id := controls[i]["{#CONTROL}"]
		if id != c.ID || controls[i]["{#TITLE}"] != c.Title || got["isoscan.organisation.control.verdict["+id+"]"] != string(c.Verdict) ||
			got["isoscan.organisation.control.nonconforming["+id+"]"] != strconv.Itoa(c.Hosts.Nonconforming) {
			t.Errorf("control %s: %v", c.ID, controls[i])
		}
	}
	if got["isoscan.organisation.host.serious[host-0001.example.org]"] != "15" || got["isoscan.organisation.host.assessed[backup-01.example.org]"] != "0" ||
		got["isoscan.organisation.host.assessed[host-0005.example.org]"] != "0" || got["isoscan.organisation.hosts[not_assessed]"] != "1" {
		t.Errorf("%.3000v", got)
	}
}

// The template has an item for every key that is sent, and none that is not.
func TestTemplate(t *testing.T) {
	raw, err := os.ReadFile("template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	type item struct {
		UUID, Key, Type  string
		ValueType        string `yaml:"value_type"`
		Delay            string
		Triggers         []struct{ UUID, Expression string }
		TriggerPrototype []struct{ UUID, Expression string } `yaml:"trigger_prototypes"`
	}
	var file struct {
		Export struct {
			Version   string
			Groups    []struct{ UUID, Name string }
			Templates []struct {
				UUID, Template string
				Items          []item
				Discovery      []struct {
					UUID, Key, Type string
					Items           []item                              `yaml:"item_prototypes"`
					Triggers        []struct{ UUID, Expression string } `yaml:"trigger_prototypes"`
				} `yaml:"discovery_rules"`
			}
			Triggers []struct{ UUID, Expression string }
		} `yaml:"zabbix_export"`
	}
	if err := yaml.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	if file.Export.Version != "6.0" || len(file.Export.Templates) != 2 {
		t.Fatalf("version %q, %d templates", file.Export.Version, len(file.Export.Templates))
	}
	uuids, expressions := []string{file.Export.Groups[0].UUID}, []string{}
	keys, all := map[string]map[string]bool{}, map[string]bool{}
	for _, template := range file.Export.Templates {
		own := map[string]bool{}
		keys[template.Template] = own
		uuids = append(uuids, template.UUID)
		items := template.Items
		for _, d := range template.Discovery {
			own[d.Key], all[d.Key] = true, true
			uuids = append(uuids, d.UUID)
			items = append(items, d.Items...)
			for _, trigger := range d.Triggers {
				uuids, expressions = append(uuids, trigger.UUID), append(expressions, trigger.Expression)
			}
		}
		for _, i := range items {
			if own[i.Key] || i.Type != "TRAP" || i.Delay != "0" {
				t.Errorf("%s: twice, or no trapper item: %+v", i.Key, i)
			}
			own[i.Key], all[i.Key] = true, true
			uuids = append(uuids, i.UUID)
			for _, trigger := range append(i.Triggers, i.TriggerPrototype...) {
				uuids, expressions = append(uuids, trigger.UUID), append(expressions, trigger.Expression)
			}
		}
	}
	for _, trigger := range file.Export.Triggers {
		uuids, expressions = append(uuids, trigger.UUID), append(expressions, trigger.Expression)
	}
	slices.Sort(uuids)
	for i, id := range uuids {
		if !regexp.MustCompile(`^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$`).MatchString(id) || i > 0 && uuids[i-1] == id {
			t.Errorf("uuid %q is none of version 4, or occurs twice", id)
		}
	}
	used := regexp.MustCompile(`/([a-z][a-z ]*)/([a-z_.]+(\[[^]]*\])?)`)
	if len(expressions) < 10 {
		t.Errorf("%d triggers", len(expressions))
	}
	for _, e := range expressions {
		found := used.FindAllStringSubmatch(e, -1)
		if len(found) == 0 {
			t.Errorf("%s: names no item of a template", e)
		}
		for _, m := range found {
			if !keys[m[1]][m[2]] {
				t.Errorf("%s: the template %q has no item %s", e, m[1], m[2])
			}
		}
	}
	sent := map[string]bool{}
	prototypes := map[*regexp.Regexp]string{
		regexp.MustCompile(`^(isoscan\.rule\.[a-z]+)\[.*\]$`):                  "$1[{#RULE}]",
		regexp.MustCompile(`^(isoscan\.organisation\.host\.[a-z]+)\[.*\]$`):    "$1[{#HOST}]",
		regexp.MustCompile(`^(isoscan\.organisation\.control\.[a-z]+)\[.*\]$`): "$1[{#CONTROL}]",
	}
	for _, v := range append(send(t, write(t, assessmenttest.Ledgered(t))), send(t, organisation(t, assessmenttest.Organisation(t, 3)))...) {
		for pattern, with := range prototypes {
			v.Key = pattern.ReplaceAllString(v.Key, with)
		}
		sent[v.Key] = true
	}
	if d := cmp.Diff(sent, all); d != "" {
		t.Error("-sent +template\n" + d)
	}
}

func TestWriteError(t *testing.T) {
	if err := zabbix.New().Write(closed{}, assessmenttest.Rich(t)); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
	if err := zabbix.New().WriteOrganisation(closed{}, assessmenttest.Organisation(t, 1)); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
}

// Every line has the four entries and nothing behind them.
var line = regexp.MustCompile(`^- "([^"\\]|\\["\\])+" [0-9]+ "([^"\\]|\\["\\])+"$`)

func FuzzWrite(f *testing.F) {
	for _, s := range assessmenttest.HostileTexts() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a := assessmenttest.Flood(t, s)
		a.Rules[0].ID, a.Tool.Version = s, s
		out := write(t, a)
		if !utf8.ValidString(out) {
			t.Errorf("%q: no UTF-8", s)
		}
		for l := range strings.Lines(out) {
			l = strings.TrimSuffix(l, "\n")
			if !line.MatchString(l) || strings.ContainsFunc(l, func(r rune) bool { return !unicode.IsPrint(r) }) {
				t.Errorf("%q: line %q", s, l)
			}
		}
	})
}

type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, os.ErrClosed }

// byKey sorts what was received, all of it under the host that the sender was
// told and at one time.
func byKey(t testing.TB, values []value) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, v := range values {
		if _, twice := out[v.Key]; twice || v.Host != "the host" || v.Clock != 1780302601 {
			t.Errorf("%+v: twice, or of another host or time", v)
		}
		out[v.Key] = v.Value
	}
	if len(out) == 0 {
		t.Fatal("nothing was received")
	}
	return out
}

func discovery(t testing.TB, values map[string]string) []map[string]string {
	t.Helper()
	var list []map[string]string
	if err := json.Unmarshal([]byte(values["isoscan.rule.discovery"]), &list); err != nil {
		t.Fatal(err)
	}
	return list
}

func write(t testing.TB, a *assessment.Assessment) string {
	t.Helper()
	var out bytes.Buffer
	if err := zabbix.New().Write(&out, a); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func organisation(t testing.TB, o *assessment.Organisation) string {
	t.Helper()
	var out bytes.Buffer
	if err := zabbix.New().WriteOrganisation(&out, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s: -want +got\n%s", name, d)
	}
}
