package network

import (
	"context"
	"encoding/json"
	"net/netip"
	"os/exec"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func gather(t *testing.T, h host.Host) (*Facts, []facts.Missing) {
	t.Helper()
	gaps := facts.NewGaps("network")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return f, gaps.Missing()
}

func TestTree(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, map[string]string{
		"/etc/resolv.conf":                                      "# x\nnameserver 127.0.0.53\nsearch old.example\nsearch a.example b.example ; c\noptions edns0\n",
		"/etc/systemd/resolved.conf":                            "[Resolve]\nDNS=9.9.9.9#dns.quad9.net 10.0.0.53:53\n",
		"/etc/environment":                                      "http_proxy=http://bob:secret@proxy.example.org:3128/\nno_proxy=localhost\n",
		"/etc/profile.d/p.sh":                                   "# export https_proxy=x\nexport HTTPS_PROXY=\"http://192.0.2.1:8080\"\n",
		"/etc/apt/apt.conf.d/95p":                               "Acquire::http::Proxy \"http://apt:3142\";\n// Acquire::http::Proxy \"no\";\nAcquire::https::Proxy \"DIRECT\";\nAcquire { ftp { Proxy \"ftp://f:21\"; } }\n",
		"/etc/hosts":                                            "127.0.0.1 localhost\n::1 localhost ip6-localhost\n192.0.2.7 localhost\n192.0.2.8 db security.debian.org # mirror\n",
		"/etc/network/interfaces":                               "auto lo\niface lo inet loopback\nauto br0\niface br0 inet static\n bridge_ports eth0\niface t6 inet6 v4tunnel\n endpoint any\n",
		"/etc/netplan/01.yaml":                                  "network:\n  version: 2\n  ethernets:\n    eth1:\n      dhcp4: true\n  tunnels:\n    he-ipv6:\n      mode: sit\n  bridges:\n    br9: {interfaces: [eth1]}\n",
		"/etc/systemd/network/a.netdev":                         "[NetDev]\nName=wg7\nKind=wireguard\n",
		"/etc/wireguard/office.conf":                            "[Interface]\nPrivateKey = never-read\n",
		"/etc/NetworkManager/system-connections/v.nmconnection": "[connection]\nid=Firm\ntype=vpn\n[vpn]\npassword=never\n",
		"/etc/sysconfig/network-scripts/ifcfg-bond0":            "DEVICE=bond0\nTYPE=Bond\n",
	}))
	kinds := map[string]string{}
	for name, d := range f.Configured {
		kinds[name] = d.Kind
	}
	want := map[string]string{"br0": "bridge", "t6": "tunnel", "eth1": "ethernet", "he-ipv6": "tunnel", "br9": "bridge", "wg7": "tunnel", "office": "tunnel", "Firm": "tunnel", "bond0": "bond"}
	if d := cmp.Diff(want, kinds); d != "" {
		t.Errorf("devices (-want +got)\n%s", d)
	}
	servers := []NameServer{{"127.0.0.53", "loopback", "/etc/resolv.conf:2"}, {"9.9.9.9", "public", "/etc/systemd/resolved.conf:2"}, {"10.0.0.53", "private", "/etc/systemd/resolved.conf:2"}}
	if d := cmp.Diff(servers, f.NameServers); d != "" {
		t.Errorf("name servers (-want +got)\n%s", d)
	}
	if d := cmp.Diff([]string{"a.example", "b.example"}, f.Search); d != "" {
		t.Errorf("search (-want +got)\n%s", d)
	}
	proxies := map[string]Proxy{
		"/etc/environment:1":        {"http_proxy", "proxy.example.org:3128", true, "/etc/environment:1"},
		"/etc/profile.d/p.sh:2":     {"HTTPS_PROXY", "192.0.2.1:8080", false, "/etc/profile.d/p.sh:2"},
		"/etc/apt/apt.conf.d/95p:1": {"Acquire::http::Proxy", "apt:3142", false, "/etc/apt/apt.conf.d/95p:1"},
		"/etc/apt/apt.conf.d/95p:4": {"Proxy", "f:21", false, "/etc/apt/apt.conf.d/95p:4"},
	}
	if d := cmp.Diff(proxies, f.Proxies); d != "" {
		t.Errorf("proxies (-want +got)\n%s", d)
	}
	odd := []HostsEntry{{"localhost", "192.0.2.7", "localhost", "/etc/hosts:3"}, {"security.debian.org", "192.0.2.8", "vendor", "/etc/hosts:4"}}
	if d := cmp.Diff(odd, f.HostsOddities); d != "" {
		t.Errorf("hosts (-want +got)\n%s", d)
	}
	if b, err := json.Marshal(f); err != nil || strings.Contains(string(b), "secret") || strings.Contains(string(b), "bob") || strings.Contains(string(b), "never") {
		t.Errorf("a secret in %s, %v", b, err)
	}
	var paths []string
	for _, m := range missing {
		paths = append(paths, m.Path)
	}
	if d := cmp.Diff([]string{"network.default_routes", "network.interfaces"}, paths); d != "" {
		t.Errorf("gaps (-want +got)\n%s", d)
	}
}

func TestDenied(t *testing.T) {
	h := hosttest.Deny(hosttest.Tree(t, map[string]string{"/etc/resolv.conf": "", "/etc/hosts": "", "/etc/environment": "", "/etc/netplan/x.yaml": ""}),
		"/etc/resolv.conf", "/etc/hosts", "/etc/environment", "/etc/netplan")
	f, missing := gather(t, h)
	if f.NameServers != nil || f.HostsOddities != nil || f.HostsEntries != nil {
		t.Errorf("told although denied: %+v", f)
	}
	got := map[string]bool{}
	for _, m := range missing {
		got[m.Path] = m.Denied
	}
	for _, p := range []string{"network.name_servers", "network.hosts_oddities", "network.proxies", `network.configured["/etc/netplan"]`} {
		if !got[p] {
			t.Errorf("no gap %s in %v", p, got)
		}
	}
}

// A dangling link is what a tree shows of a file that the host makes at run time.
func TestResolvMadeAtRunTime(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, map[string]string{"/etc/resolv.conf": "-> ../run/systemd/resolve/stub-resolv.conf"}))
	if f.NameServers != nil || !strings.Contains(missing[2].Reason, "link") {
		t.Errorf("%v %v", f.NameServers, missing)
	}
}

func TestRunning(t *testing.T) {
	f, missing := gather(t, hosttest.NewRunning(t, map[string]string{
		"/sys/class/net/lo/flags": "0x9\n", "/sys/class/net/lo/type": "772\n", "/sys/class/net/lo/uevent": "INTERFACE=lo\n",
		"/sys/class/net/eth0/flags": "0x1103\n", "/sys/class/net/eth0/type": "1\n", "/sys/class/net/eth0/uevent": "", "/sys/class/net/eth0/device/x": "",
		"/sys/class/net/p0/flags": "0x1103\n", "/sys/class/net/p0/type": "1\n", "/sys/class/net/p0/uevent": "", "/sys/class/net/p0/master": "-> ../br0",
		"/sys/class/net/br0/flags": "0x1003\n", "/sys/class/net/br0/type": "1\n", "/sys/class/net/br0/uevent": "DEVTYPE=bridge\n",
		"/sys/class/net/wg0/flags": "0x91\n", "/sys/class/net/wg0/type": "65534\n", "/sys/class/net/wg0/uevent": "DEVTYPE=wireguard\n",
		"/sys/class/net/bonding_masters": "\n",
		"/proc/net/route":                "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\neth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\neth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n",
		"/proc/net/ipv6_route":           "00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0\n00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n",
		"/proc/net/if_inet6":             "fe800000000000000000000000000009 02 40 20 80     eth0\nfd000000000000000000000000000002 02 40 00 80     eth0\n",
	}))
	if len(missing) > 0 {
		t.Error(missing)
	}
	want := map[string]Interface{
		"lo":   {Kind: "loopback", Up: true, Networks: []string{}, Source: "/sys/class/net/lo"},
		"eth0": {Kind: "ethernet", Up: true, Promiscuous: true, Physical: true, Networks: []string{"192.0.2.0/24", "fd00::/64"}, Source: "/sys/class/net/eth0"},
		"p0":   {Kind: "ethernet", Up: true, Master: "br0", Networks: []string{}, Source: "/sys/class/net/p0"},
		"br0":  {Kind: "bridge", Up: true, Networks: []string{}, Source: "/sys/class/net/br0"},
		"wg0":  {Kind: "tunnel", Up: true, Networks: []string{}, Source: "/sys/class/net/wg0"},
	}
	if d := cmp.Diff(want, f.Interfaces); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	routes := map[string]Route{
		"ipv4/eth0/192.0.2.1": {"ipv4", "eth0", "192.0.2.1", 100, "/proc/net/route"},
		"ipv6/eth0/fe80::1":   {"ipv6", "eth0", "fe80::1", 1024, "/proc/net/ipv6_route"},
	}
	if d := cmp.Diff(routes, f.DefaultRoutes); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// On this machine ip(8) shows the same interfaces, default routes and flags.
func TestAgreesWithIP(t *testing.T) {
	out, err := exec.Command("ip", "-j", "-d", "link").Output()
	if err != nil {
		t.Fatalf("%v; install iproute2, or run: make test", err)
	}
	var links []struct {
		Ifname string
		Flags  []string
	}
	if err := json.Unmarshal(out, &links); err != nil {
		t.Fatal(err)
	}
	f, _ := gather(t, host.NewLocal())
	if len(links) == 0 || len(links) != len(f.Interfaces) {
		t.Errorf("ip shows %d interfaces, we %d", len(links), len(f.Interfaces))
	}
	for _, l := range links {
		up := false
		for _, flag := range l.Flags {
			up = up || flag == "UP"
		}
		if i := f.Interfaces[l.Ifname]; i.Up != up || (l.Ifname == "lo") != (i.Kind == "loopback") {
			t.Errorf("%s: %+v, ip says %v", l.Ifname, i, l.Flags)
		}
	}
	var want, got []string
	for _, family := range []string{"-4", "-6"} {
		if out, err = exec.Command("ip", family, "-j", "route", "show", "default").Output(); err != nil {
			t.Fatal(err)
		}
		var routes []struct{ Dev, Gateway string }
		if err := json.Unmarshal(out, &routes); err != nil && len(strings.TrimSpace(string(out))) > 0 {
			t.Fatal(err)
		}
		for _, r := range routes {
			gateway := r.Gateway
			if gateway == "" {
				gateway = map[string]string{"-4": "0.0.0.0", "-6": "::"}[family]
			}
			want = append(want, map[string]string{"-4": "ipv4", "-6": "ipv6"}[family]+"/"+r.Dev+"/"+netip.MustParseAddr(gateway).String())
		}
	}
	for k := range f.DefaultRoutes {
		got = append(got, k)
	}
	sort.Strings(want)
	sort.Strings(got)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("default routes (-ip +ours)\n%s", d)
	}
}

func FuzzFiles(f *testing.F) {
	f.Add([]byte("iface br0 inet static\n bridge_ports eth0\nnameserver 1.1.1.1%eth0#x\n[NetDev]\nName=x\nKind=vlan\nnetwork:\n  bridges:\n    b: {}\n"))
	f.Add([]byte("eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s := string(b)
		parseRoutes(s)
		parseRoutes6(s)
		parseResolv("/f", s)
		for _, parse := range []func(_, _, _ string) map[string]Device{parseIfupdown, parseNetplan, parseKeyfile, parseNetdev, parseIfcfg, parseWireGuard} {
			parse("ifcfg-x", "/f", s)
		}
		if h, secret, ok := proxyOf(s); ok && secret && strings.Contains(h, "@") {
			t.Errorf("%q kept what stands before the @", h)
		}
	})
}
