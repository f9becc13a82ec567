package firewall

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

const strict = "flush ruleset\ntable inet f {\n chain input {\n  type filter hook input priority 0; policy drop;\n  ct state established accept\n  tcp dport 22 accept\n }\n}\n"

// unit returns a service that starts at boot.
func unit(name, exec string) map[string]string {
	return map[string]string{
		"/lib/systemd/system/" + name:                         "[Service]\nExecStart=" + exec + "\n[Install]\nWantedBy=multi-user.target\n",
		"/etc/systemd/system/multi-user.target.wants/" + name: "-> /lib/systemd/system/" + name,
	}
}

func with(trees ...map[string]string) map[string]string {
	out := map[string]string{}
	for _, t := range trees {
		for k, v := range t {
			out[k] = v
		}
	}
	return out
}

// summary of a filter: default, allowed ports, or what is missing.
func summary(t *testing.T, h host.Host, key string) string {
	t.Helper()
	gaps := facts.NewGaps("firewall")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	in, ok := f.Input[key]
	switch {
	case !ok:
		return "absent"
	case in.Default == nil:
		for _, m := range gaps.Missing() {
			if strings.HasSuffix(m.Path, ".default") {
				return "unknown: " + m.Reason
			}
		}
		return "unknown without a reason"
	}
	return fmt.Sprintf("%s %v by %v open %v %v", *in.Default, in.Allowed, in.By, *in.Open, in.OpenInterfaces)
}

func TestBoot(t *testing.T) {
	const (
		everything = "accept [tcp/0-65535 udp/0-65535] by [] open true []"
		closed     = "drop [tcp/22] by [nftables] open false []"
	)
	nft := unit("nftables.service", "/usr/sbin/nft -f /etc/nftables.conf")
	rules := "*filter\n:INPUT DROP [0:0]\n-A INPUT -p tcp --dport 22 -j ACCEPT\nCOMMIT\n"
	firewalld := with(unit("firewalld.service", "/usr/sbin/firewalld --nofork"), map[string]string{
		"/usr/lib/firewalld/zones/block.xml": "<zone target=\"%%REJECT%%\"/>", "/usr/lib/firewalld/zones/drop.xml": "<zone target=\"DROP\"/>", "/usr/lib/firewalld/zones/trusted.xml": "<zone target=\"ACCEPT\"/>",
	})
	zone := "<zone><service name=\"ssh\"/><port port=\"8000-8010\" protocol=\"tcp\"/></zone>"
	ssh := map[string]string{"/usr/lib/firewalld/services/ssh.xml": "<service><port port=\"22\" protocol=\"tcp\"/></service>"}
	for name, c := range map[string]struct {
		tree map[string]string
		want string
	}{
		"nothing":             {map[string]string{"/etc/x": ""}, everything},
		"nftables":            {with(nft, map[string]string{"/etc/nftables.conf": strict}), closed},
		"crlf":                {with(nft, map[string]string{"/etc/nftables.conf": strings.ReplaceAll(strict, "\n", "\r\n")}), closed},
		"not started":         {map[string]string{"/etc/nftables.conf": strict, "/lib/systemd/system/nftables.service": "[Service]\nExecStart=/usr/sbin/nft -f /etc/nftables.conf\n"}, everything},
		"masked":              {with(nft, map[string]string{"/etc/nftables.conf": strict, "/etc/systemd/system/nftables.service": "-> /dev/null"}), everything},
		"no file":             {nft, everything},
		"red hat":             {with(unit("nftables.service", "/sbin/nft -f /etc/sysconfig/nftables.conf"), map[string]string{"/etc/sysconfig/nftables.conf": "include \"/etc/nftables/main.nft\"\n", "/etc/nftables/main.nft": strict}), closed},
		"relative include":    {with(nft, map[string]string{"/etc/nftables.conf": "include \"nftables.d/*.nft\"\n", "/etc/nftables.d/a.nft": strict, "/etc/nftables.d/.b.nft": "flush ruleset\n"}), closed},
		"missing include":     {with(nft, map[string]string{"/etc/nftables.conf": strict + "include \"/etc/none.nft\"\n"}), everything},
		"include in a table":  {with(nft, map[string]string{"/etc/nftables.conf": "table inet f { include \"/etc/chain.nft\"\n}\n", "/etc/chain.nft": "chain input { type filter hook input priority 0; policy drop; tcp dport 22 accept; }\n"}), closed},
		"malformed":           {with(nft, map[string]string{"/etc/nftables.conf": strict + "tabel x {\n"}), "unknown: /etc/nftables.conf:9: \"tabel\" is not understood"},
		"a unit of one's own": {with(unit("walls.service", "/usr/sbin/nft -f /opt/walls.nft"), map[string]string{"/opt/walls.nft": strict}), closed},
		"persistent":          {with(unit("netfilter-persistent.service", "/usr/sbin/netfilter-persistent start"), map[string]string{"/etc/iptables/rules.v4": rules}), "drop [tcp/22] by [iptables] open false []"},
		"not persistent":      {map[string]string{"/etc/iptables/rules.v4": rules}, everything},
		"sysconfig":           {with(unit("iptables.service", "/usr/libexec/iptables/iptables.init start"), map[string]string{"/etc/sysconfig/iptables": rules}), "drop [tcp/22] by [iptables] open false []"},
		"ifupdown":            {map[string]string{"/etc/network/interfaces": "iface eth0 inet dhcp\n pre-up iptables-restore < /etc/iptables.rules\n", "/etc/iptables.rules": rules}, "drop [tcp/22] by [iptables] open false []"},
		"rc.local":            {map[string]string{"/etc/rc.local": "#!/bin/sh\n# iptables -F\niptables -P INPUT DROP\n"}, "unknown: /etc/rc.local:3 loads rules that are not interpreted"},
		"shorewall":           {unit("shorewall.service", "/sbin/shorewall start"), "unknown: /etc/systemd/system/multi-user.target.wants/shorewall.service starts shorewall, whose rules are not interpreted"},
		"openrc":              {map[string]string{"/etc/init.d/nftables": "", "/etc/runlevels/boot/nftables": "-> /etc/init.d/nftables", "/etc/nftables.nft": strict}, closed},
		"sysvinit":            {map[string]string{"/etc/init.d/netfilter-persistent": "", "/etc/rcS.d/S01netfilter-persistent": "-> ../init.d/netfilter-persistent", "/etc/iptables/rules.v4": rules}, "drop [tcp/22] by [iptables] open false []"},
		"firewalld": {with(firewalld, ssh, map[string]string{"/usr/lib/firewalld/zones/public.xml": zone}),
			"reject [tcp/22 tcp/8000-8010] by [firewalld] open false []"},
		"firewalld, hidden zone": {with(firewalld, ssh, map[string]string{"/usr/lib/firewalld/zones/public.xml": zone, "/etc/firewalld/zones/public.xml": "<zone target=\"DROP\"><rule family=\"ipv4\"><port port=\"80\" protocol=\"tcp\"/><accept/></rule></zone>"}),
			"drop [tcp/80] by [firewalld] open false []"},
		"firewalld, trusted": {with(firewalld, map[string]string{"/etc/firewalld/firewalld.conf": "# x\nDefaultZone=trusted\n", "/usr/lib/firewalld/zones/trusted.xml": "<zone target=\"ACCEPT\"/>"}),
			"accept [tcp/0-65535 udp/0-65535] by [firewalld] open true []"},
		"firewalld, trusted connection": {with(firewalld, ssh, map[string]string{"/usr/lib/firewalld/zones/public.xml": zone, "/usr/lib/firewalld/zones/trusted.xml": "<zone target=\"ACCEPT\"/>",
			"/etc/NetworkManager/system-connections/lan.nmconnection": "[connection]\nid=lan\ninterface-name = eth7\nzone = trusted\n[ipv4]\nzone=x\n"}),
			"reject [tcp/22 tcp/8000-8010] by [firewalld] open false [eth7]"},
		"firewalld, all by a rule": {with(firewalld, map[string]string{"/etc/firewalld/zones/public.xml": "<zone><rule priority=\"1\"><accept/></rule></zone>"}),
			"accept [tcp/0-65535 udp/0-65535] by [firewalld] open true []"},
		"firewalld, a connection of netplan": {with(firewalld, ssh, map[string]string{"/usr/lib/firewalld/zones/public.xml": zone,
			"/run/NetworkManager/system-connections/netplan-eth7.nmconnection": "[connection]\nid=lan\ninterface-name=eth7\nzone=trusted\n"}),
			"reject [tcp/22 tcp/8000-8010] by [firewalld] open false [eth7]"},
		"firewalld, without the zone drop": {map[string]string{"/lib/systemd/system/firewalld.service": "[Service]\nExecStart=/usr/sbin/firewalld\n[Install]\nWantedBy=multi-user.target\n",
			"/etc/systemd/system/multi-user.target.wants/firewalld.service": "-> /lib/systemd/system/firewalld.service", "/usr/lib/firewalld/zones/public.xml": "<zone target=\"DROP\"/>"},
			"unknown: /usr/lib/firewalld/zones: firewalld does not start without the zone block"},
		"firewalld, direct": {with(firewalld, map[string]string{"/etc/firewalld/zones/public.xml": "<zone/>", "/etc/firewalld/direct.xml": "<direct><rule/></direct>"}),
			"unknown: /etc/firewalld/direct.xml: direct rules are not interpreted"},
		"ufw off":         {with(unit("ufw.service", "/lib/ufw/ufw-init start"), map[string]string{"/etc/ufw/ufw.conf": "ENABLED=no\n", "/etc/default/ufw": "DEFAULT_INPUT_POLICY=DROP\n"}), everything},
		"ufw not started": {map[string]string{"/etc/ufw/ufw.conf": "ENABLED=yes\n", "/etc/default/ufw": "DEFAULT_INPUT_POLICY=DROP\n"}, everything},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(c.want, summary(t, hosttest.Tree(t, c.tree), "boot/ipv4")); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestUnreadable(t *testing.T) {
	tree := with(unit("nftables.service", "/usr/sbin/nft -f /etc/nftables.conf"), map[string]string{"/etc/nftables.conf": strict, "/etc/hosts.deny": ""})
	h := hosttest.Deny(hosttest.Tree(t, tree), "/etc/nftables.conf", "/etc/hosts.deny")
	if got := summary(t, h, "boot/ipv4"); !strings.Contains(got, "permission denied") {
		t.Error(got)
	}
	gaps := facts.NewGaps("firewall")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil || f.Wrappers != nil {
		t.Error(err, f.Wrappers)
	}
	if got := summary(t, hosttest.Tree(t, tree), "live/ipv4"); got != "absent" {
		t.Error(got)
	}
}

func TestLive(t *testing.T) {
	const native = `{"nftables": [{"metainfo": {"version": "1.0.6"}}, {"table": {"family": "inet", "name": "f", "handle": 1}},
{"chain": {"family": "inet", "table": "f", "name": "in", "handle": 1, "type": "filter", "hook": "input", "prio": 0, "policy": "drop"}},
{"rule": {"family": "inet", "table": "f", "chain": "in", "handle": 2, "expr": [{"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 22}}, {"accept": null}]}}]}`
	const made = `{"nftables": [{"table": {"family": "ip", "name": "filter", "handle": 1}},
{"chain": {"family": "ip", "table": "filter", "name": "INPUT", "handle": 1, "type": "filter", "hook": "input", "prio": 0, "policy": "accept"}},
{"rule": {"family": "ip", "table": "filter", "chain": "INPUT", "handle": 2, "expr": [{"xt": {"type": "match", "name": "conntrack"}}, {"drop": null}]}}]}`
	saved := "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m conntrack --ctstate INVALID -j DROP\nCOMMIT\n"
	list := "nft -j list ruleset"
	for name, c := range map[string]struct {
		files    map[string]string
		commands map[string]hosttest.Reply
		want     string
	}{
		"nftables":       {nil, map[string]hosttest.Reply{list: {Stdout: native}}, "drop [tcp/22] by [nftables] open false []"},
		"nothing":        {nil, map[string]hosttest.Reply{list: {Stdout: `{"nftables": []}`}}, "accept [tcp/0-65535 udp/0-65535] by [] open true []"},
		"iptables-nft":   {nil, map[string]hosttest.Reply{list: {Stdout: made}, "iptables-nft-save": {Stdout: saved}}, "accept [tcp/0-65535 udp/0-65535] by [iptables] open true []"},
		"legacy":         {map[string]string{"/proc/net/ip_tables_names": "filter\n"}, map[string]hosttest.Reply{list: {Stdout: `{"nftables": []}`}, "iptables-legacy-save": {Stdout: "*filter\n:INPUT DROP [0:0]\nCOMMIT\n"}}, "drop [] by [iptables] open false []"},
		"no iptables":    {nil, map[string]hosttest.Reply{list: {Stdout: made}}, "unknown: "},
		"not root":       {nil, map[string]hosttest.Reply{list: {ExitCode: 1, Stderr: "Operation not permitted (you must be root)\n"}}, "unknown: nft -j list ruleset: exit status 1: Operation not permitted (you must be root): permission denied"},
		"garbage":        {nil, map[string]hosttest.Reply{list: {Stdout: "[]"}}, "unknown: "},
		"without JSON":   {nil, map[string]hosttest.Reply{list: {ExitCode: 1, Stderr: "Error: JSON support not compiled-in\n"}, "nft list ruleset": {Stdout: strict}}, "drop [tcp/22] by [nftables] open false []"},
		"no nft":         {map[string]string{"/proc/modules": "ext4 1 0 - Live 0x0\n"}, nil, "accept [tcp/0-65535 udp/0-65535] by [] open true []"},
		"no nft, in use": {map[string]string{"/proc/modules": "nf_tables 1 0 - Live 0x0\n"}, nil, "unknown: "},
		"no modules":     {nil, nil, "unknown: "},
	} {
		t.Run(name, func(t *testing.T) {
			files := with(c.files, map[string]string{"/etc/x": ""})
			h := hosttest.NewRunning(t, files)
			h.Commands = c.commands
			got := summary(t, h, "live/ipv4")
			if c.want == "unknown: " && strings.HasPrefix(got, c.want) {
				return
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestWrappers(t *testing.T) {
	for name, c := range map[string]struct {
		allow, deny string
		denied, all bool
	}{
		"empty":          {"", "", false, false},
		"deny all":       {"sshd: 192.0.2.\n", "# x\nALL: ALL\n", true, false},
		"with an option": {"", "ALL : ALL : spawn (/bin/echo %a)&\n", true, false},
		"in allow":       {"sshd: LOCAL\nALL: ALL: DENY\n", "", true, false},
		"joined lines":   {"", "ALL: \\\n ALL\n", true, false},
		"with exception": {"", "ALL EXCEPT sshd: ALL\n", false, false},
		"one service":    {"", "in.telnetd: ALL\n", false, false},
		"allow all":      {"ALL: ALL\n", "ALL: ALL\n", false, true},
		"comma and IPv6": {"sshd: [::1]\n", "sshd, ALL: [2001:db8::]/32, ALL\n", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := hosttest.Tree(t, map[string]string{"/etc/hosts.allow": c.allow, "/etc/hosts.deny": c.deny})
			f, err := Gather(context.Background(), h, facts.NewGaps("firewall"))
			if err != nil {
				t.Fatal(err)
			}
			if f.Wrappers.DenyAll.Value != c.denied || f.Wrappers.AllowAll.Value != c.all {
				t.Errorf("%+v", *f.Wrappers)
			}
		})
	}
}
