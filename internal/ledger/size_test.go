package ledger

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"isoscan/internal/assessment"
)

// large is a ledger of n waivers over 1,000 hosts, in files of 25,000.
func large(n int) fstest.MapFS {
	m := files("people.yaml", people)
	var assets strings.Builder
	assets.WriteString(head + "assets:\n")
	for i := range 1000 {
		fmt.Fprintf(&assets, "- {id: host%04d, owner: anna, environment: %s}\n", i, []string{"production", "test"}[i%2])
	}
	m["assets.yaml"] = &fstest.MapFile{Data: []byte(assets.String()), Mode: 0o644}
	var b strings.Builder
	for i := range n {
		if i%25_000 == 0 {
			b.Reset()
			b.WriteString(head + "waivers:\n")
		}
		scope := fmt.Sprintf("{hosts: [host%04d]}", i%1000)
		switch i % 100 {
		case 98:
			scope = fmt.Sprintf("{hosts: [\"host%02d*\"]}", i/100%100)
		case 99:
			scope = "{labels: {environment: test}}"
		}
		fmt.Fprintf(&b, "  - id: wv-%d\n    rule: services-ftp\n    objects: [\"tcp/%d\"]\n    scope: %s\n    justification: An old scanner needs it until it is replaced.\n"+
			"    risk_owner: anna\n    approver: bert\n    granted: 2026-02-01\n    expires: 2026-06-01\n    ticket: SEC-%d\n", i, i, scope, i)
		if i%25_000 == 24_999 || i == n-1 {
			m[fmt.Sprintf("waivers/w%02d.yaml", i/25_000)] = &fstest.MapFile{Data: []byte(b.String()), Mode: 0o644}
		}
	}
	return m
}

// Many records over 1,000 hosts: loaded, judged, asked for every host, linted.
// The benchmarks take more of them, and tell time and memory.
func TestManyRecords(t *testing.T) {
	l, err := Load(large(10_000), known(t))
	if err != nil {
		t.Fatal(err)
	}
	j := l.Judged(day("2026-04-01"), l.Facts(day("2026-04-01"), rules), nil, nil)
	got := 0
	for i := range 1000 {
		for _, r := range j.For(fmt.Sprintf("host%04d", i), "") {
			if r.State == assessment.RecordCounts {
				got++
			}
		}
	}
	// 9,800 for one host each, 100 patterns of 10 or 100 hosts, 100 labels of 500.
	if want := 9_800 + 100*10 + 100*500; got < want {
		t.Errorf("%d records reached, want at least %d", got, want)
	}
	if findings := l.Lint(LintOptions{Today: day("2026-04-01"), Rules: rules}); len(findings) == 0 {
		t.Error("assets without a place were not noted")
	}
}

// BenchmarkLoad shows that time and memory grow with the number of records.
func BenchmarkLoad(b *testing.B) {
	k := known(b)
	for _, n := range []int{10_000, 50_000, 100_000} {
		fsys := large(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Load(fsys, k); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(n), "µs/record")
		})
	}
}

// BenchmarkFor is one host's records out of 100,000.
func BenchmarkFor(b *testing.B) {
	l, err := Load(large(100_000), known(b))
	if err != nil {
		b.Fatal(err)
	}
	j := l.Judged(day("2026-04-01"), l.Facts(day("2026-04-01"), rules), nil, nil)
	for b.Loop() {
		if len(j.For("host0007", "")) == 0 {
			b.Fatal("no records")
		}
	}
}

// hardFiles are files of any size that a careless reader takes long over.
func hardFiles() map[string]func(n int) string {
	numbered := func(form string) func(int) string {
		return func(n int) string {
			var b strings.Builder
			for i := 0; b.Len() < n; i++ {
				fmt.Fprintf(&b, form, i)
			}
			return b.String()
		}
	}
	repeated := func(s string) func(int) string { return func(n int) string { return strings.Repeat(s, n/len(s)) } }
	return map[string]func(int) string{
		"comments": repeated("# x\n"), "comments between items": repeated("- a # c\n# d\n"), "flow map": func(n int) string { return "a: {" + repeated("a,")(n) + "}" },
		"directives": numbered("%%TAG !k%d! !v\n"), "anchors": numbered("- &a%d x\n"), "keys": numbered("k%d: v\n"), "same key": repeated("a: b\n"),
		"questions": repeated("? a\n"), "open lists": repeated("["), "dashes": repeated("- "), "quoted": func(n int) string { return `a: "` + repeated(`\n`)(n) + `"` },
		"block": func(n int) string { return "a: |\n" + repeated("  x\n")(n) }, "documents": repeated("---\n"), "unknown hosts": numbered("- id: x%d\n  part_of: y\n"),
		"circles":  func(n int) string { return head + "assets:\n" + numbered("- {id: a%[1]d, part_of: a%[1]d}\n")(n) },
		"one host": func(n int) string { return head + "assets:\n" + numbered("- {id: a%d, host: h}\n")(n) },
		"people":   func(n int) string { return people + "assets:\n" + numbered("- {id: a%[1]d, owner: anno%[1]d}\n")(n) },
	}
}

// A hard file is refused like any other.
func TestHardFilesAreRefused(t *testing.T) {
	for name, text := range hardFiles() {
		if got := problemsOf(t, files("a.yaml", text(1<<13))); len(got.Problems) == 0 {
			t.Errorf("%s: accepted", name)
		}
	}
}

// BenchmarkHardFiles shows that the time grows with the size of a file: its
// figures for each KiB stay alike.
func BenchmarkHardFiles(b *testing.B) {
	for name, text := range hardFiles() {
		for _, n := range []int{1 << 16, 1 << 18} {
			fsys := files("a.yaml", text(n))
			b.Run(fmt.Sprintf("%s/%dKiB", name, n>>10), func(b *testing.B) {
				for b.Loop() {
					if _, err := Load(fsys, known(b)); err == nil {
						b.Fatal("accepted")
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n>>10), "ns/KiB")
			})
		}
	}
}
