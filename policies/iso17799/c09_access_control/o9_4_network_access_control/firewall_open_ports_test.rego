package iso17799.c09_access_control.o9_4_network_access_control.firewall_open_ports_test

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

_none := {"by": [], "open": true, "policy": "none", "allowed": ["tcp/0-65535"]}

cases := {
	"one_family_without_a_filter": {"verdict": "pass", "input": _host("input", {}, {}, _none, _none, "0"), "evidence": "IPv4 now"},
	"nothing_filters": {"verdict": "not_applicable", "input": _host("input", _none, _none, _none, _none, "0")},
	"listed": {"verdict": "pass", "input": _host("input", {}, {}, {}, {"allowed": ["tcp/22", "tcp/443", "udp/68"]}, "0"), "evidence": "tcp/443"},
	"database": {"verdict": "fail", "input": _host("input", {}, {"allowed": ["tcp/22", "tcp/3306"]}, {}, {}, "0"), "violations": ["boot/ipv4/tcp/3306"]},
	"range_over_the_list": {"verdict": "fail", "input": _host("input", {"allowed": ["tcp/20-25"]}, {}, {}, {}, "0"), "violations": ["live/ipv4/tcp/20-25"]},
	"range_within_the_list": {"verdict": "pass", "input": _host("input", {"allowed": ["udp/60005-60006"]}, {}, {}, {}, "0"), "params": {"ports_allowed": ["udp/60000-61000", "tcp/22"]}, "evidence": "udp/60005"},
	"nothing_open": {"verdict": "pass", "input": _host("input", {"allowed": []}, {"allowed": []}, {"allowed": []}, {"allowed": []}, "0"), "evidence": "nothing"},
	"open_as_a_whole": {"verdict": "fail", "input": _host("input", {"open": true, "allowed": ["tcp/0-65535"]}, {}, {}, {}, "0"), "violations": ["live/ipv4/tcp/0-65535"]},
	"not_told": {
		"verdict": "unknown", "reason": "not understood",
		"input": object.union(_settings("0"), {"firewall": {"input": {"boot/ipv4": object.remove(_filter("boot", "ipv4", {}), ["allowed"]), "live/ipv4": _filter("live", "ipv4", {})}}}),
		"gaps": [{"path": "firewall.input[\"boot/ipv4\"].allowed", "reason": "a rule is not understood"}],
	},
}
