package ports

import (
	"cmp"
	"context"
	"maps"
	"net/netip"
	"slices"

	"isoscan/internal/host"
)

// target is one address of this host, and the ports of one protocol to probe
// there, with the listener that each stands for.
type target struct {
	address  netip.Addr
	protocol string
	ports    map[uint16][]string
}

// localAddresses are the addresses that this host has. A socket may be bound to
// one that it has not (a failover address that another machine holds at the
// moment): that one must not be probed.
func localAddresses(ctx context.Context, h host.Host) ([]netip.Addr, error) {
	v4, err := h.ReadFile(ctx, "/proc/net/fib_trie", host.DatabaseLimit)
	if err != nil {
		return nil, err
	}
	v6, err := readOptional(ctx, h, "/proc/net/if_inet6")
	if err != nil {
		return nil, err
	}
	return append(parseFibTrie(v4), parseIfInet6(v6)...), nil
}

// plan says where to probe each listener. Those of every address are probed on
// loopback, or elsewhere when another listener has that very port there. A
// listener for which there is no address of this host is in unreachable.
func plan(keys []string, sockets map[string]netip.AddrPort, protocols map[string]string, local []netip.Addr) (targets []target, unreachable []string) {
	taken := map[string]bool{}
	for key, s := range sockets {
		taken[Key(protocols[key], s.Addr(), s.Port())] = true
	}
	byAddress := map[string]int{}
	for _, key := range keys {
		s, protocol := sockets[key], protocols[key]
		address, ok := chooseAddress(protocol, s, local, taken)
		if !ok {
			unreachable = append(unreachable, key)
			continue
		}
		id := protocol + "/" + address.String()
		i, seen := byAddress[id]
		if !seen {
			i = len(targets)
			byAddress[id] = i
			targets = append(targets, target{address: address, protocol: protocol, ports: map[uint16][]string{}})
		}
		targets[i].ports[s.Port()] = append(targets[i].ports[s.Port()], key)
	}
	slices.SortFunc(targets, func(a, b target) int {
		return cmp.Or(cmp.Compare(a.protocol, b.protocol), a.address.Compare(b.address))
	})
	return targets, unreachable
}

// split deals a target's ports out to a few runs of nmap. One service that
// answers slowly (a telnet server takes most of a minute) may use up its run's
// time, and should cost no more than that run.
func (t target) split() []target {
	runs := make([]target, min(runsATarget, len(t.ports)))
	for i := range runs {
		runs[i] = target{address: t.address, protocol: t.protocol, ports: map[uint16][]string{}}
	}
	for i, port := range slices.Sorted(maps.Keys(t.ports)) {
		runs[i%len(runs)].ports[port] = t.ports[port]
	}
	return runs
}

func chooseAddress(protocol string, s netip.AddrPort, local []netip.Addr, taken map[string]bool) (netip.Addr, bool) {
	want := s.Addr()
	if !want.IsUnspecified() {
		if want.IsLoopback() && want.Is4() {
			return want, true // all of 127.0.0.0/8 is this host's
		}
		for _, a := range local {
			if a.WithZone("") == want {
				return a, true
			}
		}
		return netip.Addr{}, false
	}
	candidates := slices.Clone(local)
	slices.SortStableFunc(candidates, func(a, b netip.Addr) int {
		return cmp.Compare(rank(a), rank(b))
	})
	for _, a := range candidates {
		if a.Is4() == want.Is4() && !taken[Key(protocol, a.WithZone(""), s.Port())] {
			return a, true
		}
	}
	return netip.Addr{}, false
}

// rank puts loopback first and addresses that need a zone last.
func rank(a netip.Addr) int {
	switch {
	case a.IsLoopback():
		return 0
	case a.Zone() == "":
		return 1
	default:
		return 2
	}
}
