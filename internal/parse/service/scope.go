package service

import (
	"net/netip"
	"strings"
)

// The scopes of an address to listen on, from narrow to wide.
const (
	// None: nothing listens on the network.
	None = "none"
	// Loopback: this host alone.
	Loopback = "loopback"
	// Network: one or more addresses or names of this host.
	Network = "network"
	// All: every interface.
	All = "all"
)

// Scope tells how far an address to listen on reaches. A port behind it must be
// cut off before. Names other than localhost are addresses of the network.
func Scope(address string) string {
	a := strings.ToLower(strings.Trim(strings.TrimSpace(address), "[]"))
	switch a {
	case "":
		return None
	case "*", "0", "any", "::", "0.0.0.0":
		return All
	case "localhost", "localhost.localdomain", "localhost4", "localhost6", "ip6-localhost", "ip6-loopback", "_local_", "lo":
		return Loopback
	}
	if i := strings.IndexByte(a, '%'); i > 0 {
		a = a[:i]
	}
	if ip, err := netip.ParseAddr(a); err == nil {
		ip = ip.Unmap()
		switch {
		case ip.IsUnspecified():
			return All
		case ip.IsLoopback():
			return Loopback
		}
	}
	return Network
}

var width = map[string]int{None: 0, Loopback: 1, Network: 2, All: 3}

// Widest is the widest of the scopes, None of none.
func Widest(scopes ...string) string {
	out := None
	for _, s := range scopes {
		if width[s] > width[out] {
			out = s
		}
	}
	return out
}

// ScopeOf is the widest scope of several addresses.
func ScopeOf(addresses []string) string {
	out := None
	for _, a := range addresses {
		out = Widest(out, Scope(a))
	}
	return out
}

// ClientScope tells which clients a specification of addresses lets in: all,
// network, host (single machines), loopback.
func ClientScope(spec string) string {
	s := strings.ToLower(strings.TrimSpace(spec))
	switch s {
	case "", "*", "all", "any", "default", "0.0.0.0", "0.0.0.0/0", "::/0", "0/0", "::", "0.0.0.0/0.0.0.0", "0":
		return All
	case "localhost", "none", "localhost.localdomain":
		return Loopback
	}
	addr, mask, ok := strings.Cut(s, "/")
	if ip, err := netip.ParseAddr(addr); err == nil {
		if ip.IsLoopback() {
			return Loopback
		}
		if !ok || mask == "32" && ip.Is4() || mask == "128" || mask == "255.255.255.255" {
			return "host"
		}
		if mask == "0" || mask == "0.0.0.0" {
			return All
		}
		return Network
	}
	if strings.ContainsAny(s, "*?@") || strings.HasPrefix(s, ".") {
		return Network
	}
	return "host"
}
