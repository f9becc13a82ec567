// Package network gathers how a host is connected: interfaces and default
// routes of the running system, devices that configuration files make, name
// servers, proxies and /etc/hosts. It does not know which of them are wanted.
package network

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"path"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "network",
		Title: "Network connections",
		Description: "Interfaces, networks and default routes of the running system (/sys/class/net, /proc/net); bridges, bonds and " +
			"tunnels in configuration files; name servers, proxies and /etc/hosts.",
	}
}

const (
	classNet = "/sys/class/net"
	// maxInterfaces bounds the interfaces that are looked at.
	maxInterfaces = 5000
	valueLimit    = 64 << 10
)

// gatherer carries what every part needs.
type gatherer struct {
	host.Host
	gaps *facts.Gaps
	f    *Facts
}

var errNotRunning = fmt.Errorf("only a running system tells this: %w", host.ErrUnsupported)

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	g := &gatherer{Host: h, gaps: gaps, f: &Facts{}}
	if h.Has(host.CapSystem) {
		g.interfaces(ctx)
		g.routes(ctx)
	} else {
		gaps.Add("interfaces", errNotRunning)
		gaps.Add("default_routes", errNotRunning)
	}
	g.configured(ctx)
	g.resolver(ctx)
	g.proxies(ctx)
	g.hosts(ctx)
	return g.f, ctx.Err()
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

// list returns the entries of a folder, none when it does not exist.
func (g *gatherer) list(ctx context.Context, dir string) ([]host.FileInfo, error) {
	entries, err := g.ReadDir(ctx, dir)
	if errors.Is(err, host.ErrNotExist) {
		return nil, nil
	}
	return entries, err
}

// Flags of netdevice(7).
const (
	flagUp      = 0x1
	flagPromisc = 0x100
)

func (g *gatherer) interfaces(ctx context.Context) {
	entries, err := g.ReadDir(ctx, classNet)
	if err != nil {
		g.gaps.Add("interfaces", err)
		return
	}
	networks, err := g.networks(ctx)
	if err != nil {
		g.gaps.Add("interfaces[*].networks", err)
	}
	g.f.Interfaces = map[string]Interface{}
	for _, e := range entries {
		if !e.IsLink() && !e.IsDir() {
			// bonding_masters is a file.
			continue
		}
		name := facts.Text(e.Name)
		if len(g.f.Interfaces) >= maxInterfaces || ctx.Err() != nil {
			g.gaps.AddReason("interfaces", fmt.Sprintf("more than %d interfaces", maxInterfaces), false)
			return
		}
		i, err := g.device(ctx, path.Join(classNet, e.Name))
		if errors.Is(err, host.ErrNotExist) {
			// It went away meanwhile.
			continue
		}
		if err != nil {
			g.gaps.Add("interfaces["+strconv.Quote(name)+"]", err)
			continue
		}
		if networks != nil {
			i.Networks = append([]string{}, networks[e.Name]...)
		}
		g.f.Interfaces[name] = i
	}
}

// device reads one folder of /sys/class/net.
func (g *gatherer) device(ctx context.Context, dir string) (Interface, error) {
	i := Interface{Source: facts.File(facts.Text(dir))}
	text, err := g.ReadFile(ctx, dir+"/flags", valueLimit)
	if err != nil {
		return i, err
	}
	flags, err := strconv.ParseUint(strings.TrimSpace(string(text)), 0, 32)
	if err != nil {
		return i, fmt.Errorf("%s/flags: %w", dir, err)
	}
	if text, err = g.ReadFile(ctx, dir+"/type", valueLimit); err != nil {
		return i, err
	}
	hardware := strings.TrimSpace(string(text))
	uevent, err := g.read(ctx, dir+"/uevent")
	if err != nil {
		return i, err
	}
	devtype := ""
	for line := range strings.Lines(string(uevent)) {
		if v, ok := strings.CutPrefix(strings.TrimSpace(line), "DEVTYPE="); ok {
			devtype = v
		}
	}
	has := func(name string) bool {
		_, err := g.Lstat(ctx, dir+"/"+name)
		return err == nil
	}
	if link, err := g.ReadLink(ctx, dir+"/master"); err == nil {
		i.Master = facts.Text(path.Base(link))
	}
	i.Up, i.Physical = flags&flagUp != 0, has("device")
	// The port of a bridge or bond takes in everything to do its work.
	i.Promiscuous = flags&flagPromisc != 0 && i.Master == "" && !has("brport")
	link := ""
	if text, err := g.ReadLink(ctx, dir); err == nil {
		link = text
	}
	i.Kind = kind(hardware, devtype, has, strings.Contains(link, "/virtual/"))
	return i, nil
}

// kind names an interface by its ARPHRD number (<linux/if_arp.h>), the kernel's
// DEVTYPE and the files that only some drivers have.
func kind(hardware, devtype string, has func(string) bool, virtual bool) string {
	switch {
	case hardware == "772":
		return "loopback"
	case has("bridge"), devtype == "bridge":
		return "bridge"
	case has("bonding"), devtype == "bond":
		return "bond"
	case devtype == "vlan":
		return "vlan"
	case has("phy80211"), has("wireless"), devtype == "wlan":
		return "wireless"
	case has("tun_flags"):
		return "tunnel"
	}
	switch devtype {
	case "wireguard", "vxlan", "geneve", "gre", "gretap", "erspan", "ppp", "vti", "ipip", "sit", "gtp", "macsec", "ip6tnl", "bareudp", "amt", "ovpn":
		return "tunnel"
	case "wwan":
		return "wireless"
	case "macvlan", "ipvlan", "veth":
		return "veth"
	}
	switch hardware {
	case "768", "769", "776", "777", "778", "823", "512", "65534":
		return "tunnel"
	case "1":
		// A veth has a partner and no device behind it, like a dummy.
		if virtual && !has("device") {
			return "veth"
		}
		return "ethernet"
	}
	return "other"
}

// networks tells which networks each interface is in, from the routes that
// have no gateway and the table of IPv6 addresses.
func (g *gatherer) networks(ctx context.Context) (map[string][]string, error) {
	out := map[string][]string{}
	add := func(name string, p netip.Prefix) {
		if a := p.Addr(); a.IsMulticast() || a.IsLinkLocalUnicast() || a.IsLoopback() || p.Bits() == 0 {
			return
		}
		text := p.Masked().String()
		for _, x := range out[name] {
			if x == text {
				return
			}
		}
		out[name] = append(out[name], text)
	}
	b, err := g.read(ctx, "/proc/net/route")
	if err != nil {
		return nil, err
	}
	for _, r := range parseRoutes(string(b)) {
		if !r.gateway.IsValid() || r.gateway.IsUnspecified() {
			add(r.name, r.dest)
		}
	}
	if b, err = g.read(ctx, "/proc/net/if_inet6"); err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(line)
		if len(f) < 6 {
			continue
		}
		bits, err := strconv.ParseUint(f[2], 16, 8)
		a, ok := hexIPv6(f[0])
		if err == nil && ok && bits <= 128 {
			add(f[5], netip.PrefixFrom(a, int(bits)))
		}
	}
	return out, nil
}

func (g *gatherer) routes(ctx context.Context) {
	g.f.DefaultRoutes = map[string]Route{}
	for _, t := range []struct {
		file, family string
		parse        func(string) []route
	}{{"/proc/net/route", "ipv4", parseRoutes}, {"/proc/net/ipv6_route", "ipv6", parseRoutes6}} {
		b, err := g.read(ctx, t.file)
		if err != nil {
			g.gaps.Add("default_routes", err)
			g.f.DefaultRoutes = nil
			return
		}
		for _, r := range t.parse(string(b)) {
			if r.dest.Bits() != 0 {
				continue
			}
			name := facts.Text(r.name)
			key := t.family + "/" + name + "/" + r.gateway.String()
			g.f.DefaultRoutes[key] = Route{Family: t.family, Interface: name, Gateway: r.gateway.String(), Metric: r.metric, Source: facts.File(t.file)}
		}
	}
}
