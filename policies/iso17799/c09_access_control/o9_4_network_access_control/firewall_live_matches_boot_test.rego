package iso17799.c09_access_control.o9_4_network_access_control.firewall_live_matches_boot_test

_filter(moment, family, fields) := object.union(
	{
		"moment": moment, "family": family, "by": ["nftables"], "policy": "drop", "default": "drop", "open": false,
		"allowed": ["tcp/22"], "open_interfaces": [], "stateful": true, "loopback_guard": true, "rate_limited": true, "logged": true,
		"source": "/etc/nftables.conf:4",
	},
	fields,
)

_settings(off) := {"sysctl": {"settings": {
	"net.ipv4.ip_forward": {"live": {"value": "0", "source": "/proc/sys/x"}, "boot": {"value": "0", "source": "/etc/sysctl.d/x.conf:1"}},
	"net.ipv6.conf.all.forwarding": {"live": {"value": "0", "source": "/proc/sys/x"}, "boot": {"value": "0", "source": "/etc/sysctl.d/x.conf:2"}},
	"net.ipv6.conf.all.disable_ipv6": {"live": {"value": off, "source": "/proc/sys/x"}, "boot": {"value": off, "source": "/etc/sysctl.d/x.conf:3"}},
	"net.ipv6.conf.default.disable_ipv6": {"live": {"value": off, "source": "/proc/sys/x"}, "boot": {"value": off, "source": "/etc/sysctl.d/x.conf:4"}},
}}}

# Fields of the four filters, and whether IPv6 is turned off.
_host(hook, live4, boot4, live6, boot6, off) := object.union(_settings(off), {"firewall": {hook: {
	"live/ipv4": _filter("live", "ipv4", live4), "boot/ipv4": _filter("boot", "ipv4", boot4),
	"live/ipv6": _filter("live", "ipv6", live6), "boot/ipv6": _filter("boot", "ipv6", boot6),
}}})

_open := {"open": true, "default": "accept", "allowed": ["tcp/0-65535"]}

_none := {"by": []}

cases := {
	"nothing_filters": {"verdict": "not_applicable", "input": _host("input", _none, _none, _none, _none, "0")},
	"same": {"verdict": "pass", "input": _host("input", {}, {}, {}, {}, "0"), "evidence": "default drop now and drop after the next boot"},
	"gone_after_a_boot": {"verdict": "fail", "input": _host("input", {}, _open, {}, {}, "0"), "violations": ["ipv4"]},
	"not_loaded_yet": {"verdict": "fail", "input": _host("input", {}, {}, _open, {}, "0"), "violations": ["ipv6"]},
	"another_port": {"verdict": "fail", "input": _host("input", {"allowed": ["tcp/22", "tcp/8080"]}, {}, {}, {}, "0"), "violations": ["ipv4/live"]},
	"ipv6_is_off": {"verdict": "pass", "input": _host("input", {}, {}, _open, {}, "1"), "evidence": "ipv4"},
	"tree": {
		"verdict": "not_applicable",
		"input": {
			"context": {"target": {"running": false, "kind": "rootfs", "privileged": true}, "role": "server", "today": 20600, "time_ns": 1779840000000000000},
			"firewall": {"input": {"boot/ipv4": _filter("boot", "ipv4", {})}}, "sysctl": {"settings": {}},
		},
	},
	"not_told": {
		"verdict": "unknown", "reason": "not permitted",
		"input": object.union(_settings("1"), {"firewall": {"input": {"boot/ipv4": _filter("boot", "ipv4", {}), "live/ipv4": object.remove(_filter("live", "ipv4", {}), ["open"])}}}),
		"gaps": [{"path": "firewall.input[\"live/ipv4\"].open", "reason": "nft: Operation not permitted", "denied": true}],
	},
}
