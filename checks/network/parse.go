package network

import (
	"encoding/binary"
	"encoding/hex"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"isoscan/internal/facts"
)

// route is one line of a routing table.
type route struct {
	name    string
	dest    netip.Prefix
	gateway netip.Addr
	metric  int
}

// Flags of <linux/route.h>.
const (
	routeUp     = 0x1
	routeReject = 0x200
)

// parseRoutes reads /proc/net/route: numbers in the byte order of the machine,
// which is little endian wherever isoscan runs (proc_net(5)).
func parseRoutes(text string) []route {
	var out []route
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) < 8 {
			continue
		}
		dest, ok1 := hexIPv4(f[1])
		gateway, ok2 := hexIPv4(f[2])
		mask, ok3 := hexIPv4(f[7])
		flags, err := strconv.ParseUint(f[3], 16, 32)
		metric, err2 := strconv.Atoi(f[6])
		if !ok1 || !ok2 || !ok3 || err != nil || err2 != nil || flags&routeUp == 0 || flags&routeReject != 0 {
			continue
		}
		b := mask.As4()
		bits := 0
		for m := binary.BigEndian.Uint32(b[:]); m != 0; m <<= 1 {
			bits++
		}
		out = append(out, route{f[0], netip.PrefixFrom(dest, bits), gateway, metric})
	}
	return out
}

// parseRoutes6 reads /proc/net/ipv6_route.
func parseRoutes6(text string) []route {
	var out []route
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) < 10 || f[9] == "lo" {
			continue
		}
		dest, ok1 := hexIPv6(f[0])
		bits, err := strconv.ParseUint(f[1], 16, 8)
		gateway, ok2 := hexIPv6(f[4])
		metric, err2 := strconv.ParseUint(f[5], 16, 32)
		flags, err3 := strconv.ParseUint(f[8], 16, 64)
		if !ok1 || !ok2 || err != nil || err2 != nil || err3 != nil || bits > 128 || flags&routeUp == 0 || flags&routeReject != 0 {
			continue
		}
		out = append(out, route{f[9], netip.PrefixFrom(dest, int(bits)), gateway, int(metric)})
	}
	return out
}

func hexIPv4(s string) (netip.Addr, bool) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != 4 {
		return netip.Addr{}, false
	}
	return netip.AddrFrom4([4]byte{b[3], b[2], b[1], b[0]}), true
}

func hexIPv6(s string) (netip.Addr, bool) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != 16 {
		return netip.Addr{}, false
	}
	return netip.AddrFrom16([16]byte(b)), true
}

// parseResolv reads resolv.conf(5): the last search or domain line counts, and
// the resolver takes the first three name servers.
func parseResolv(file, text string) (servers []NameServer, search []string) {
	servers, search = []NameServer{}, []string{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		if c := strings.IndexAny(line, "#;"); c >= 0 {
			line = line[:c]
		}
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		switch f[0] {
		case "nameserver":
			if s, ok := server(f[1], facts.FileLine(file, n)); ok {
				servers = append(servers, s)
			}
		case "search", "domain":
			search = search[:0]
			for _, d := range f[1:] {
				search = append(search, facts.Text(d))
			}
		}
	}
	return servers, search
}

// server reads an address; resolved.conf(5) allows a port, an interface and a
// host name behind it: 192.0.2.1:853%eth0#dns.example.
func server(text string, source facts.Source) (NameServer, bool) {
	text, _, _ = strings.Cut(text, "#")
	text, _, _ = strings.Cut(text, "%")
	a, err := netip.ParseAddr(text)
	if err != nil {
		p, err := netip.ParseAddrPort(text)
		if err != nil {
			return NameServer{}, false
		}
		a = p.Addr()
	}
	a = a.Unmap()
	scope := "public"
	switch {
	case a.IsLoopback(), a.IsUnspecified():
		scope = "loopback"
	case a.IsPrivate(), a.IsLinkLocalUnicast(), netip.MustParsePrefix("100.64.0.0/10").Contains(a):
		scope = "private"
	}
	return NameServer{Address: a.String(), Scope: scope, Source: source}, true
}

// proxyOf takes host and port out of the address of a proxy. What comes before
// an "@" is never kept.
func proxyOf(text string) (hostPort string, credentials, ok bool) {
	text = strings.Trim(strings.TrimSpace(text), `"';`)
	if text == "" || strings.EqualFold(text, "DIRECT") || strings.EqualFold(text, "false") || strings.EqualFold(text, "none") || text == "_none_" {
		return "", false, false
	}
	rest := text
	if _, after, found := strings.Cut(rest, "://"); found {
		rest = after
	}
	rest, _, _ = strings.Cut(rest, "/")
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		rest, credentials = rest[i+1:], true
	}
	if u, err := url.Parse("//" + rest); err != nil || u.Host == "" || strings.ContainsAny(rest, "$` ") {
		return "(not understood)", credentials, true
	}
	return facts.Text(rest), credentials, true
}
