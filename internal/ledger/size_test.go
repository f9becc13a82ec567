package ledger

import (
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

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

// spent is the processor time of this program so far, which other programs on the
// machine do not change.
func spent(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// 100,000 records and 1,000 hosts: loaded, judged and asked for every host. The
// bounds are wide, for slow machines; the benchmarks tell the times.
func TestAHundredThousandRecords(t *testing.T) {
	fsys := large(100_000)
	start := spent(t)
	l, err := Load(fsys, known(t))
	if err != nil {
		t.Fatal(err)
	}
	read := spent(t) - start
	runtime.GC()
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	held := mem.HeapAlloc
	start = spent(t)
	facts := l.Facts(day("2026-04-01"), rules)
	j := l.Judged(day("2026-04-01"), facts, nil, nil)
	judged := spent(t) - start
	start = spent(t)
	got := 0
	for i := range 1000 {
		for _, r := range j.For(fmt.Sprintf("host%04d", i), "") {
			if r.State == assessment.RecordCounts {
				got++
			}
		}
	}
	asked := spent(t) - start
	start = spent(t)
	findings := l.Lint(LintOptions{Today: day("2026-04-01"), Rules: rules})
	linted := spent(t) - start
	t.Logf("read %s, judged %s, 1000 hosts %s, linted %s; the heap holds %d MB", read, judged, asked, linted, held>>20)
	// 98,000 for one host each, 1,000 patterns of 10 or 100 hosts, 1,000 labels of 500.
	if want := 98_000 + 1000*500; got < want {
		t.Errorf("%d records reached, want at least %d", got, want)
	}
	if len(findings) == 0 {
		t.Error("assets without a place were not noted")
	}
	if held > 1<<30 || read > time.Minute || judged+asked+linted > time.Minute {
		t.Errorf("read %s, judged %s, asked %s, linted %s; %d MB", read, judged, asked, linted, held>>20)
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

// Files that consist of what is hardest to parse: each takes time in proportion
// to its size, and is refused. The large one is four times the small one; were
// the time to grow with the square, it would take sixteen times as long.
func TestHardFilesTakeLinearTime(t *testing.T) {
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
	for name, text := range map[string]func(int) string{
		"comments": repeated("# x\n"), "comments between items": repeated("- a # c\n# d\n"), "flow map": func(n int) string { return "a: {" + repeated("a,")(n) + "}" },
		"directives": numbered("%%TAG !k%d! !v\n"), "anchors": numbered("- &a%d x\n"), "keys": numbered("k%d: v\n"), "same key": repeated("a: b\n"),
		"questions": repeated("? a\n"), "open lists": repeated("["), "dashes": repeated("- "), "quoted": func(n int) string { return `a: "` + repeated(`\n`)(n) + `"` },
		"block": func(n int) string { return "a: |\n" + repeated("  x\n")(n) }, "documents": repeated("---\n"), "unknown hosts": numbered("- id: x%d\n  part_of: y\n"),
		"circles":  func(n int) string { return head + "assets:\n" + numbered("- {id: a%[1]d, part_of: a%[1]d}\n")(n) },
		"one host": func(n int) string { return head + "assets:\n" + numbered("- {id: a%d, host: h}\n")(n) },
		"people":   func(n int) string { return people + "assets:\n" + numbered("- {id: a%[1]d, owner: anno%[1]d}\n")(n) },
	} {
		t.Run(name, func(t *testing.T) {
			took := func(n int) time.Duration {
				best := time.Hour
				for range 2 {
					runtime.GC()
					start := spent(t)
					_ = problemsOf(t, files("a.yaml", text(n))) // that it is refused is all
					best = min(best, spent(t)-start)
				}
				return best
			}
			small, big := took(1<<16), took(1<<18)
			if big > 12*small+200*time.Millisecond {
				t.Errorf("64 KiB take %s, 256 KiB %s", small, big)
			}
		})
	}
}
