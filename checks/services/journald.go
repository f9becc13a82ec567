package services

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

// journald reads the effective journald.conf(5). Defaults are those of the
// manual page.
func (g *gatherer) journald(ctx context.Context, tree *systemd.Tree) {
	c := systemd.ReadConfig(ctx, g, "journald.conf")
	for _, err := range c.Problems {
		g.gaps.Add("journald", err)
	}
	unit := tree.Lookup(ctx, "systemd-journald.service")
	j := &Journald{Present: unit.Load == "found"}
	text := func(key, fallback string, valid func(string) bool) facts.Sourced[string] {
		if a, ok := c.Last("Journal", key, valid); ok {
			return facts.At(facts.Text(a.Value), facts.FileLine(a.Path, a.Line))
		}
		return facts.At(fallback, facts.Default("systemd-journald"))
	}
	flag := func(key string, fallback bool) facts.Sourced[bool] {
		s := text(key, "", isBool)
		if s.Value == "" {
			return facts.At(fallback, s.Source)
		}
		v, _ := systemd.Bool(s.Value)
		return facts.At(v, s.Source)
	}
	j.Storage = text("Storage", "auto", func(v string) bool {
		return slices.Contains([]string{"volatile", "persistent", "auto", "none"}, v)
	})
	j.Persistent = facts.At(j.Storage.Value == "persistent", j.Storage.Source)
	// A tree of units and settings without any service manager, as one that is
	// put together before systemd goes in: what is set speaks for journald.
	if unit.Load == "missing" && g.f.Init == nil && j.Storage.Source != facts.Default("systemd-journald") {
		j.Present = true
	}
	if j.Storage.Value == "auto" {
		const dir = "/var/log/journal"
		info, err := g.Stat(ctx, dir)
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			g.gaps.Add("journald.persistent", err)
		}
		j.Persistent = facts.At(err == nil && info.IsDir(), facts.File(dir))
	}
	j.Compress = text("Compress", "yes", func(v string) bool { return isBool(v) || systemd.IsSize(v) })
	// The built-in default is no upstream and yes in Debian's build, so an
	// unset value stays absent.
	if a, ok := c.Last("Journal", "ForwardToSyslog", isBool); ok {
		v, _ := systemd.Bool(a.Value)
		j.ForwardToSyslog = facts.AtPtr(v, facts.FileLine(a.Path, a.Line))
	}
	j.Seal = flag("Seal", true)
	j.MaxRetention = text("MaxRetentionSec", "0", isSpan)
	j.MaxLevelStore = text("MaxLevelStore", "debug", isLevel)
	j.RateLimitBurst = text("RateLimitBurst", "10000", func(v string) bool {
		n, ok := systemd.Number(v)
		return ok && n <= math.MaxUint32
	})
	if a, ok := c.Last("Journal", "SystemMaxUse", systemd.IsSize); ok {
		j.SystemMaxUse = facts.AtPtr(facts.Text(a.Value), facts.FileLine(a.Path, a.Line))
	}
	g.f.Journald = j
}

func isSpan(v string) bool {
	_, ok := systemd.Span(v)
	return ok
}

// isLevel tells a level of syslog(3), by name or number.
func isLevel(v string) bool {
	n, ok := systemd.Number(v)
	return ok && n <= 7 || slices.Contains(strings.Fields("emerg alert crit err warning notice info debug"), v)
}

func isBool(v string) bool {
	_, ok := systemd.Bool(v)
	return ok
}
