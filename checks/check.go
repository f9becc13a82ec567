// Package checks lists the modules that gather facts and runs each one safely.
// A check reads a host through host.Host and never judges what it sees.
package checks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"time"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// Check gathers one family of facts.
type Check interface {
	// Info describes the check.
	Info() facts.CheckInfo
	// FactType is the struct whose JSON form Gather returns; the facts schema
	// is generated from it.
	FactType() reflect.Type
	// Gather reads the host. It never fails or panics: what went wrong is in
	// the status. The raw message is nil when nothing was observed.
	Gather(ctx context.Context, h host.Host) (json.RawMessage, facts.CheckStatus)
}

// GatherFunc reads a host into F. What it could not see it records in gaps and
// leaves absent from F. An error means that nothing at all could be told.
type GatherFunc[F any] func(ctx context.Context, h host.Host, gaps *facts.Gaps) (*F, error)

// New builds a check from its description and its function. The struct F is
// the schema.
func New[F any](info facts.CheckInfo, gather GatherFunc[F]) Check {
	return check[F]{info: info, gather: gather}
}

type check[F any] struct {
	info   facts.CheckInfo
	gather GatherFunc[F]
}

func (c check[F]) Info() facts.CheckInfo  { return c.info }
func (c check[F]) FactType() reflect.Type { return reflect.TypeFor[F]() }

func (c check[F]) Gather(ctx context.Context, h host.Host) (raw json.RawMessage, st facts.CheckStatus) {
	begin := time.Now()
	type result struct {
		f    *F
		gaps *facts.Gaps
		err  error
	}
	// A system call that blocks (a dead network mount) cannot be cancelled, so
	// the check runs aside and is left behind when its time is over.
	done := make(chan result, 1)
	go func() {
		g := facts.NewGaps(c.info.ID)
		var r result
		defer func() {
			if p := recover(); p != nil {
				r = result{err: fmt.Errorf("the check %s panicked: %v", c.info.ID, p)}
			}
			r.gaps = g
			done <- r
		}()
		r.f, r.err = c.gather(ctx, h, g)
	}()
	var r result
	select {
	case r = <-done:
	case <-ctx.Done():
		r = result{err: fmt.Errorf("the check %s did not end in time: %w", c.info.ID, ctx.Err())}
	}
	st.DurationMS = time.Since(begin).Milliseconds()
	if r.err == nil && r.f == nil {
		r.err = fmt.Errorf("the check %s returned neither facts nor a reason", c.info.ID)
	}
	if r.err == nil {
		raw, r.err = json.Marshal(r.f)
	}
	if r.err != nil {
		st.Status, st.Reason = statusOf(r.err), facts.Reason(r.err)
		st.Missing = []facts.Missing{{
			Path: c.info.ID, Reason: st.Reason, Denied: st.Status == facts.Denied,
		}}
		return nil, st
	}
	st.Status, st.Missing = facts.OK, r.gaps.Missing()
	if n := len(st.Missing); n > 0 {
		st.Status, st.Reason = facts.Partial, st.Missing[0].Reason
		if n > 1 {
			st.Reason = fmt.Sprintf("%s (and %d more)", st.Reason, n-1)
		}
	}
	return raw, st
}

func statusOf(err error) facts.Status {
	switch {
	case errors.Is(err, facts.ErrNotApplicable), errors.Is(err, host.ErrUnsupported):
		return facts.NotApplicable
	case errors.Is(err, fs.ErrPermission):
		return facts.Denied
	default:
		return facts.Failed
	}
}
