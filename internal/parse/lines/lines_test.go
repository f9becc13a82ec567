package lines_test

import (
	"strings"
	"testing"

	"isoscan/internal/parse/lines"
)

func TestContinued(t *testing.T) {
	for text, want := range map[string]string{
		"a\nb":          "a",
		"a\\\n b\nc":    "ab",
		"a\\\nb\\\nc\n": "abc",
		"a\\":           "a\\", // nothing to join
		"\\\n":          "",
		"a\\\\\n\nb":    "ab", // what the join leaves at the end counts
		"":              "",
	} {
		all := strings.Split(text, "\n")
		if got, _ := lines.Continued(all, 0, all[0], strings.TrimSpace); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	if _, last := lines.Continued([]string{`a\`, `b\`, "c", "d"}, 0, `a\`, strings.TrimSpace); last != 2 {
		t.Errorf("the last line is %d, want 2", last)
	}
}

// Four megabytes of joined lines take no longer than reading them.
func TestContinuedIsLinear(t *testing.T) {
	all := strings.Split(strings.Repeat("abcdef\\\n", 500_000), "\n")
	got, last := lines.Continued(all, 0, all[0], strings.TrimSpace)
	if len(got) != 3_000_000 || last != len(all)-1 {
		t.Errorf("%d bytes up to line %d of %d", len(got), last, len(all))
	}
}
