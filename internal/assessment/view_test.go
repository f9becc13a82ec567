package assessment_test

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"

	"github.com/google/go-cmp/cmp"
)

func TestFindingsWorstFirst(t *testing.T) {
	got := assessmenttest.Rich(t).Findings()
	if len(got) == 0 || got[0].Severity != assessment.Critical {
		t.Fatalf("%d findings, the first is not critical", len(got))
	}
	for i := 1; i < len(got); i++ {
		if got[i-1].Severity.Rank() > got[i].Severity.Rank() {
			t.Errorf("%s before %s", got[i-1].ID, got[i].ID)
		}
	}
}

func TestUnknownByReason(t *testing.T) {
	a := assessmenttest.Rich(t)
	var got []string
	for _, g := range a.UnknownByReason() {
		got = append(got, g.Reason+" -> "+g.Help)
	}
	want := []string{
		"/etc/shadow: permission denied -> " + assessment.HelpRoot,
		"nmap is not installed -> " + assessment.HelpNmap,
		"DMI table: /sys/firmware/dmi/tables/DMI: permission denied -> " + assessment.HelpRoot,
		"the check storage did not end in time: context deadline exceeded -> " + assessment.HelpTime,
		"no known backup tool was recognised among 612 packages and 44 timers -> ",
		"nftables ruleset: Operation not permitted -> " + assessment.HelpRoot,
		"sysctl.runtime: /proc/sys/net/ipv4/ip_forward: permission denied -> " + assessment.HelpRoot,
		"running kernel: /proc/version: not supported on this kind of host -> ",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	// What nmap was there for and could not tell, no installation helps.
	b := assessmenttest.Rich(t)
	for i := range b.Rules {
		b.Rules[i].Verdict, b.Rules[i].Reason = assessment.Unknown, "tcp/2024: nmap did not recognise what it speaks"
	}
	if got := b.UnknownByReason(); len(got) != 1 || got[0].Help != "" {
		t.Errorf("unrecognised: %v", got)
	}
	// Root cannot be told to become root.
	a.Host.Privileged = true
	if got := a.UnknownByReason()[0].Help; got != "" {
		t.Errorf("as root: %q", got)
	}
}

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"plain ~":              "plain ~",
		"Größe 日本 💥":           "Größe 日本 💥",
		"\x1b[2J\x07":          `\x1b[2J\x07`,
		"a\nb\tc\r":            `a\nb\tc\r`,
		"\xff\xfe":             `\xff\xfe`,
		"\u202etxt\u2066":      `\u{202e}txt\u{2066}`,
		"a\u200bb\ufeff\u00ad": `a\u{200b}b\u{feff}\u{ad}`,
		"\u2028\u0085":         `\u{2028}\u{85}`,
		"�":                    "�",
	} {
		if got := assessment.Printable(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzPrintable(f *testing.F) {
	for _, s := range assessmenttest.HostileTexts() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := assessment.Printable(s)
		if !utf8.ValidString(got) {
			t.Errorf("%q is no UTF-8", got)
		}
		for _, r := range got {
			if !unicode.IsPrint(r) {
				t.Errorf("%q holds %U", got, r)
			}
		}
		if again := assessment.Printable(got); again != got {
			t.Errorf("%q became %q", got, again)
		}
	})
}
