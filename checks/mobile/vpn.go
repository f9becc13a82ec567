package mobile

import (
	"encoding/base64"
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"isoscan/internal/facts"
)

// wireguard reads the files of wg-quick(8).
func (g *gatherer) wireguard() {
	files, ok := g.list("/etc/wireguard", ".conf", "wireguard")
	if !ok {
		return
	}
	g.f.WireGuard = map[string]WireGuard{}
	for _, p := range files {
		content, found := g.text(p, element("wireguard", p))
		file, err := g.keyFile(p)
		if !found || err != nil {
			if err != nil {
				g.gaps.Add(element("wireguard", p), err)
			}
			continue
		}
		w, err := parseWireGuard(p, content)
		if err != nil {
			g.gaps.Add(element("wireguard", p), err)
		}
		w.File = file
		g.f.WireGuard[facts.Text(p)] = w
	}
}

// wireguardKeys are the keys of each section, wg(8) and wg-quick(8).
var wireguardKeys = map[string]map[string]bool{
	"[interface]": words("privatekey listenport fwmark address dns mtu table preup postup predown postdown saveconfig"),
	"[peer]":      words("publickey presharedkey allowedips endpoint persistentkeepalive"),
}

// parseWireGuard reads a file as wg-quick and wg do: blanks do not count, nor
// does case. The error is the first thing that wg refuses the file for.
func parseWireGuard(p, content string) (WireGuard, error) {
	w := WireGuard{Peers: []Peer{}}
	var refused error
	section, nets, public := "", []netip.Prefix{}, true
	var line int
	refuse := func(why string) {
		if refused == nil {
			refused = fmt.Errorf("%s:%d: wg refuses the file: %s", facts.Text(p), line, why)
		}
	}
	ended := func() {
		if section == "[peer]" {
			w.Peers[len(w.Peers)-1].Everyone = everybody(nets)
			if !public {
				refuse("a peer without its public key")
			}
		}
	}
	for i, text := range strings.Split(content, "\n") {
		text, _, _ = strings.Cut(text, "#")
		if text = strings.Join(strings.Fields(text), ""); text == "" {
			continue
		}
		if strings.HasPrefix(text, "[") {
			ended()
			line = i + 1
			section, nets, public = strings.ToLower(text), nil, false
			if wireguardKeys[section] == nil {
				refuse("there is no such section")
			}
			if section == "[peer]" {
				w.Peers = append(w.Peers, Peer{Source: facts.FileLine(facts.Text(p), i+1)})
			}
			continue
		}
		line = i + 1
		key, value, ok := strings.Cut(text, "=")
		key = strings.ToLower(key)
		if !ok || value == "" || !wireguardKeys[section][key] {
			refuse("there is no such key, or it has no value")
			continue
		}
		if section == "[interface]" {
			if n, err := strconv.ParseUint(value, 10, 31); key == "listenport" && err != nil {
				refuse("the port is no number")
			} else if key == "listenport" {
				w.Listens = uint16(n) != 0 // a bigger number is cut to a port
			}
			if key == "privatekey" && !isKey(value) {
				refuse("the private key is none")
			}
			continue
		}
		at := &w.Peers[len(w.Peers)-1]
		switch key {
		case "publickey":
			if public = true; !isKey(value) {
				refuse("the public key is none")
			}
		case "endpoint":
			at.Endpoint = value != ""
		case "presharedkey":
			at.Preshared = strings.Trim(value, "A=") != "" // all zeroes is none
			if !isKey(value) {
				refuse("the shared key is none")
			}
		case "allowedips":
			for _, a := range strings.Split(value, ",") {
				net, err := allowedNet(a)
				if err != nil {
					refuse("an address is none")
					continue
				}
				nets = append(nets, net)
			}
		}
	}
	ended()
	return w, refused
}

// isKey: 32 bytes in base 64.
func isKey(s string) bool {
	b, err := base64.StdEncoding.DecodeString(s)
	return err == nil && len(b) == 32
}

// allowedNet is an address, or a network.
func allowedNet(s string) (netip.Prefix, error) {
	address, bits, ok := strings.Cut(s, "/")
	a, err := netip.ParseAddr(address)
	if err != nil || !ok {
		return netip.PrefixFrom(a, a.BitLen()), err
	}
	n, err := strconv.ParseUint(bits, 10, 8)
	if err != nil || int(n) > a.BitLen() {
		return netip.Prefix{}, fmt.Errorf("%q is no length of a network", bits)
	}
	return netip.PrefixFrom(a, int(n)).Masked(), nil
}

// everybody tells whether networks hold every address of a family, in one piece
// or in several: 0.0.0.0/1 and 128.0.0.0/1.
func everybody(nets []netip.Prefix) bool {
	var covered func(p netip.Prefix, deep int) bool
	covered = func(p netip.Prefix, deep int) bool {
		inside := false
		for _, n := range nets {
			if !n.IsValid() || n.Addr().Is4() != p.Addr().Is4() {
				continue
			}
			if n.Bits() <= p.Bits() && n.Contains(p.Addr()) {
				return true
			}
			inside = inside || p.Contains(n.Addr())
		}
		if !inside || deep >= 16 {
			return false
		}
		low := netip.PrefixFrom(p.Addr(), p.Bits()+1)
		b := p.Addr().AsSlice()
		b[p.Bits()/8] |= 0x80 >> (p.Bits() % 8)
		high, _ := netip.AddrFromSlice(b)
		return covered(low, deep+1) && covered(netip.PrefixFrom(high, p.Bits()+1), deep+1)
	}
	return covered(netip.MustParsePrefix("0.0.0.0/0"), 0) || covered(netip.MustParsePrefix("::/0"), 0)
}
