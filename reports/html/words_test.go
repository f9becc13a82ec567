package html

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"isoscan/internal/assessment"
)

func TestLineAndMore(t *testing.T) {
	for _, c := range []struct {
		in, line, more string
		n              int
	}{
		{"", "", "", 4},
		{"four", "four", "", 4},
		{"fives", "five", "… (1 more character)", 4},
		{"ääääöö", "ääää", "… (2 more characters)", 4},
		{"a\x1b[2J", `a\x1b[2`, "… (1 more character)", 4},
		{"\xff\xfe\xfd", `\xff\xfe`, "… (1 more character)", 2},
		{"\u202eabc", `\u{202e}ab`, "… (1 more character)", 3},
	} {
		if got := line(c.in, c.n); got != c.line {
			t.Errorf("line(%q, %d) = %q, want %q", c.in, c.n, got, c.line)
		}
		if got := more(c.in, c.n); got != c.more {
			t.Errorf("more(%q, %d) = %q, want %q", c.in, c.n, got, c.more)
		}
	}
	if got := more(strings.Repeat("A", 10_000), mostText); got != "… (8,000 more characters)" {
		t.Errorf("got %q", got)
	}
}

func TestAnchor(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "9.5.3": "9.5.3", "ssh-root_login": "ssh-root_login", "a b": "a~20b", "a~20b": "a~7e20b", "ä": "~c3~a4", `"><`: "~22~3e~3c",
	} {
		if got := anchor(in); got != want {
			t.Errorf("anchor(%q) = %q, want %q", in, got, want)
		}
	}
}

// Names that differ have anchors that differ, of harmless characters.
func FuzzAnchor(f *testing.F) {
	f.Add("a", "b")
	f.Add("a b", "a~20b")
	f.Add("\xff", "~ff")
	f.Fuzz(func(t *testing.T, a, b string) {
		x, y := anchor(a), anchor(b)
		if (x == y) != (a == b) {
			t.Errorf("anchor(%q) = %q, anchor(%q) = %q", a, x, b, y)
		}
		if strings.Trim(x, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_~") != "" || !utf8.ValidString(x) {
			t.Errorf("anchor(%q) = %q", a, x)
		}
	})
}

func TestWebLinks(t *testing.T) {
	for ref, want := range map[string]bool{
		"https://www.rfc-editor.org/rfc/rfc4253": true,
		"https://":                               false,
		"http://example.org/":                    false,
		"javascript:alert(1)":                    false,
		"https://example.org/\" onclick=\"x":     false,
		"https://example.org/\u202e":             false,
		"sshd_config(5)":                         false,
		"HTTPS://example.org/":                   false,
	} {
		if got := webLink(ref); got != want {
			t.Errorf("%q: %t", ref, got)
		}
	}
}

func TestColor(t *testing.T) {
	for s, want := range map[string]bool{"#1f3a5f": true, "#FFFFFF": true, "": false, "#fff": false, "red": false, "#12345g": false, "#fff}*{": false, "1234567": false} {
		if got := color(s); got != want {
			t.Errorf("%q: %t", s, got)
		}
	}
}

func TestRanges(t *testing.T) {
	for want, in := range map[string][]int{"": nil, "4": {4}, "0-2": {0, 1, 2}, "0 2-3 7": {0, 2, 3, 7}} {
		if got := ranges(in); got != want {
			t.Errorf("ranges(%v) = %q, want %q", in, got, want)
		}
	}
}

// The parts of a bar touch, and nothing unseen is drawn as proven.
func TestGauge(t *testing.T) {
	p := func(v float64) *float64 { return &v }
	g := newGauge("n", "", assessment.Score{Assured: p(49.3), Possible: p(60), Coverage: p(89.3), Counts: assessment.Counts{Pass: 1, Unknown: 1, Fail: 1}}, ruleWords)
	want := []span{{"0.0%", "49.3%"}, {"49.3%", "10.7%"}, {"60.0%", "40.0%"}, {"0.0%", "89.3%"}}
	if got := []span{g.Proven, g.Open, g.Failed, g.Covered}; !slices.Equal(got, want) || !g.Drawn {
		t.Errorf("got %v, want %v", got, want)
	}
	// Settled: assured is rounded down and possible up, and both are one.
	g = newGauge("n", "", assessment.Score{Assured: p(33.3), Possible: p(33.4), Coverage: p(100), Counts: assessment.Counts{Pass: 1, Fail: 2}}, ruleWords)
	if g.Open.W != "0.0%" || g.Failed.X != "33.3%" || g.Interval != "33.3\u00a0%" {
		t.Errorf("got %+v", g)
	}
	if g := newGauge("n", "", assessment.Score{}, ruleWords); g.Drawn || g.Interval != "no score" {
		t.Errorf("got %+v", g)
	}
}

// A verdict that is not known is never shown as one that passes.
func TestUnknownIsNeverAPass(t *testing.T) {
	for _, m := range []mark{
		verdictMark("later"), verdictMark(assessment.Unknown), conformityMark("later"), conformityMark(assessment.Undetermined),
		sideMark("later"), sideMark(assessment.SideMissing), sideMark(assessment.SideExpired), sideMark(assessment.SideRefused), sideMark(assessment.SideIncomplete),
		stateMark(assessment.Attestation, "later"), stateMark(assessment.Attestation, assessment.RecordExpired), checkMark("partial"), checkMark("denied"), checkMark("failed"),
	} {
		if m.Class != "unknown" {
			t.Errorf("%q is shown as %s", m.Word, m.Class)
		}
	}
	if m := stateMark(assessment.Waiver, assessment.RecordCounts); m.Class == "pass" {
		t.Error("a waiver is shown as a pass")
	}
	if v := verdictOver(assessment.Counts{Pass: 999, Unknown: 1}); v != assessment.Unknown {
		t.Errorf("unknown on one host of a thousand is %s", v)
	}
	if v := verdictOver(assessment.Counts{}); v != assessment.Unknown {
		t.Errorf("a rule of no host is %s", v)
	}
}

func TestObjectAndMessage(t *testing.T) {
	for _, c := range []struct{ resource, message, object, rest string }{
		{"toor", "uid 0 is shared with root", "toor", "uid 0 is shared with root"},
		{"guest", "account guest: empty password", "", "account guest: empty password"},
		{"/bin/su", "/bin/su is of no package", "/bin/su", "is of no package"},
		{"/bin/su", "/bin/sudo is of no package", "/bin/su", "/bin/sudo is of no package"},
		{"", "nothing listens", "", "nothing listens"},
	} {
		v := assessment.Violation{Resource: c.resource, Message: c.message}
		if o, m := object(v), message(v); o != c.object || m != c.rest {
			t.Errorf("%+v: %q, %q", c, o, m)
		}
	}
}
