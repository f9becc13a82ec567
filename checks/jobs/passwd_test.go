package jobs

import (
	"context"
	"slices"
	"testing"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

// A ruined list of accounts says nothing of those that it does not name.
func TestRuinedPasswdIsAGap(t *testing.T) {
	for _, content := range []string{"", "junk\n", "root:x:0:0::/root:/bin/sh\n\x00\xff", "root:x:0:0::/root:/bin/sh\n\xfe\n"} {
		gaps := facts.NewGaps("jobs")
		if _, err := Gather(context.Background(), hosttest.Tree(t, map[string]string{
			"/etc/passwd": content, "/etc/group": "root:x:0:\n",
		}), gaps); err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(gaps.Missing(), func(m facts.Missing) bool { return m.Path == `jobs.jobs[*].root` }) {
			t.Errorf("%q: gaps %+v", content, gaps.Missing())
		}
	}
}
