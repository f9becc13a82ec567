package ports

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"github.com/Ullaakut/nmap/v3"

	"isoscan/internal/facts"
)

// portRange is the first and last of some ports.
type portRange struct{ first, last int }

// parsePortRange reads ip_local_port_range of ip(7): two numbers.
func parsePortRange(b []byte) (portRange, error) {
	f := bytes.Fields(b)
	if len(f) != 2 {
		return portRange{}, fmt.Errorf("malformed port range %.40q", b)
	}
	first, err1 := strconv.ParseUint(string(f[0]), 10, 16)
	last, err2 := strconv.ParseUint(string(f[1]), 10, 16)
	if err1 != nil || err2 != nil || first > last {
		return portRange{}, fmt.Errorf("malformed port range %.40q", b)
	}
	return portRange{int(first), int(last)}, nil
}

// parseFibTrie returns the IPv4 addresses that this host has, from
// /proc/net/fib_trie: an address, and below it a line "/32 host LOCAL".
func parseFibTrie(b []byte) []netip.Addr {
	var out []netip.Addr
	seen := map[netip.Addr]bool{}
	var last netip.Addr
	for line := range bytes.Lines(b) {
		text := strings.TrimSpace(string(line))
		if rest, ok := strings.CutPrefix(text, "|-- "); ok {
			last, _ = netip.ParseAddr(rest)
			continue
		}
		if text == "/32 host LOCAL" && last.Is4() && !seen[last] {
			seen[last] = true
			out = append(out, last)
		}
	}
	return out
}

// parseIfInet6 returns the IPv6 addresses that this host has, from
// /proc/net/if_inet6: address in 32 hexadecimal digits, index, prefix length,
// scope, flags, interface. A link-local address comes with its interface as
// zone, for without it nobody can reach it.
func parseIfInet6(b []byte) []netip.Addr {
	var out []netip.Addr
	for line := range bytes.Lines(b) {
		f := strings.Fields(string(line))
		if len(f) != 6 {
			continue
		}
		raw, err := hex.DecodeString(f[0])
		if err != nil || len(raw) != 16 {
			continue
		}
		a, _ := netip.AddrFromSlice(raw)
		if a.IsLinkLocalUnicast() {
			a = a.WithZone(f[5])
		}
		out = append(out, a)
	}
	return out
}

// scan is what one run of nmap tells about its one target.
type scan struct {
	version, kind string
	services      map[uint16]Service
}

// parseScan reads nmap's XML of one run over one target. A run that says
// nothing about the target is an error: no host is no evidence that nothing
// listens.
func parseScan(b []byte, source facts.Source) (scan, error) {
	var run nmap.Run
	if err := nmap.Parse(b, &run); err != nil {
		return scan{}, fmt.Errorf("nmap's output: %w", err)
	}
	if exit := run.Stats.Finished.Exit; exit != "success" {
		return scan{}, fmt.Errorf("nmap did not finish (%q) %s", facts.Text(exit), facts.Text(run.Stats.Finished.ErrorMsg))
	}
	if len(run.Hosts) != 1 {
		return scan{}, fmt.Errorf("nmap reported %d hosts where one was asked for", len(run.Hosts))
	}
	target := run.Hosts[0]
	if target.TimedOut {
		return scan{}, errors.New("nmap gave the host up: its time was over")
	}
	if len(target.Addresses) == 0 {
		return scan{}, errors.New("nmap reported a host without an address")
	}
	out := scan{
		version: facts.Text(run.Version), kind: facts.Text(run.ScanInfo.Type),
		services: make(map[uint16]Service, len(target.Ports)),
	}
	for _, p := range target.Ports {
		out.services[p.ID] = newService(target.Addresses[0].Addr, p, source)
	}
	return out, nil
}

func newService(address string, p nmap.Port, source facts.Source) Service {
	s := Service{
		Protocol: facts.Text(p.Protocol), Address: facts.Text(address), Port: int(p.ID),
		State: facts.Text(p.State.State), Source: source,
	}
	// "tcpwrapped" says that the connection was closed at once, and a trailing
	// question mark is a guess: neither is a recognised service.
	v := p.Service
	if v.Method != "probed" || v.Name == "" || v.Name == "unknown" || v.Name == "tcpwrapped" || strings.HasSuffix(v.Name, "?") {
		return s
	}
	s.Identified, s.TLS = true, v.Tunnel == "ssl"
	s.Name, s.Product = facts.Text(v.Name), facts.Text(v.Product)
	s.Version, s.ExtraInfo = facts.Text(v.Version), facts.Text(v.ExtraInfo)
	s.CPEs = []string{}
	for _, c := range v.CPEs {
		s.CPEs = append(s.CPEs, facts.Text(string(c)))
	}
	return s
}
