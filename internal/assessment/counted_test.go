package assessment_test

import (
	"testing"

	"isoscan/internal/assessment"
)

func TestCounted(t *testing.T) {
	for n, want := range map[int]string{0: "0 rules fail", 1: "1 rule fails", 2: "2 rules fail", 21: "21 rules fail", -1: "-1 rules fail"} {
		if got := assessment.Counted(n, "rule fails", "rules fail"); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
