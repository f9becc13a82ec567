// Package scan is isoscan as a library: gather facts from a host, evaluate
// policies over facts, score the verdicts.
package scan

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"time"

	"isoscan/checks"
	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// Gatherer runs checks on a host.
type Gatherer struct {
	Checks []checks.Check
	// Timeout bounds each check; zero means DefaultCheckTimeout.
	Timeout time.Duration
	// Workers is how many checks run at once; zero means 4.
	Workers int
	// Version of the program, kept in the document.
	Version string
	// Clock tells the time; nil means time.Now.
	Clock func() time.Time
	// Progress, when set, is told as each check begins and ends. Calls come one
	// at a time.
	Progress func(Progress)
}

// Progress tells how far gathering is.
type Progress struct {
	// Check that begins, or ends when Done is counted up.
	Check string
	// Ended: the check has ended.
	Ended       bool
	Done, Total int
}

// DefaultCheckTimeout bounds one check. The longest is nmap's, which ends by
// itself after 90 seconds.
const DefaultCheckTimeout = 2 * time.Minute

// Gather runs every check and returns what they saw. It has no error: what
// failed is in the statuses. A cancelled context ends it early with the rest of
// the checks failed.
func (g Gatherer) Gather(ctx context.Context, h host.Host, root string) *facts.Document {
	now := g.Clock
	if now == nil {
		now = time.Now
	}
	timeout := g.Timeout
	if timeout <= 0 {
		timeout = DefaultCheckTimeout
	}
	workers := g.Workers
	if workers <= 0 {
		workers = 4
	}
	doc := &facts.Document{
		Schema: facts.SchemaVersion, Version: g.Version, StartedAt: now().UTC().Truncate(time.Second),
		Checks: map[string]facts.CheckStatus{}, Facts: map[string]json.RawMessage{},
		Target: facts.Target{
			Kind: string(h.Kind()), Root: root, Name: hostName(ctx, h),
			Privileged: h.Has(host.CapPrivileged), Running: h.Has(host.CapSystem),
		},
	}
	var mu sync.Mutex
	done := 0
	tell := func(id string, ended bool) {
		if ended {
			done++
		}
		if g.Progress != nil {
			g.Progress(Progress{Check: id, Ended: ended, Done: done, Total: len(g.Checks)})
		}
	}
	queue := make(chan checks.Check)
	var wg sync.WaitGroup
	for range min(workers, max(len(g.Checks), 1)) {
		wg.Go(func() {
			for c := range queue {
				id := c.Info().ID
				mu.Lock()
				tell(id, false)
				mu.Unlock()
				cctx, cancel := context.WithTimeout(ctx, timeout)
				raw, st := c.Gather(cctx, h)
				cancel()
				mu.Lock()
				doc.Checks[id] = st
				if raw != nil {
					doc.Facts[id] = raw
				}
				tell(id, true)
				mu.Unlock()
			}
		})
	}
	for _, c := range g.Checks {
		queue <- c
	}
	close(queue)
	wg.Wait()
	doc.FinishedAt = now().UTC().Truncate(time.Second)
	return doc
}

// hostName is the node name of a running system, else what /etc/hostname says,
// else the folder's name: only a name for people, never evidence.
func hostName(ctx context.Context, h host.Host) string {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if n, err := h.Hostname(ctx); err == nil && n != "" {
		return facts.Text(n)
	}
	if b, err := h.ReadFile(ctx, "/etc/hostname", 4096); err == nil {
		for line := range strings.Lines(string(b)) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
				return facts.Text(line)
			}
		}
	}
	return "unnamed"
}
