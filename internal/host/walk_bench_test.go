package host_test

import (
	"errors"
	"os"
	"os/exec"
	"sync/atomic"
	"testing"

	"isoscan/internal/host"
)

// BenchmarkWalk compares a walk of ISOSCAN_WALK_ROOT (default /usr) with find(1)
// over the same tree, each entry looked at by both.
func BenchmarkWalk(b *testing.B) {
	root := os.Getenv("ISOSCAN_WALK_ROOT")
	if root == "" {
		root = "/usr"
	}
	b.Run("isoscan", func(b *testing.B) {
		h := host.NewLocal()
		for b.Loop() {
			var n atomic.Int64
			report, err := h.Walk(b.Context(), root, host.WalkOptions{OneDevice: true, Visit: func(batch host.WalkBatch) {
				n.Add(int64(len(batch.Entries)))
			}})
			if err != nil || report.Over != nil || int(n.Load()) != report.Entries {
				b.Fatal(report, err)
			}
			b.ReportMetric(float64(report.Entries), "entries")
		}
	})
	b.Run("find", func(b *testing.B) {
		for b.Loop() {
			c := exec.Command("find", root, "-xdev", "-printf", "%m %U %G\n")
			if err := c.Run(); errors.Is(err, exec.ErrNotFound) { // files that go away meanwhile are no failure
				b.Fatal("find: ", err)
			}
		}
	})
}
