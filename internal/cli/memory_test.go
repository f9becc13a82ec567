package cli

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

func TestMemoryLimit(t *testing.T) {
	for live, want := range map[uint64]int64{
		0: softMemoryLimit, 30 << 20: softMemoryLimit, 100 << 20: 190 << 20, 1 << 30: 1<<30 + 552<<20,
	} {
		if got := memoryLimit(live); got != want {
			t.Errorf("%d MB in use: %d MB, want %d", live>>20, got>>20, want>>20)
		}
	}
}

// The limit must follow a heap that stays large, or the collector never rests.
func TestMemoryLimitFollowsTheHeap(t *testing.T) {
	percent, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(math.MaxInt64)
	defer func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}()
	stop := steerMemory()
	defer stop()
	held := make([]byte, 2*softMemoryLimit)
	for range 100 {
		runtime.GC()
		time.Sleep(10 * time.Millisecond) // finalizers run beside
		if debug.SetMemoryLimit(-1) >= 3*softMemoryLimit {
			break
		}
	}
	if got := debug.SetMemoryLimit(-1); got < 3*softMemoryLimit {
		t.Errorf("%d MB are held, and the limit is %d MB", len(held)>>20, got>>20)
	}
	runtime.KeepAlive(held)
}
