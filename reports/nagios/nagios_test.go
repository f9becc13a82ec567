package nagios_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/nagios"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	for name, a := range situations(t) {
		golden(t, name+".txt", write(t, a))
	}
}

// situations are assessments by name, among them one for each state and reason.
func situations(t testing.TB) map[string]*assessment.Assessment {
	t.Helper()
	all := assessmenttest.All(t)
	all["only-minor-failures"] = changed(t, func(r *assessment.Rule) {
		if r.Verdict == assessment.Fail && r.Severity.Rank() < assessment.Medium.Rank() {
			pass(r)
		}
	})
	all["serious-waived"] = changed(t, func(r *assessment.Rule) {
		switch {
		case r.Verdict == assessment.Unknown:
			pass(r)
		case r.Verdict == assessment.Fail:
			r.Waiver = &assessment.RuleWaiver{Records: []string{"W-1"}, Covered: len(r.Violations), Violations: len(r.Violations)}
		}
	})
	all["waived-in-part"] = changed(t, func(r *assessment.Rule) {
		switch {
		case r.Verdict == assessment.Fail && len(r.Violations) > 1:
			r.Waiver = &assessment.RuleWaiver{Records: []string{"W-1"}, Covered: 1, Violations: len(r.Violations)}
		case r.Verdict != assessment.NotApplicable:
			pass(r)
		}
	})
	all["clean"] = changed(t, func(r *assessment.Rule) {
		if r.Verdict == assessment.Fail || r.Verdict == assessment.Unknown && r.Severity.Rank() < assessment.Medium.Rank() {
			pass(r)
		}
	})
	all["serious-unknown"] = changed(t, func(r *assessment.Rule) {
		if r.Verdict == assessment.Fail {
			pass(r)
		}
	})
	all["little-seen"] = changed(t, func(r *assessment.Rule) {
		if r.Severity == assessment.Low || r.Severity == assessment.Medium {
			r.Verdict, r.Reason, r.Violations, r.Evidence = assessment.Unknown, "permission denied", nil, nil
		} else {
			pass(r)
		}
	})
	return all
}

func TestState(t *testing.T) {
	want := map[string]int{
		"rich": nagios.Critical, "hostile": nagios.Critical, "ledgered": nagios.Critical,
		"nothing": nagios.Unknown, "only-minor-failures": nagios.Warning, "serious-waived": nagios.OK,
		"waived-in-part": nagios.Critical, "clean": nagios.OK, "serious-unknown": nagios.Unknown, "little-seen": nagios.Unknown,
	}
	got := map[string]int{}
	for name, a := range situations(t) {
		got[name] = nagios.State(a)
		word := []string{"OK", "WARNING", "CRITICAL", "UNKNOWN"}[got[name]]
		if out := write(t, a); !strings.HasPrefix(out, "ISOSCAN "+word+" - ") {
			t.Errorf("%s: the output says %.40q, the state is %s", name, out, word)
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error("-want +got\n" + d)
	}
}

// Taking evidence away, rule by rule, never leads to OK.
func TestLessEvidenceIsNeverBetter(t *testing.T) {
	for name, a := range situations(t) {
		if nagios.State(a) == nagios.OK {
			continue
		}
		for i := range a.Rules {
			r := &a.Rules[i]
			if r.Verdict == assessment.Fail {
				continue // a failure that is gone is no evidence taken away but a finding
			}
			r.Verdict, r.Reason, r.Evidence, r.Violations = assessment.Unknown, "gone", nil, nil
			assessmenttest.Settle(a)
			if nagios.State(a) == nagios.OK {
				t.Fatalf("%s: OK without the evidence of %s", name, r.ID)
			}
		}
	}
}

func TestMinCoverage(t *testing.T) {
	a := situations(t)["clean"]
	for limit, want := range map[float64]int{0: nagios.OK, 50: nagios.OK, 100: nagios.Unknown} {
		if got := nagios.New(nagios.Options{MinCoverage: limit}).State(a); got != want {
			t.Errorf("at least %v %%: state %d, want %d", limit, got, want)
		}
	}
}

// A waived failure is in the first line, whatever the state.
func TestWhatIsSetAsideShows(t *testing.T) {
	first, _, _ := strings.Cut(write(t, situations(t)["serious-waived"]), "\n")
	if !strings.Contains(first, "32 of the failures waived") || !strings.Contains(first, "32 fail") {
		t.Error(first)
	}
	first, _, _ = strings.Cut(write(t, situations(t)["clean"]), "\n")
	if !strings.Contains(first, "7 unknown") {
		t.Error(first)
	}
}

func TestNoScoreHasNoPerfdata(t *testing.T) {
	first, _, _ := strings.Cut(write(t, assessmenttest.Nothing(t)), "\n")
	if strings.Contains(first, "assured") || strings.Contains(first, "coverage'") || !strings.Contains(first, "no score") {
		t.Error(first)
	}
}

// The guidelines' form of performance data.
var perfdata = regexp.MustCompile(`^'[^'=|]+'=-?[0-9]+(\.[0-9]+)?%?;([0-9.]*:?)?;([0-9.]*:?)?;0;(100)?$`)

func check(t testing.TB, name, out string) {
	t.Helper()
	if len(out) > 8000 || !utf8.ValidString(out) {
		t.Errorf("%s: %d bytes, or no UTF-8", name, len(out))
	}
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	text, perf, ok := strings.Cut(lines[0], " | ")
	if !ok || len(text) > 250 || strings.Contains(text, ";") {
		t.Errorf("%s: first line %q", name, lines[0])
	}
	for item := range strings.FieldsSeq(perf) {
		if !perfdata.MatchString(item) {
			t.Errorf("%s: performance data %q", name, item)
		}
	}
	for _, l := range append(lines[1:], text) {
		if strings.ContainsAny(l, "|<>&`~$'\"") {
			t.Errorf("%s: holds something meaningful: %q", name, l)
		}
		for _, r := range l {
			if !unicode.IsPrint(r) {
				t.Errorf("%s: holds %U", name, r)
			}
		}
	}
}

func TestForm(t *testing.T) {
	for name, a := range situations(t) {
		check(t, name, write(t, a))
	}
}

func FuzzWrite(f *testing.F) {
	for _, s := range assessmenttest.HostileTexts() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a := assessmenttest.Flood(t, s)
		a.Profile.Name = s
		a.Rules[0].ID, a.Rules[0].Controls = s, []string{s}
		check(t, "flood", write(t, a))
	})
}

func TestWriteError(t *testing.T) {
	if err := nagios.New(nagios.Options{}).Write(closed{}, assessmenttest.Rich(t)); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
}

type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, os.ErrClosed }

// changed is the rich assessment with every rule passed through change.
func changed(t testing.TB, change func(*assessment.Rule)) *assessment.Assessment {
	t.Helper()
	a := assessmenttest.Rich(t)
	for i := range a.Rules {
		change(&a.Rules[i])
	}
	assessmenttest.Settle(a)
	return a
}

func pass(r *assessment.Rule) {
	r.Verdict, r.Reason, r.Violations = assessment.Pass, "seen", nil
	r.Evidence = []assessment.Evidence{{Message: "seen", Source: "/etc/example.conf:1"}}
}

func write(t testing.TB, a *assessment.Assessment) string {
	t.Helper()
	var out bytes.Buffer
	if err := nagios.New(nagios.Options{}).Write(&out, a); err != nil {
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
