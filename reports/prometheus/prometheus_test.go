package prometheus_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/prometheus"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	for name, a := range assessmenttest.All(t) {
		golden(t, name+".prom", write(t, a))
	}
	golden(t, "organisation.prom", organisation(t, register(t)))
}

// The official parser reads what was meant.
func TestParserReadsTheSameNumbers(t *testing.T) {
	a := assessmenttest.Rich(t)
	m := parse(t, write(t, a))
	c, s := a.Score.Technical.Counts, a.Score.Technical
	for _, want := range []struct {
		metric string
		labels map[string]string
		value  float64
	}{
		{"isoscan_score_available", labels{"scope": "technical"}, 1},
		{"isoscan_score_ratio", labels{"scope": "technical", "bound": "assured"}, *s.Assured / 100},
		{"isoscan_score_ratio", labels{"scope": "technical", "bound": "possible"}, *s.Possible / 100},
		{"isoscan_coverage_ratio", labels{"scope": "technical"}, *s.Coverage / 100},
		{"isoscan_last_run_timestamp_seconds", nil, float64(a.FinishedAt.UnixMilli()) / 1000},
		{"isoscan_run_duration_seconds", nil, 1.42},
		{"isoscan_checks", labels{"status": "ok"}, 7},
		{"isoscan_checks", labels{"status": "denied"}, 0},
		{"isoscan_rule_failed", labels{"rule": "ssh-root-login", "severity": "high", "control": "9.5.3", "waived": "false"}, 1},
		{"isoscan_privileged", nil, 0},
	} {
		got, ok := sample(m, want.metric, want.labels)
		if !ok || got < want.value-1e-9 || got > want.value+1e-9 {
			t.Errorf("%s%v = %v (there: %v), want %v", want.metric, want.labels, got, ok, want.value)
		}
	}
	for verdict, n := range map[string]int{"pass": c.Pass, "fail": c.Fail, "unknown": c.Unknown, "not_applicable": c.NotApplicable} {
		if got := sum(m["isoscan_rules"], labels{"verdict": verdict}); got != float64(n) {
			t.Errorf("isoscan_rules of %s add up to %v, want %d", verdict, got, n)
		}
	}
	if got := len(m["isoscan_rule_failed"].GetMetric()); got != c.Fail {
		t.Errorf("%d failed rules have a sample, want %d", got, c.Fail)
	}
	if got := sum(m["isoscan_controls"], nil); got != 127 {
		t.Errorf("controls add up to %v", got)
	}
}

func TestNoScoreHasNoSample(t *testing.T) {
	m := parse(t, write(t, assessmenttest.Nothing(t)))
	for _, name := range []string{"isoscan_score_ratio", "isoscan_coverage_ratio", "isoscan_rule_failed"} {
		if m[name] != nil {
			t.Errorf("%s is there: %v", name, m[name])
		}
	}
	for _, scope := range []string{"technical", "overall"} {
		if got, ok := sample(m, "isoscan_score_available", labels{"scope": scope}); !ok || got != 0 {
			t.Errorf("score of %s available: %v, %v", scope, got, ok)
		}
	}
	if got := sum(m["isoscan_rules"], labels{"verdict": "pass"}); got != 0 {
		t.Errorf("%v rules pass", got)
	}
	if got := sum(m["isoscan_rules"], labels{"verdict": "unknown"}); got == 0 {
		t.Error("no rule is unknown")
	}
}

func TestLedger(t *testing.T) {
	a := assessmenttest.Ledgered(t)
	m := parse(t, write(t, a))
	end := float64(time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC).Unix())
	if got, _ := sample(m, "isoscan_record_expiry_timestamp_seconds", labels{"record": "wv-single", "kind": "waiver", "control": "9.2.2", "rule": "account-root-only-uid-zero", "state": "counts"}); got != end {
		t.Errorf("the waiver until 2026-08-31 ends at %v, want %v", got, end)
	}
	if got := sum(m["isoscan_rules_waived"], nil); got != 1 {
		t.Errorf("%v rules are waived, want the one that is covered whole", got)
	}
	if got := sum(m["isoscan_rules"], labels{"verdict": "fail", "severity": "critical"}); got != 4 {
		t.Errorf("%v critical rules fail, want 4: a waiver changes no verdict", got)
	}
	if _, ok := sample(m, "isoscan_rule_failed", labels{"rule": "account-root-only-uid-zero", "waived": "true"}); !ok {
		t.Error("the waived rule is not among the failed")
	}
	if _, ok := sample(m, "isoscan_rule_failed", labels{"rule": "account-shared-uid", "waived": "false"}); !ok {
		t.Error("a rule that is waived in part counts as waived")
	}
	got, ok := sample(m, "isoscan_adjusted_score_ratio", labels{"scope": "technical", "bound": "assured"})
	if want := *a.Score.Adjusted.Technical.Assured / 100; !ok || got < want-1e-9 || got > want+1e-9 {
		t.Errorf("adjusted score %v, %v; want %v", got, ok, want)
	}
	if got := sum(m["isoscan_adjusted_controls"], nil); got != 127 {
		t.Errorf("adjusted controls add up to %v", got)
	}
	a.Ledger.Records[0].Until = ""
	m = parse(t, write(t, a))
	if _, ok := sample(m, "isoscan_record_expiry_timestamp_seconds", labels{"record": a.Ledger.Records[0].ID}); ok {
		t.Error("a record without an end has one")
	}
}

func TestOrganisation(t *testing.T) {
	m := parse(t, organisation(t, register(t)))
	for host, want := range map[string]float64{
		"host-0001.example.org": 1, "host-0003.example.org": 1, "host-0003.example.org (2)": 1, "backup-01.example.org": 0,
	} {
		if got, ok := sample(m, "isoscan_host_assessed", labels{"host": host}); !ok || got != want {
			t.Errorf("%s assessed: %v, %v; want %v", host, got, ok, want)
		}
	}
	if _, ok := sample(m, "isoscan_rule_failed", labels{"host": "host-0001.example.org", "rule": "account-root-only-uid-zero", "severity": "critical", "control": "9.2.2", "waived": "true"}); !ok {
		t.Error("a finding of the first host is not there")
	}
	if got := sum(m["isoscan_rules"], labels{"host": "host-0001.example.org"}); got != 83 {
		t.Errorf("the first host has %v rules", got)
	}
	if got, ok := sample(m, "isoscan_score_available", labels{"host": "host-0005.example.org", "scope": "technical"}); !ok || got != 0 {
		t.Errorf("score of the host that could not be looked at: %v, %v", got, ok)
	}
	if got, ok := sample(m, "isoscan_organisation_hosts", labels{"state": "not_assessed"}); !ok || got != 1 {
		t.Errorf("hosts without facts: %v, %v", got, ok)
	}
	if m["isoscan_organisation_score_ratio"] == nil {
		t.Error("the organisation has no score of its own")
	}
	if _, ok := sample(m, "isoscan_rules", labels{"host": "backup-01.example.org"}); ok {
		t.Error("a host without facts has verdicts")
	}
}

// The collector of a host that also gathers for others serves both files, and
// refuses series that occur twice and families whose help differs.
func TestBothFilesTogether(t *testing.T) {
	o := register(t)
	own := assessmenttest.Ledgered(t)
	own.Host = o.Hosts[0].Host
	help, series := map[string]string{}, map[string]bool{}
	for _, text := range []string{write(t, own), organisation(t, o)} {
		for line := range strings.Lines(text) {
			switch f := strings.SplitN(strings.TrimSpace(line), " ", 4); {
			case f[0] == "#" && f[1] == "HELP":
				if before, ok := help[f[2]]; ok && before != f[3] {
					t.Errorf("%s has the help %q and %q", f[2], before, f[3])
				}
				help[f[2]] = f[3]
			case f[0] != "#":
				name := line[:strings.LastIndex(line, " ")]
				if series[name] {
					t.Errorf("%s is in both files", name)
				}
				series[name] = true
			}
		}
	}
	if len(series) == 0 {
		t.Error("no series")
	}
}

// Long names that begin alike stay two series.
func TestLongNamesStayApart(t *testing.T) {
	a := assessmenttest.Rich(t)
	long := strings.Repeat("x", 300)
	n := 0
	for i := range a.Rules {
		if a.Rules[i].Verdict == assessment.Fail {
			a.Rules[i].ID = long + fmt.Sprint(n)
			n++
		}
	}
	m := parse(t, write(t, a))
	if got := len(m["isoscan_rule_failed"].GetMetric()); got != n || n == 0 {
		t.Errorf("%d series of %d rules", got, n)
	}
}

// promtool is what an operator checks the file with.
func TestPromtool(t *testing.T) {
	path, err := exec.LookPath("promtool")
	if err != nil {
		t.Fatal("promtool is not there: install the Debian package prometheus")
	}
	texts := map[string]string{"organisation": organisation(t, register(t))}
	for name, a := range assessmenttest.All(t) {
		texts[name] = write(t, a)
	}
	for name, text := range texts {
		cmd := exec.Command(path, "check", "metrics")
		cmd.Stdin = strings.NewReader(text)
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

func TestWriteError(t *testing.T) {
	if err := prometheus.New().Write(closed{}, assessmenttest.Rich(t)); err == nil {
		t.Error("no error")
	}
	if err := prometheus.New().WriteOrganisation(closed{}, register(t)); err == nil {
		t.Error("no error")
	}
}

func FuzzWrite(f *testing.F) {
	for _, s := range assessmenttest.HostileTexts() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a := assessmenttest.Flood(t, s)
		a.Rules[0].ID, a.Tool.Version, a.Profile.Role = s, s, s
		a.Rules[0].Verdict, a.Rules[0].Violations = assessment.Fail, []assessment.Violation{{Message: s}}
		m := parse(t, write(t, a))
		got := m["isoscan_host_info"].GetMetric()[0]
		for _, l := range got.GetLabel() {
			want := assessment.Printable(s)
			if l.GetName() == "os" && utf8.RuneCountInString(want) <= 200 && l.GetValue() != want {
				t.Errorf("the system is %q, want %q", l.GetValue(), want)
			}
		}
	})
}

type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, os.ErrClosed }

type labels = map[string]string

func write(t testing.TB, a *assessment.Assessment) string {
	t.Helper()
	var out bytes.Buffer
	if err := prometheus.New().Write(&out, a); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func organisation(t testing.TB, o *assessment.Organisation) string {
	t.Helper()
	var out bytes.Buffer
	if err := prometheus.New().WriteOrganisation(&out, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// parse reads text as a Prometheus server does and holds it against the
// linter of the metrics' names.
func parse(t testing.TB, text string) map[string]*dto.MetricFamily {
	t.Helper()
	p := expfmt.NewTextParser(model.LegacyValidation)
	m, err := p.TextToMetricFamilies(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v\n%.2000s", err, text)
	}
	if len(m) == 0 {
		t.Fatal("no metrics")
	}
	problems, err := promlint.New(strings.NewReader(text)).Lint()
	if err != nil || len(problems) > 0 {
		t.Fatalf("promlint: %v, %v", problems, err)
	}
	for name, f := range m {
		seen := map[string]bool{}
		for _, s := range f.GetMetric() {
			if key := fmt.Sprint(s.GetLabel()); seen[key] {
				t.Fatalf("%s occurs twice with %s", name, key)
			} else {
				seen[key] = true
			}
			if s.TimestampMs != nil {
				t.Fatalf("%s has a time, which the textfile collector refuses", name)
			}
		}
	}
	return m
}

func sample(m map[string]*dto.MetricFamily, name string, want labels) (float64, bool) {
	for _, s := range m[name].GetMetric() {
		if has(s, want) {
			return s.GetGauge().GetValue(), true
		}
	}
	return 0, false
}

func sum(f *dto.MetricFamily, want labels) float64 {
	total := 0.0
	for _, s := range f.GetMetric() {
		if has(s, want) {
			total += s.GetGauge().GetValue()
		}
	}
	return total
}

func has(s *dto.Metric, want labels) bool {
	n := 0
	for _, l := range s.GetLabel() {
		if v, ok := want[l.GetName()]; ok {
			if v != l.GetValue() {
				return false
			}
			n++
		}
	}
	return n == len(want)
}

// register is an organisation of hosts of which two have one name.
func register(t testing.TB) *assessment.Organisation {
	t.Helper()
	o := assessmenttest.Organisation(t, 6)
	o.Hosts[3].Host.Name = o.Hosts[2].Host.Name
	return o
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
