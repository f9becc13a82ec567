package homes

import (
	"context"
	"testing"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

// A ruined list of accounts is a gap, not a host without homes.
func TestRuinedPasswdIsAGap(t *testing.T) {
	for _, content := range []string{"", "junk\n", "root:x:0:0::/root:/bin/sh\n\x00\xff"} {
		gaps := facts.NewGaps("homes")
		if _, err := Gather(context.Background(), hosttest.Tree(t, map[string]string{"/etc/passwd": content}), gaps); err != nil {
			t.Fatal(err)
		}
		if m := gaps.Missing(); len(m) != 1 || m[0].Path != "homes.accounts" {
			t.Errorf("%q: gaps %+v", content, m)
		}
	}
}
