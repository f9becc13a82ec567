// Package firewall gathers what filters packets on a host: the rule sets of
// nftables, iptables, ufw and firewalld, as they are now and as the next boot
// will load them, and TCP wrappers. Rules are followed with sample packets; the
// package does not know which outcome is good.
package firewall

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "firewall",
		Title: "Packet filter and TCP wrappers",
		Description: "What may come in, pass and leave, now (nft, iptables-save) and after the next boot (nftables.conf, iptables rules, " +
			"ufw, firewalld and the units that load them), told by following the rules with sample packets; hosts.allow and hosts.deny.",
	}
}

// gatherer carries what every part needs.
type gatherer struct {
	host.Host
	gaps   *facts.Gaps
	f      *Facts
	tree   *systemd.Tree
	starts map[string]systemd.Start
	// boot is what the next boot loads, as far as it was read; bootErr says
	// why that may not be all.
	boot    *ruleset
	bootErr error
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	g := &gatherer{Host: h, gaps: gaps, boot: &ruleset{}, f: &Facts{
		Managers: map[string]Manager{}, Files: map[string]File{},
		Input: map[string]Filter{}, Forward: map[string]Filter{}, Output: map[string]Filter{},
	}}
	if err := g.atBoot(ctx); err != nil {
		return nil, err
	}
	none := facts.File("/etc")
	for _, name := range sortedKeys(g.f.Managers) {
		none = g.f.Managers[name].Source
	}
	g.judge("boot", g.boot, g.bootErr, none)
	if h.Has(host.CapSystem) {
		rs, source, err := g.live(ctx)
		g.judge("live", rs, err, source)
		g.ipv6(ctx)
	}
	g.wrappers(ctx)
	return g.f, ctx.Err()
}

// judged are the fields that depend on having read every rule.
var judged = []string{"policy", "default", "open", "allowed", "open_interfaces", "stateful", "loopback_guard", "rate_limited", "logged"}

// judge fills the filters of one moment. With an error only who filters is
// told, and the rest is missing.
func (g *gatherer) judge(moment string, rs *ruleset, err error, none facts.Source) {
	for _, hook := range []struct {
		name string
		to   map[string]Filter
	}{{"input", g.f.Input}, {"forward", g.f.Forward}, {"output", g.f.Output}} {
		for _, ipv6 := range []bool{false, true} {
			var f Filter
			var problems map[string]string
			family := map[bool]string{false: "ipv4", true: "ipv6"}[ipv6]
			if err == nil {
				f, problems = judgeFilter(rs, ipv6, hook.name, none)
				f.Moment = moment
			}
			key := moment + "/" + family
			at := hook.name + "[" + strconv.Quote(key) + "]"
			if err != nil {
				f = Filter{Moment: moment, Family: family, Source: none}
				g.gaps.Add(hook.name+"[*].by", err)
				for _, field := range judged {
					if field != "loopback_guard" || hook.name == "input" {
						g.gaps.Add(hook.name+"[*]."+field, err)
					}
				}
			}
			for _, field := range slices.Sorted(maps.Keys(problems)) {
				g.gaps.AddReason(at+"."+field, problems[field], false)
			}
			hook.to[key] = f
		}
	}
}

// uncertain notes that the rules of the next boot are not all known.
func (g *gatherer) uncertain(err error) {
	if g.bootErr == nil {
		g.bootErr = err
	}
}

// read returns a file's content, and nil when it does not exist.
func (g *gatherer) read(ctx context.Context, p string) ([]byte, error) {
	b, err := g.ReadFile(ctx, p, host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		return nil, nil
	}
	if err == nil && b == nil {
		b = []byte{}
	}
	return b, err
}

// rulesFile notes who may change a file of rules.
func (g *gatherer) rulesFile(ctx context.Context, p string) {
	info, err := g.Stat(ctx, p)
	if err != nil {
		if !errors.Is(err, host.ErrNotExist) {
			g.gaps.Add("files["+strconv.Quote(facts.Text(p))+"]", err)
		}
		return
	}
	g.f.Files[facts.Text(p)] = File{
		Mode: fmt.Sprintf("%04o", info.Perm()), UID: int(info.UID),
		GroupWritable: info.Perm()&0o020 != 0 && info.GID != 0, WorldWritable: info.Perm()&0o002 != 0,
	}
}

// ipv6 tells whether the running kernel has an IPv6 address on any interface.
func (g *gatherer) ipv6(ctx context.Context) {
	const table = "/proc/net/if_inet6"
	b, err := g.ReadFile(ctx, table, host.ConfigLimit)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		g.gaps.Add("ipv6", err)
		return
	}
	g.f.IPv6 = facts.AtPtr(len(b) > 0, facts.File(table))
}
