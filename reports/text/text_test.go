package text_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
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
		for _, width := range []int{80, 120} {
			t.Run(fmt.Sprint(name, width), func(t *testing.T) {
				golden(t, fmt.Sprintf("%s_%d.txt", name, width), write(t, a, text.Options{Width: width}))
			})
		}
	}
	golden(t, "rich_color.txt", write(t, all["rich"], text.Options{Color: true}))
}

func TestLinesFitTheTerminal(t *testing.T) {
	for name, a := range assessmenttest.All(t) {
		for _, width := range []int{60, 80, 100, 120} {
			for line := range strings.Lines(write(t, a, text.Options{Width: width})) {
				if n := runewidth.StringWidth(strings.TrimRight(line, "\n")); n > width {
					t.Errorf("%s: %d columns of %d: %q", name, n, width, line)
				}
			}
		}
	}
}

// Colours add nothing but colours.
func TestColorsChangeNoText(t *testing.T) {
	for name, a := range assessmenttest.All(t) {
		plain := write(t, a, text.Options{})
		colored := write(t, a, text.Options{Color: true})
		if colored == plain {
			t.Errorf("%s: no colour", name)
		}
		bare := regexp.MustCompile(`\x1b\[[0-9]+m`).ReplaceAllString(colored, "")
		trim := regexp.MustCompile(`(?m) +$`)
		if d := cmp.Diff(plain, trim.ReplaceAllString(bare, "")); d != "" {
			t.Errorf("%s: -plain +colored\n%s", name, d)
		}
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
