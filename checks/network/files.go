package network

import (
	"context"
	"errors"
	"net/netip"
	"path"
	"regexp"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

// resolver reads /etc/resolv.conf, and what stands behind the local stub of
// systemd-resolved.
func (g *gatherer) resolver(ctx context.Context) {
	const file = "/etc/resolv.conf"
	b, err := g.read(ctx, file)
	if err != nil {
		g.gaps.Add("name_servers", err)
		g.gaps.Add("search", err)
		return
	}
	if b == nil {
		if info, err := g.Lstat(ctx, file); err == nil && info.IsLink() {
			// It is made when the host runs.
			err := errors.New(file + " is a link to a file that is made while the host runs")
			g.gaps.Add("name_servers", err)
			g.gaps.Add("search", err)
			return
		}
	}
	g.f.NameServers, g.f.Search = parseResolv(file, string(b))
	if len(g.f.NameServers) == 0 || g.f.NameServers[0].Address != "127.0.0.53" && g.f.NameServers[0].Address != "127.0.0.54" {
		return
	}
	const upstream = "/run/systemd/resolve/resolv.conf"
	if b, err = g.read(ctx, upstream); err != nil {
		g.gaps.Add("name_servers", err)
		return
	}
	behind, _ := parseResolv(upstream, string(b))
	if b == nil {
		c := systemd.ReadConfig(ctx, g, "resolved.conf")
		for _, p := range c.Problems {
			g.gaps.Add("name_servers", p)
		}
		if a, ok := c.Last("Resolve", "DNS", nil); ok {
			for _, w := range strings.Fields(a.Value) {
				if s, ok := server(w, facts.FileLine(a.Path, a.Line)); ok {
					behind = append(behind, s)
				}
			}
		}
	}
	g.f.NameServers = append(g.f.NameServers, behind...)
}

// proxySetting finds assignments of the variables that most programs regard.
var proxySetting = regexp.MustCompile(`(?i)^\s*(?:export\s+|set\s+|typeset\s+-x\s+|setenv\s+)?"?((?:https?|ftp|all|rsync|socks)_proxy)"?\s*[= ]\s*(.+)$`)

// packageProxy finds the proxies of apt, dnf, yum and zypper.
var packageProxy = regexp.MustCompile(`(?i)^\s*(Acquire::(?:https?|ftp)(?:::[a-z0-9.-]+)?::Proxy|proxy)\s*[= ]\s*(.+)$`)

// nestedProxy finds "Acquire { http { Proxy "..."; } }" of apt.conf(5).
var nestedProxy = regexp.MustCompile(`(?i)(?:^|[\s{;])(proxy)\s+"([^"]+)"`)

// proxies reads the files that set a proxy for everyone.
func (g *gatherer) proxies(ctx context.Context) {
	g.f.Proxies = map[string]Proxy{}
	files := []string{"/etc/environment", "/etc/profile", "/etc/bash.bashrc", "/etc/bashrc", "/etc/csh.login", "/etc/wgetrc", "/etc/sysconfig/proxy",
		"/etc/apt/apt.conf", "/etc/dnf/dnf.conf", "/etc/yum.conf", "/etc/zypp/zypp.conf"}
	for _, dir := range []string{"/etc/profile.d", "/etc/apt/apt.conf.d", "/etc/environment.d"} {
		list, err := g.list(ctx, dir)
		if err != nil {
			g.gaps.Add("proxies", err)
		}
		for _, e := range list {
			if !e.IsDir() {
				files = append(files, path.Join(dir, e.Name))
			}
		}
	}
	for _, file := range files {
		b, err := g.read(ctx, file)
		if err != nil {
			g.gaps.Add("proxies", err)
			continue
		}
		n := 0
		for line := range strings.Lines(string(b)) {
			n++
			trimmed := strings.TrimSpace(line)
			if trimmed == "" || trimmed[0] == '#' || strings.HasPrefix(trimmed, "//") {
				continue
			}
			m := proxySetting.FindStringSubmatch(trimmed)
			if m == nil {
				m = packageProxy.FindStringSubmatch(trimmed)
			}
			if m == nil && strings.HasPrefix(file, "/etc/apt/") {
				m = nestedProxy.FindStringSubmatch(trimmed)
			}
			if m == nil {
				continue
			}
			if hostPort, secret, ok := proxyOf(m[2]); ok {
				at := facts.FileLine(facts.Text(file), n)
				g.f.Proxies[string(at)] = Proxy{Variable: m[1], Host: hostPort, Credentials: secret, Source: at}
			}
		}
	}
}

// vendors are domains that software and trust come from; no hosts file has
// reason to name them.
var vendors = regexp.MustCompile(`(?i)(^|\.)(debian\.org|ubuntu\.com|redhat\.com|fedoraproject\.org|centos\.org|rockylinux\.org|almalinux\.org|opensuse\.org|suse\.com|alpinelinux\.org|` +
	`archlinux\.org|microsoft\.com|windowsupdate\.com|clamav\.net|letsencrypt\.org|github\.com|githubusercontent\.com|docker\.io|docker\.com|pypi\.org|npmjs\.org|google\.com|googleapis\.com)$`)

// hosts reads hosts(5).
func (g *gatherer) hosts(ctx context.Context) {
	const file = "/etc/hosts"
	b, err := g.read(ctx, file)
	if err != nil {
		g.gaps.Add("hosts_oddities", err)
		g.gaps.Add("hosts_entries", err)
		return
	}
	g.f.HostsOddities = []HostsEntry{}
	n, count := 0, 0
	for line := range strings.Lines(string(b)) {
		n++
		line, _, _ = strings.Cut(line, "#")
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		text, _, _ := strings.Cut(f[0], "%")
		a, err := netip.ParseAddr(text)
		if err != nil {
			continue
		}
		for _, name := range f[1:] {
			count++
			why := ""
			lower := strings.ToLower(strings.TrimSuffix(name, "."))
			switch {
			case (lower == "localhost" || strings.HasSuffix(lower, ".localhost") || lower == "ip6-localhost") && !a.IsLoopback():
				why = "localhost"
			case vendors.MatchString(lower):
				why = "vendor"
			}
			if why != "" {
				g.f.HostsOddities = append(g.f.HostsOddities, HostsEntry{Name: facts.Text(name), Address: a.String(), Why: why, Source: facts.FileLine(file, n)})
			}
		}
	}
	g.f.HostsEntries = &count
}

// configured reads the files that make devices.
func (g *gatherer) configured(ctx context.Context) {
	g.f.Configured = map[string]Device{}
	for _, s := range []struct {
		dir, suffix, prefix string
		parse               func(name, file, text string) map[string]Device
	}{
		{"/etc/network", "interfaces", "interfaces", parseIfupdown},
		{"/etc/network/interfaces.d", "", "", parseIfupdown},
		{"/etc/netplan", ".yaml", "", parseNetplan},
		{"/etc/NetworkManager/system-connections", "", "", parseKeyfile},
		{"/etc/systemd/network", ".netdev", "", parseNetdev},
		{"/run/systemd/network", ".netdev", "", parseNetdev},
		{"/usr/lib/systemd/network", ".netdev", "", parseNetdev},
		{"/etc/sysconfig/network-scripts", "", "ifcfg-", parseIfcfg},
		{"/etc/sysconfig/network", "", "ifcfg-", parseIfcfg},
		{"/etc/wireguard", ".conf", "", parseWireGuard},
	} {
		list, err := g.list(ctx, s.dir)
		if err != nil {
			g.gaps.Add("configured["+strconv.Quote(s.dir)+"]", err)
			continue
		}
		for _, e := range list {
			if e.IsDir() || !strings.HasSuffix(e.Name, s.suffix) || !strings.HasPrefix(e.Name, s.prefix) || strings.HasPrefix(e.Name, ".") {
				continue
			}
			file := path.Join(s.dir, e.Name)
			b, err := g.ReadFile(ctx, file, host.ConfigLimit)
			if err != nil {
				if !errors.Is(err, host.ErrNotExist) {
					g.gaps.Add("configured["+strconv.Quote(facts.Text(file))+"]", err)
				}
				continue
			}
			for name, d := range s.parse(e.Name, facts.Text(file), string(b)) {
				if old, ok := g.f.Configured[name]; !ok || old.Kind == "ethernet" {
					g.f.Configured[name] = d
				}
			}
		}
	}
}
