package mobile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "mobile",
		Title: "Disks, wireless, VPN, remote desktop and screen lock",
		Description: "Reads crypttab, fstab and the block layer for encryption, saved wireless networks, Bluetooth, WireGuard, OpenVPN and IPsec " +
			"configuration, remote-desktop servers, and the system-wide settings of desktops and their log-on screens. Keys are never kept.",
	}
}

// gatherer carries one run's state.
type gatherer struct {
	host.Host
	ctx  context.Context
	gaps *facts.Gaps
	f    *Facts
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	if _, err := h.Stat(ctx, "/etc"); err != nil {
		return nil, err
	}
	g := &gatherer{Host: h, ctx: ctx, gaps: gaps, f: &Facts{}}
	g.disks()
	g.wireless()
	g.radios()
	g.bluetooth()
	g.wireguard()
	g.openvpn()
	g.ipsec()
	g.xrdp()
	g.vnc()
	g.desktops()
	g.greeters()
	g.present()
	return g.f, ctx.Err()
}

// element is the fact path of one element of a map.
func element(field, name string) string {
	return fmt.Sprintf("%s[%q]", field, facts.Text(name))
}

// text reads a configuration file. found is false when there is none, and for
// an error, which becomes a gap of each field.
func (g *gatherer) text(p string, fields ...string) (content string, found bool) {
	b, err := g.ReadFile(g.ctx, p, host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		return "", false
	}
	if err == nil && bytes.IndexByte(b, 0) >= 0 {
		err = fmt.Errorf("%s: it has null bytes, so it is damaged", facts.Text(p))
	}
	if err != nil {
		for _, field := range fields {
			g.gaps.Add(field, err)
		}
		return "", false
	}
	return string(b), true
}

// list names the files of a folder that end in suffix, as full paths in order.
// ok is false when that could not be told, which becomes a gap of field.
func (g *gatherer) list(dir, suffix, field string) (paths []string, ok bool) {
	entries, err := g.ReadDir(g.ctx, dir)
	if errors.Is(err, host.ErrNotExist) {
		return nil, true
	}
	if err != nil {
		g.gaps.Add(field, err)
		return nil, false
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name, suffix) && !e.IsDir() && !strings.HasPrefix(e.Name, ".") {
			paths = append(paths, path.Join(dir, e.Name))
		}
	}
	return paths, true
}

// first is the first of several paths that is there. An error is a gap of field.
func (g *gatherer) first(field string, paths ...string) string {
	for _, p := range paths {
		_, err := g.Stat(g.ctx, p)
		if err == nil {
			return p
		}
		if !errors.Is(err, host.ErrNotExist) {
			g.gaps.Add(field, err)
		}
	}
	return ""
}

// keyFile describes who may read a file.
func (g *gatherer) keyFile(p string) (KeyFile, error) {
	info, err := g.Stat(g.ctx, p)
	if err != nil {
		return KeyFile{}, err
	}
	perm := info.Perm()
	return KeyFile{
		Path: facts.Text(p), Mode: fmt.Sprintf("%04o", perm), Owner: info.UID,
		GroupReadable: perm&0o040 != 0 && info.GID != 0, OtherReadable: perm&0o004 != 0,
		Writable: perm&0o002 != 0 || perm&0o020 != 0 && info.GID != 0,
	}, nil
}

// present sums up which kinds of things there are, for rules to know whether
// they concern this host. What could not be read may be one.
func (g *gatherer) present() {
	g.f.Present = map[string]facts.Sourced[bool]{}
	missing := g.gaps.Missing()
	for _, kind := range []struct {
		name, at string
		known    bool
		count    int
	}{
		{"crypttab", crypttabFile, g.f.Crypttab != nil, len(g.f.Crypttab)},
		{"swap", fstabFile, g.f.Swap != nil, len(g.f.Swap)},
		{"networks", "/etc/NetworkManager/system-connections", g.f.Networks != nil, len(g.f.Networks)},
		{"wireguard", "/etc/wireguard", g.f.WireGuard != nil, len(g.f.WireGuard)},
		{"openvpn", "/etc/openvpn", g.f.OpenVPN != nil, len(g.f.OpenVPN)},
		{"ipsec", "/etc/ipsec.conf", g.f.IPsec != nil, len(g.f.IPsec)},
		{"vnc", "/etc/systemd/system", g.f.VNC != nil, len(g.f.VNC)},
		{"desktops", "/usr/bin", g.f.Desktops != nil, len(g.f.Desktops)},
		{"greeters", "/usr/sbin", g.f.Greeters != nil, len(g.f.Greeters)},
	} {
		source, unread := facts.File(kind.at), false
		if kind.name == "swap" && g.Has(host.CapSystem) {
			source = facts.File(swapsFile)
		}
		for _, m := range missing {
			below := strings.HasPrefix(m.Path, Info().ID+"."+kind.name+"[")
			if below {
				unread = true
			}
			if m.Path == Info().ID+"."+kind.name || below && kind.count == 0 {
				g.gaps.AddReason("present."+kind.name, m.Reason, m.Denied)
				kind.known = false
			}
		}
		if kind.known {
			g.f.Present[kind.name] = facts.At(kind.count > 0 || unread, source)
		}
	}
}
