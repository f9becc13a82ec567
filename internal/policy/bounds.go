package policy

import (
	"context"
	"errors"
	"fmt"
	"runtime/metrics"
	"time"
)

// Bounds on the evaluation of a user's own pack. Rego always ends, but nested
// loops over the facts end after years, and a growing array when memory is gone.
const (
	packTime   = 10 * time.Second
	packMemory = 512 << 20
	// aloneShare is the part of packTime that one rule may take when the rules
	// are asked one by one to find out which of them is the slow one.
	aloneShare = 10
)

var (
	errPackTime   = errors.New("it takes longer than allowed")
	errPackMemory = fmt.Errorf("it takes more than %d MiB of memory", packMemory>>20)
)

// bounded returns a context that ends after the time, or when the heap has
// grown by more than packMemory. The cause says which.
func bounded(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	stop := make(chan struct{})
	go func() {
		begin := heap()
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		end := time.NewTimer(limit)
		defer end.Stop()
		for {
			select {
			case <-stop:
				return
			case <-ctx.Done():
				return
			case <-end.C:
				cancel(fmt.Errorf("%w: %v", errPackTime, limit))
				return
			case <-tick.C:
				if now := heap(); now > begin && now-begin > packMemory {
					cancel(errPackMemory)
					return
				}
			}
		}
	}()
	return ctx, func() { close(stop); cancel(nil) }
}

// heap is how many bytes the objects on the heap take.
func heap() uint64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	if s[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return s[0].Value.Uint64()
}
