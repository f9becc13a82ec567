package text_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/text"

	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-runewidth"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	all := assessmenttest.All(t)
	if len(all) == 0 {
		t.Fatal("no assessments")
	}
	for name, a := range all {
		for _, width := range []int{40, 80, 120} {
			t.Run(fmt.Sprint(name, width), func(t *testing.T) {
				golden(t, fmt.Sprintf("%s_%d.txt", name, width), write(t, a, text.Options{Width: width}))
			})
		}
	}
	golden(t, "rich_color.txt", write(t, all["rich"], text.Options{Color: true}))
	ledgered := assessmenttest.Ledgered(t)
	golden(t, "ledgered_80.txt", write(t, ledgered, text.Options{}))
	golden(t, "ledgered_120.txt", write(t, ledgered, text.Options{Width: 120}))
	golden(t, "changed_80.txt", write(t, ledgered, text.Options{Changes: changes(t, ledgered)}))
	for _, width := range []int{40, 80, 200} {
		golden(t, fmt.Sprintf("organisation_%d.txt", width), writeOrganisation(t, assessmenttest.Organisation(t, 40), text.Options{Width: width}))
	}
}

// changes since a month ago: findings came, went and dropped out of sight.
func changes(t testing.TB, now *assessment.Assessment) *assessment.Changes {
	t.Helper()
	before := assessmenttest.Rich(t)
	before.FinishedAt = before.FinishedAt.AddDate(0, -1, 0)
	before.PoliciesDigest = "sha256:" + strings.Repeat("0", 64)
	for i := range before.Rules {
		if i%7 == 0 {
			before.Rules[i].Verdict = assessment.Verdicts()[i/7%4]
		}
	}
	assessmenttest.Settle(before)
	return assessment.Compare(before, now)
}

// The result alone, in at most three lines; an unknown and a waiver show.
func TestQuiet(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"rich", write(t, assessmenttest.Rich(t), text.Options{Quiet: true}), `web-07.example.org: 36 pass, 32 fail, 11 unknown, 4 not applicable
technical 49.3 to 60.0 %, coverage 89.3 %
overall 0.8 to 75.4 %, coverage 25.4 %
`},
		{"ledgered", write(t, assessmenttest.Ledgered(t), text.Options{Quiet: true}), `web-07.example.org: 36 pass, 32 fail (1 waived), 11 unknown, 4 not applicable
technical 49.2 to 60.0 %, coverage 89.2 %; adjusted 50.7 to 61.8 %
overall 1.5 to 74.7 %, coverage 26.9 %; adjusted 1.6 to 74.4 %
`},
		{"nothing", write(t, assessmenttest.Nothing(t), text.Options{Quiet: true}), `appliance: 0 pass, 0 fail, 83 unknown, 0 not applicable
technical no score: nothing was evaluated
overall no score: nothing was evaluated
`},
	} {
		if d := cmp.Diff(c.want, c.got); d != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, d)
		}
	}
	for name, a := range assessmenttest.All(t) {
		if got := write(t, a, text.Options{Quiet: true, Color: true}); strings.Count(got, "\n") != 3 {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := writeOrganisation(t, assessmenttest.Organisation(t, 5), text.Options{Quiet: true}); strings.Count(got, "\n") != 3 || !strings.Contains(got, "5 hosts, 1 not assessed") {
		t.Errorf("organisation: %q", got)
	}
}

// Clauses stand in the order of how bad they are.
func TestWorstClauseFirst(t *testing.T) {
	a := assessmenttest.Rich(t)
	got := write(t, a, text.Options{})
	_, table, _ := strings.Cut(got, "Controls by clause, the worst first\n")
	rows := strings.SplitN(table, "\n", 12)
	if !strings.HasPrefix(rows[1], "  9 Access control") || !strings.Contains(rows[10], "undetermined") {
		t.Errorf("first %q, last %q", rows[1], rows[10])
	}
	for i := range a.Clauses {
		if a.Clauses[i].ID == "12" {
			a.Clauses[i].Score.Counts.Fail = 99
		}
	}
	if got := write(t, a, text.Options{}); strings.Index(got, " 12 Compliance") > strings.Index(got, "  9 Access control") {
		t.Error("a clause of 99 failures is not the first")
	}
}

func TestLedger(t *testing.T) {
	got := write(t, assessmenttest.Ledgered(t), text.Options{Width: 200})
	for _, want := range []string{
		" adjusted  ", "5 low (1 waived)", "waived in part, 1 of 2 violations, by wv-part",
		"uid 0 is shared with root (waived by wv-part)", "expired    attestation att-forum, control 4.1.1: on 2026-03-01, does not count",
		"refused    attestation att-nda", "future     attestation att-review", "shortfall  attestation att-training",
		"people     holds for 2 of the 83 controls that ask for it", "missing for ",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q", want)
		}
	}
	// What is waived waits behind what is not, and is told in full.
	few := assessmenttest.Ledgered(t)
	few.Rules = slices.DeleteFunc(few.Rules, func(r assessment.Rule) bool {
		return r.Verdict == assessment.Fail && r.Severity != assessment.Critical
	})
	got = write(t, few, text.Options{Width: 200})
	waived := strings.Index(got, "waived by wv-single until 2026-08-31 (Olga Owner bears the risk)")
	if waived < 0 || waived < strings.Index(got, "account-empty-password") {
		t.Errorf("the waived finding is not the last\n%s", got)
	}
	idle := assessmenttest.Ledgered(t)
	for i := range idle.Ledger.Records {
		if idle.Ledger.Records[i].ID == "wv-single" {
			idle.Ledger.Records[i].Note = "waived nothing: no such object"
		}
	}
	if got := write(t, idle, text.Options{Width: 200}); !strings.Contains(got, "note       waiver wv-single") || !strings.Contains(got, "waived nothing: no such object") {
		t.Errorf("does not say that a waiver waived nothing\n%s", got)
	}
	a := assessmenttest.Ledgered(t)
	a.Ledger.Records[0].Until = "2026-06-20"
	if got := write(t, a, text.Options{}); !strings.Contains(got, "soon       attestation att-policy, control 3.1.1: expires on 2026-06-20") {
		t.Error("does not say that a record expires soon")
	}
	if got := write(t, assessmenttest.Rich(t), text.Options{}); strings.Contains(got, "Ledger") || strings.Contains(got, "djusted") {
		t.Error("speaks of a ledger, and none was given")
	}
}

func TestOrganisation(t *testing.T) {
	o := assessmenttest.Organisation(t, 10)
	got := writeOrganisation(t, o, text.Options{})
	_, table, _ := strings.Cut(got, "Hosts, the worst first\n")
	rows := strings.SplitN(table, "\n", 12)
	// Those of which nothing is known are worse than any that fail.
	if !strings.Contains(rows[1], "no score") || !strings.Contains(rows[2], "no score") || strings.Contains(rows[3], "no score") {
		t.Errorf("%q", rows[:4])
	}
	for _, want := range []string{"backup-01.example.org (asset backup-01", "Not assessed (1 registered host; not seen is not in order)", "fails on 8 hosts", "none of them counts as a pass"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q", want)
		}
	}
}

func TestLinesFitTheTerminal(t *testing.T) {
	all := assessmenttest.All(t)
	all["ledgered"] = assessmenttest.Ledgered(t)
	o := assessmenttest.Organisation(t, 40)
	o.Name, o.Hosts[3].Host.Name = strings.Repeat("很长", 200), strings.Repeat("long", 200)
	for _, width := range []int{40, 47, 59, 60, 79, 80, 89, 90, 100, 120, 200} {
		for line := range strings.Lines(writeOrganisation(t, o, text.Options{Width: width})) {
			if n := runewidth.StringWidth(strings.TrimRight(line, "\n")); n > width {
				t.Errorf("organisation: %d columns of %d: %q", n, width, line)
			}
		}
		for name, a := range all {
			for line := range strings.Lines(write(t, a, text.Options{Width: width, Changes: changes(t, a)})) {
				if n := runewidth.StringWidth(strings.TrimRight(line, "\n")); n > width {
					t.Errorf("%s: %d columns of %d: %q", name, n, width, line)
				}
			}
		}
	}
}

// Colours add nothing but colours.
func TestColorsChangeNoText(t *testing.T) {
	bare := regexp.MustCompile(`\x1b\[[0-9]+m`)
	trim := regexp.MustCompile(`(?m) +$`)
	check := func(name, plain, colored string) {
		t.Helper()
		if colored == plain {
			t.Errorf("%s: no colour", name)
		}
		if d := cmp.Diff(plain, trim.ReplaceAllString(bare.ReplaceAllString(colored, ""), "")); d != "" {
			t.Errorf("%s: -plain +colored\n%s", name, d)
		}
		if strings.Contains(plain, "\x1b") {
			t.Errorf("%s: colour that nobody asked for", name)
		}
	}
	all := assessmenttest.All(t)
	all["ledgered"] = assessmenttest.Ledgered(t)
	o := assessmenttest.Organisation(t, 6)
	for _, width := range []int{40, 80, 120} {
		for name, a := range all {
			c := changes(t, a)
			check(name, write(t, a, text.Options{Width: width, Changes: c}), write(t, a, text.Options{Width: width, Changes: c, Color: true}))
		}
		check("organisation", writeOrganisation(t, o, text.Options{Width: width}), writeOrganisation(t, o, text.Options{Width: width, Color: true}))
	}
}

func TestNoFindings(t *testing.T) {
	a := assessmenttest.Rich(t)
	a.Rules = a.WithVerdict(assessment.Pass)
	assessmenttest.Settle(a)
	got := write(t, a, text.Options{})
	if !strings.Contains(got, "none among the rules that could be evaluated") {
		t.Error(got)
	}
	if got := write(t, assessmenttest.Nothing(t), text.Options{}); !strings.Contains(got, "this is not a pass") ||
		!strings.Contains(got, "no score: nothing was evaluated") {
		t.Error(got)
	}
}

func FuzzWrite(f *testing.F) {
	for _, s := range assessmenttest.HostileTexts() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := write(t, assessmenttest.Flood(t, s), text.Options{})
		if !utf8.ValidString(got) {
			t.Errorf("%q: no UTF-8", s)
		}
		for _, r := range got {
			if r != '\n' && !unicode.IsPrint(r) {
				t.Errorf("%q: holds %U", s, r)
			}
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	a := assessmenttest.Rich(b)
	b.ReportAllocs()
	for b.Loop() {
		write(b, a, text.Options{})
	}
}

func write(t testing.TB, a *assessment.Assessment, o text.Options) string {
	t.Helper()
	var out bytes.Buffer
	if err := text.New(o).Write(&out, a); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func writeOrganisation(t testing.TB, o *assessment.Organisation, opt text.Options) string {
	t.Helper()
	var out bytes.Buffer
	if err := text.New(opt).WriteOrganisation(&out, o); err != nil {
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
		t.Errorf("%s (-want +got); refresh with go test ./reports/text -update\n%s", name, d)
	}
}
