package firewall

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// ufw builds the rules that ufw loads: its own chains, which ufw-init makes
// (ufw-framework(8)), around the rules of the files in /etc/ufw.
func (g *gatherer) ufw(ctx context.Context) {
	const conf, defaults = "/etc/ufw/ufw.conf", "/etc/default/ufw"
	c, err := g.read(ctx, conf)
	if err != nil {
		g.uncertain(err)
		return
	}
	if c == nil {
		return
	}
	d, err := g.read(ctx, defaults)
	if err != nil {
		g.uncertain(err)
		return
	}
	at, starts := g.startsAt(ctx, "ufw")
	// The shell reads the defaults first, so that ufw.conf may change them.
	get := func(name string) (string, facts.Source) {
		if v, line := assigned(string(c), name); line > 0 {
			return v, facts.FileLine(conf, line)
		}
		v, line := assigned(string(d), name)
		return v, facts.FileLine(defaults, line)
	}
	enabled, source := get("ENABLED")
	on := enabled == "yes" || enabled == "YES"
	m := Manager{Starts: starts, Enabled: on, Source: at}
	if !on {
		m.Source = source
	}
	defer func() { g.f.Managers["ufw"] = m }()
	if !on || !starts {
		return
	}
	if len(c) == 0 || len(d) == 0 {
		// ufw-init ends when one of the two is missing or empty.
		m.Filters, m.Source = ptr(false), facts.File(defaults)
		return
	}
	for _, hook := range []string{"before", "after"} {
		p := "/etc/ufw/" + hook + ".init"
		info, err := g.Stat(ctx, p)
		if err == nil && info.Perm()&0o111 != 0 {
			g.uncertain(fmt.Errorf("%s is executable, and what it does is not interpreted", p))
			return
		}
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			g.uncertain(err)
			return
		}
	}
	rs := &ruleset{}
	for _, ipv6 := range []bool{false, true} {
		if v, _ := get("IPV6"); ipv6 && v != "yes" && v != "YES" {
			closed := "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT DROP [0:0]\n-A INPUT -i lo -j ACCEPT\n-A OUTPUT -o lo -j ACCEPT\nCOMMIT\n"
			if err := rs.readIptables(closed, true, false, "ufw", func(int) facts.Source { return facts.File(defaults) }); err != nil {
				g.uncertain(err)
			}
			continue
		}
		if err := g.ufwFamily(ctx, rs, ipv6, get); err != nil {
			g.uncertain(err)
			return
		}
	}
	if err := rs.check(); err != nil {
		g.uncertain(err)
		return
	}
	filters := rs.filters()
	m.Filters = &filters
	g.boot.tables = append(g.boot.tables, rs.tables...)
}

// ufwFamily does what ufw-init does for one of iptables and ip6tables.
func (g *gatherer) ufwFamily(ctx context.Context, rs *ruleset, ipv6 bool, get func(string) (string, facts.Source)) error {
	six := map[bool]string{true: "6", false: ""}[ipv6]
	load := func(text string, source facts.Source) error {
		return rs.readIptables(text, ipv6, true, "ufw", func(int) facts.Source { return source })
	}
	hooks := []string{"INPUT", "OUTPUT", "FORWARD"}
	var b strings.Builder
	b.WriteString("*filter\n")
	for _, h := range hooks {
		b.WriteString(":" + h + " ACCEPT [0:0]\n")
	}
	own := "/etc/ufw/ufw.conf"
	for _, h := range hooks {
		l := strings.ToLower(h)
		for _, c := range []string{"before-logging", "before", "after", "after-logging", "reject", "track"} {
			fmt.Fprintf(&b, ":ufw%s-%s-%s - [0:0]\n-A %s -j ufw%s-%s-%s\n", six, c, l, h, six, c, l)
		}
		policy, _ := get("DEFAULT_" + h + "_POLICY")
		switch policy {
		case "REJECT":
			fmt.Fprintf(&b, "-A ufw%s-reject-%s -j REJECT\n", six, l)
		case "ACCEPT":
			for _, proto := range []string{"tcp", "udp"} {
				fmt.Fprintf(&b, "-A ufw%s-track-%s -p %s -m conntrack --ctstate NEW -j ACCEPT\n", six, l, proto)
			}
		case "DROP":
		default:
			return fmt.Errorf("/etc/default/ufw: the policy %q of DEFAULT_%s_POLICY is not understood", facts.Text(policy), h)
		}
		fmt.Fprintf(&b, ":ufw%s-skip-to-policy-%s - [0:0]\n-A ufw%s-skip-to-policy-%s -j %s\n", six, l, six, l, policy)
	}
	for _, c := range []string{"input", "output", "forward", "logging-input", "logging-output", "logging-forward", "limit", "limit-accept"} {
		fmt.Fprintf(&b, ":ufw%s-user-%s - [0:0]\n", six, c)
	}
	fmt.Fprintf(&b, ":ufw%s-logging-deny - [0:0]\n:ufw%s-logging-allow - [0:0]\nCOMMIT\n", six, six)
	if err := load(b.String(), facts.File(own)); err != nil {
		return err
	}
	for _, name := range []string{"before", "after", "user"} {
		file := "/etc/ufw/" + name + six + ".rules"
		text, err := g.read(ctx, file)
		if err != nil {
			return err
		}
		g.rulesFile(ctx, file)
		if len(text) > 0 {
			err := rs.readIptables(string(text), ipv6, true, "ufw", func(n int) facts.Source { return facts.FileLine(file, n) })
			if err != nil {
				return err
			}
		}
	}
	b.Reset()
	b.WriteString("*filter\n")
	for _, h := range hooks {
		l := strings.ToLower(h)
		fmt.Fprintf(&b, "-A ufw%s-before-%s -j ufw%s-user-%s\n", six, l, six, l)
	}
	b.WriteString("COMMIT\n")
	if err := load(b.String(), facts.File(own)); err != nil {
		return err
	}
	for _, h := range hooks {
		policy, source := get("DEFAULT_" + h + "_POLICY")
		if policy == "REJECT" {
			policy = "DROP"
		}
		if err := load("*filter\n-P "+h+" "+policy+"\nCOMMIT\n", source); err != nil {
			return err
		}
	}
	return nil
}
