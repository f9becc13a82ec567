package firewall

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// live reads the rules that are loaded now. nft tells those of nftables;
// iptables-save those of iptables, whose matches nft cannot show.
func (g *gatherer) live(ctx context.Context) (*ruleset, facts.Source, error) {
	argv := []string{"nft", "-j", "list", "ruleset"}
	source := facts.Command(argv...)
	rs := &ruleset{}
	if g.Kind() != host.Local || !g.Has(host.CapRun) {
		return rs, source, fmt.Errorf("the loaded rules: %w", host.ErrUnsupported)
	}
	out, err := g.command(ctx, argv)
	switch {
	case errors.Is(err, host.ErrNotExist):
		return g.withoutNFT(ctx)
	case err != nil && strings.Contains(err.Error(), "JSON"):
		// Built without JSON: the text says the same.
		argv = []string{"nft", "list", "ruleset"}
		source = facts.Command(argv...)
		if out, err = g.command(ctx, argv); err != nil {
			return rs, source, err
		}
		s := newScript("nftables")
		if err := s.run(string(source), out); err != nil {
			return rs, source, err
		}
		if len(s.problems) > 0 {
			return rs, source, errors.New(s.problems[0])
		}
		rs = s.rs
	case err != nil:
		return rs, source, err
	default:
		if rs, err = parseJSON(out, source); err != nil {
			return rs, source, err
		}
		if rs.flagged() {
			text, err := g.command(ctx, []string{"nft", "list", "ruleset"})
			if err == nil {
				err = rs.dormancy(text)
			}
			if err != nil {
				return rs, source, err
			}
		}
	}
	for _, t := range rs.tables {
		if t.name == "firewalld" {
			t.by = "firewalld"
		}
	}
	if err := g.liveIptables(ctx, rs); err != nil {
		return rs, source, err
	}
	return rs, source, nil
}

// command runs one, and makes an error of a failure.
func (g *gatherer) command(ctx context.Context, argv []string) ([]byte, error) {
	out, err := g.Run(ctx, argv...)
	if err != nil {
		return nil, err
	}
	if out.ExitCode != 0 {
		first, _, _ := strings.Cut(strings.TrimSpace(string(out.Stderr)), "\n")
		err := fmt.Errorf("%s: exit status %d: %s", strings.Join(argv, " "), out.ExitCode, facts.Text(first))
		if strings.Contains(first, "ermission denied") || strings.Contains(first, "not permitted") {
			err = fmt.Errorf("%w: %w", err, host.ErrPermission)
		}
		return nil, err
	}
	return out.Stdout, nil
}

// liveIptables replaces the tables that iptables made by what iptables-save
// says, and adds those of the legacy back-end. A tool that would make the
// kernel load a module is not run: it is asked only for tables that are there.
func (g *gatherer) liveIptables(ctx context.Context, rs *ruleset) error {
	for _, family := range []struct {
		name, tool, proc string
		ipv6             bool
	}{{"ip", "iptables", "/proc/net/ip_tables_names", false}, {"ip6", "ip6tables", "/proc/net/ip6_tables_names", true}} {
		made := func(t *table) bool { return t.family == family.name && isIptables(t) }
		some := false
		for _, t := range rs.tables {
			some = some || made(t)
		}
		if some {
			out, err := g.firstOf(ctx, family.tool+"-nft-save", family.tool+"-save")
			if err != nil {
				return err
			}
			rs.drop(made)
			if err := g.saved(rs, out, family.ipv6, family.tool+"-save"); err != nil {
				return err
			}
		}
		names, err := g.read(ctx, family.proc)
		if err != nil {
			return err
		}
		if len(strings.TrimSpace(string(names))) == 0 {
			continue
		}
		out, err := g.firstOf(ctx, family.tool+"-legacy-save", family.tool+"-save")
		if err != nil {
			return err
		}
		legacy := &ruleset{}
		if err := g.saved(legacy, out, family.ipv6, family.tool+"-legacy-save"); err != nil {
			return err
		}
		rs.tables = append(rs.tables, legacy.tables...)
	}
	return nil
}

// isIptables: a table with the names that iptables' nft back-end gives.
func isIptables(t *table) bool {
	switch t.name {
	case "filter", "nat", "mangle", "raw", "security":
	default:
		return false
	}
	for name, c := range t.chains {
		if c.hook != "" && builtin[name] == "" {
			return false
		}
		for _, r := range c.rules {
			for _, p := range r.parts {
				if p.kind == isOpaque {
					return true
				}
			}
		}
		if builtin[name] != "" && c.hook == builtin[name] {
			return true
		}
	}
	return false
}

func (g *gatherer) firstOf(ctx context.Context, tools ...string) (out []byte, err error) {
	for _, tool := range tools {
		if out, err = g.command(ctx, []string{tool}); !errors.Is(err, host.ErrNotExist) {
			return out, err
		}
	}
	return nil, err
}

func (g *gatherer) saved(rs *ruleset, out []byte, ipv6 bool, tool string) error {
	by := "iptables"
	if strings.Contains(string(out), "-j ufw") {
		by = "ufw"
	}
	return rs.readIptables(string(out), ipv6, false, by, func(int) facts.Source { return facts.Command(tool) })
}

// withoutNFT tells the rules of a host that has no nft: those of iptables, when
// the kernel holds nothing else.
func (g *gatherer) withoutNFT(ctx context.Context) (*ruleset, facts.Source, error) {
	rs := &ruleset{}
	modules, err := g.read(ctx, "/proc/modules")
	if err != nil {
		return rs, "/proc/modules", err
	}
	loaded := strings.HasPrefix(string(modules), "nf_tables ") || strings.Contains(string(modules), "\nnf_tables ")
	if loaded || modules == nil {
		// iptables-save shows what its nft back-end made; other tables stay unseen.
		return rs, "/proc/modules", errors.New("nf_tables is in use and nft is not installed, so the loaded rules cannot be listed")
	}
	if err := g.liveIptables(ctx, rs); err != nil {
		return rs, "/proc/modules", err
	}
	if len(rs.tables) > 0 {
		return rs, facts.Command("iptables-save"), nil
	}
	if !strings.Contains(string(modules), " ") {
		return rs, "/proc/modules", errors.New("the kernel has no modules and nft is not installed, so the loaded rules cannot be listed")
	}
	return rs, "/proc/modules", nil
}
