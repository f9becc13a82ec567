package services

import (
	"context"
	"slices"

	"isoscan/internal/facts"
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
		there, err := exists(ctx, g, dir)
		if err != nil {
			g.gaps.Add("journald.persistent", err)
		}
		j.Persistent = facts.At(there && err == nil, facts.File(dir))
	}
	notEmpty := func(v string) bool { return v != "" }
	j.Compress = text("Compress", "yes", notEmpty)
	// The built-in default is no upstream and yes in Debian's build, so an
	// unset value stays absent.
	if a, ok := c.Last("Journal", "ForwardToSyslog", isBool); ok {
		v, _ := systemd.Bool(a.Value)
		j.ForwardToSyslog = facts.AtPtr(v, facts.FileLine(a.Path, a.Line))
	}
	j.Seal = flag("Seal", true)
	j.MaxRetention = text("MaxRetentionSec", "0", notEmpty)
	j.MaxLevelStore = text("MaxLevelStore", "debug", notEmpty)
	j.RateLimitBurst = text("RateLimitBurst", "10000", notEmpty)
	if a, ok := c.Last("Journal", "SystemMaxUse", notEmpty); ok {
		j.SystemMaxUse = facts.AtPtr(facts.Text(a.Value), facts.FileLine(a.Path, a.Line))
	}
	g.f.Journald = j
}

func isBool(v string) bool {
	_, ok := systemd.Bool(v)
	return ok
}
