package jsonl_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/jsonl"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	for name, a := range map[string]*assessment.Assessment{
		"rich": assessmenttest.Rich(t), "ledgered": assessmenttest.Ledgered(t), "nothing": assessmenttest.Nothing(t),
	} {
		golden(t, name+".jsonl", write(t, a))
	}
	golden(t, "organisation.jsonl", writeOrganisation(t, assessmenttest.Organisation(t, 3)))
}

// Each violation of a failed rule and each unknown rule has its line, and the
// summary counts what the lines hold.
func TestLinesHoldWhatTheAssessmentHolds(t *testing.T) {
	all := assessmenttest.All(t)
	all["ledgered"] = assessmenttest.Ledgered(t)
	for name, a := range all {
		head, lines := decode(t, write(t, a))
		if *head.Lines != len(lines) || head.Type != jsonl.TypeSummary {
			t.Errorf("%s: type %s announces %d lines, %d came", name, head.Type, *head.Lines, len(lines))
		}
		got := map[string]int{}
		waived := 0
		for _, l := range lines {
			got[l.Rule+" "+l.Verdict]++
			if l.Waived {
				waived++
			}
			if _, err := time.Parse(time.RFC3339Nano, l.Time); err != nil || !strings.HasSuffix(l.Time, "Z") {
				t.Errorf("%s: time %q: %v", name, l.Time, err)
			}
		}
		want := map[string]int{}
		wantWaived := 0
		for _, r := range a.Rules {
			switch r.Verdict {
			case assessment.Fail:
				want[r.ID+" fail"] = len(r.Violations)
				for _, v := range r.Violations {
					if v.WaivedBy != "" {
						wantWaived++
					}
				}
			case assessment.Unknown:
				want[r.ID+" unknown"] = 1
			}
		}
		if d := cmp.Diff(want, got); d != "" || len(want) == 0 {
			t.Errorf("%s: -want +got\n%s", name, d)
		}
		if waived != wantWaived || name == "ledgered" && waived == 0 {
			t.Errorf("%s: %d waived lines, want %d", name, waived, wantWaived)
		}
		if c := a.Score.Technical.Counts; head.RulesFail != c.Fail || head.RulesUnknown != c.Unknown {
			t.Errorf("%s: the summary counts %d fail, %d unknown; want %d, %d", name, head.RulesFail, head.RulesUnknown, c.Fail, c.Unknown)
		}
		if (head.TechnicalAssured == nil) != (a.Score.Technical.Assured == nil) {
			t.Errorf("%s: a score from nothing", name)
		}
	}
}

// jq reads every line as an object of plain values, and finds by key.
func TestJqReadsIt(t *testing.T) {
	if _, err := exec.LookPath("jq"); err != nil {
		t.Fatal("jq is missing: install the Debian package jq")
	}
	jq := func(program string, in []byte) string {
		t.Helper()
		cmd := exec.Command("jq", "-rs", program)
		cmd.Stdin = bytes.NewReader(in)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%v: %s", err, stderr.String())
		}
		return strings.TrimSpace(string(out))
	}
	all := assessmenttest.All(t)
	all["ledgered"] = assessmenttest.Ledgered(t)
	for name, a := range all {
		out := write(t, a)
		if got := jq(`[.[] | .[] | type] | unique - ["string","number","boolean","null"] | length`, out); got != "0" {
			t.Errorf("%s: %s nested values", name, got)
		}
		if got := jq(`(length - 1) == .[0].lines`, out); got != "true" {
			t.Errorf("%s: lines announced and lines there differ", name)
		}
	}
	got := jq(`[.[] | select(.type == "violation" and .severity_rank == 1) | .rule] | unique | join(" ")`, write(t, all["rich"]))
	if got != "account-empty-password account-root-only-uid-zero account-shared-uid packages-security-updates" {
		t.Errorf("critical findings by jq: %s", got)
	}
	if got := jq(`[.[] | select(.type == "host")] | length`, writeOrganisation(t, assessmenttest.Organisation(t, 7))); got != "7" {
		t.Errorf("hosts by jq: %s", got)
	}
}

// The longest texts that there may be, in every key at once, and of characters
// that take the most room.
func TestLinesAreShortEnough(t *testing.T) {
	for _, s := range []string{
		strings.Repeat(`"`, 20_000), strings.Repeat("\x00", 20_000), strings.Repeat("\u202e", 10_000),
		strings.Repeat("💥", 10_000), strings.Repeat("\xff", 20_000), strings.Repeat("A", 20_000), strings.Repeat("<&>", 10_000),
	} {
		a := assessmenttest.Flood(t, s)
		a.Tool.Version, a.Standard.ID, a.Profile.Name, a.Profile.Role, a.FactsDigest = s, s, s, s, s
		for i := range a.Rules {
			a.Rules[i].ID, a.Rules[i].Controls = s, []string{s, s}
			for j := range a.Rules[i].Violations {
				a.Rules[i].Violations[j].WaivedBy = s
			}
		}
		longest := 0
		for line := range bytes.Lines(write(t, a)) {
			longest = max(longest, len(line))
			if !bytes.Contains(line, []byte(`more characters)`)) || !bytes.Contains(line, []byte(`"truncated":"host`)) {
				t.Errorf("%.4q: a line does not say that it is cut", s)
			}
		}
		if longest > jsonl.MaxLine {
			t.Errorf("%.4q: a line of %d bytes", s, longest)
		}
	}
}

// A finding keeps its fingerprint while lines move and values change, and has
// none in common with another.
func TestFingerprints(t *testing.T) {
	a := assessmenttest.Rich(t)
	_, before := decode(t, write(t, a))
	for i := range a.Rules {
		for j := range a.Rules[i].Violations {
			v := &a.Rules[i].Violations[j]
			v.Observed += " since yesterday"
			if i := strings.LastIndexByte(v.Source, ':'); i > 0 && v.Source[0] == '/' {
				v.Source = v.Source[:i] + ":999"
			}
		}
	}
	_, after := decode(t, write(t, a))
	seen := map[string]bool{}
	for i := range before {
		if before[i].Fingerprint != after[i].Fingerprint {
			t.Errorf("%s %s: %s became %s", before[i].Rule, before[i].Resource, before[i].Fingerprint, after[i].Fingerprint)
		}
		if len(before[i].Fingerprint) != 32 || seen[before[i].Fingerprint] {
			t.Errorf("%s %s: fingerprint %q", before[i].Rule, before[i].Resource, before[i].Fingerprint)
		}
		seen[before[i].Fingerprint] = true
	}
}

func TestOrganisation(t *testing.T) {
	o := assessmenttest.Organisation(t, 12)
	o.NotAssessed = append(o.NotAssessed, assessment.Asset{ID: "a-99", Host: "lost.example.org", Source: "assets.yaml:7"})
	head, lines := decode(t, writeOrganisation(t, o))
	if *head.Hosts != 12 || *head.HostsNotAssessed != len(o.NotAssessed) || *head.Lines != len(lines) {
		t.Errorf("hosts %d, not assessed %d, lines %d of %d", *head.Hosts, *head.HostsNotAssessed, *head.Lines, len(lines))
	}
	count := map[string]int{}
	for _, l := range lines {
		count[l.Type]++
	}
	want := map[string]int{jsonl.TypeHost: 12, jsonl.TypeNotAssessed: len(o.NotAssessed)}
	for _, h := range o.Hosts {
		want[jsonl.TypeUnknown] += len(h.Unseen)
		for _, f := range h.Findings {
			want[jsonl.TypeViolation] += max(len(f.Violations), 1)
		}
	}
	for _, r := range o.Rules {
		if r.Counts.Unknown > 0 {
			want[jsonl.TypeRuleUnknown]++
		}
	}
	if d := cmp.Diff(want, count); d != "" || want[jsonl.TypeRuleUnknown] == 0 || want[jsonl.TypeViolation] == 0 || want[jsonl.TypeUnknown] == 0 {
		t.Errorf("-want +got\n%s", d)
	}
}

func FuzzWrite(f *testing.F) {
	for _, s := range assessmenttest.HostileTexts() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := write(t, assessmenttest.Flood(t, s))
		if !utf8.Valid(got) {
			t.Errorf("%q: no UTF-8", s)
		}
		for line := range bytes.Lines(got) {
			if !json.Valid(line) || len(line) > jsonl.MaxLine {
				t.Errorf("%q: a line of %d bytes, valid %v", s, len(line), json.Valid(line))
			}
			for _, r := range string(bytes.TrimSuffix(line, []byte("\n"))) {
				if !unicode.IsPrint(r) {
					t.Errorf("%q: holds %U", s, r)
				}
			}
		}
	})
}

func write(t testing.TB, a *assessment.Assessment) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jsonl.New().Write(&out, a); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func writeOrganisation(t testing.TB, o *assessment.Organisation) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jsonl.New().WriteOrganisation(&out, o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func decode(t testing.TB, data []byte) (jsonl.Summary, []jsonl.Line) {
	t.Helper()
	sc := bufio.NewScanner(bytes.NewReader(data))
	sc.Buffer(nil, jsonl.MaxLine)
	var head jsonl.Summary
	var lines []jsonl.Line
	for n := 0; sc.Scan(); n++ {
		var err error
		if n == 0 {
			err = json.Unmarshal(sc.Bytes(), &head)
		} else {
			lines = append(lines, jsonl.Line{})
			err = json.Unmarshal(sc.Bytes(), &lines[n-1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return head, lines
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
		t.Errorf("%s (-want +got); refresh with go test ./reports/jsonl -update\n%s", name, d)
	}
}

// README.md tells every key there is, and none that there is not.
func TestKeysAreDocumented(t *testing.T) {
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, typ := range []reflect.Type{reflect.TypeFor[jsonl.Line](), reflect.TypeFor[jsonl.Summary]()} {
		for i := range typ.NumField() {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			keys[name] = true
		}
	}
	_, tables, _ := strings.Cut(string(data), "## Keys of findings")
	told := map[string]bool{}
	for line := range strings.Lines(tables) {
		cells := strings.Split(line, "|")
		if len(cells) < 3 {
			continue
		}
		for _, key := range regexp.MustCompile("`([a-z_]+)`").FindAllStringSubmatch(cells[1], -1) {
			told[key[1]] = true
		}
	}
	if d := cmp.Diff(keys, told); d != "" || len(keys) < 50 {
		t.Errorf("-struct +README\n%s", d)
	}
}
