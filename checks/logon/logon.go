package logon

import (
	"cmp"
	"context"
	"fmt"

	"isoscan/internal/custody"
	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/parse/passwd"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "logon",
		Title: "Log-on texts, shell environment and session limits",
		Description: "Reads the banners, follows the shells' start-up files without running them for TMOUT, umask and the search path, " +
			"and reads access.conf, securetty, core-dump limits and logind.conf.",
	}
}

// reader carries one run's state.
type reader struct {
	ctx     context.Context
	h       host.Host
	custody *custody.Walker
	gaps    *facts.Gaps
	facts   *Facts
	defs    map[string]def
	// moreShells: there may be log-on shells that could not be read.
	moreShells bool
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	if _, err := h.Stat(ctx, "/etc"); err != nil {
		return nil, err
	}
	r := &reader{ctx: ctx, h: h, custody: custody.New(h), gaps: gaps, facts: &Facts{}}
	r.banners()
	r.shells()
	r.loginDefs()
	r.sessions()
	r.access()
	r.securetty()
	r.nologin()
	r.core()
	r.logind()
	return r.facts, ctx.Err()
}

// keyed is the fact path of one element of a map.
func keyed(field, name string) string {
	return fmt.Sprintf("%s[%q]", field, facts.Text(name))
}

// shells counts the log-on shells of passwd(5).
func (r *reader) shells() {
	b, err := r.h.ReadFile(r.ctx, "/etc/passwd", host.ConfigLimit)
	if err != nil {
		r.gaps.Add("shells", err)
		r.moreShells = true
		return
	}
	r.facts.Shells = map[string]int{}
	list, err := passwd.Parse(b)
	if err != nil {
		// Those that were read are there; others may be.
		r.gaps.Add("shells", err)
		r.moreShells = true
	}
	for _, a := range list {
		if shell := cmp.Or(a.Shell, "/bin/sh"); a.LogsOn() && len(r.facts.Shells) < 100 {
			r.facts.Shells[facts.Text(shell)]++
		}
	}
}
