package iso17799.c09_access_control.o9_4_network_access_control.firewall_stateful_test

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

_bad := {"stateful": false}

cases := {
	"good": {"verdict": "pass", "input": _host("input", {}, {}, {}, {}, "0"), "evidence": "IPv4 now: replies are let in by connection: true"},
	"bad": {"verdict": "fail", "input": _host("input", _bad, {}, {}, {}, "0"), "violations": ["live/ipv4"]},
	"after_a_boot": {"verdict": "fail", "input": _host("input", {}, _bad, {}, _bad, "0"), "violations": ["boot/ipv4", "boot/ipv6"]},
	"nothing_filters": {"verdict": "not_applicable", "input": _host("input", object.union(_bad, {"by": []}), object.union(_bad, {"by": []}), object.union(_bad, {"by": []}), object.union(_bad, {"by": []}), "0")},
	"ipv6_is_off": {"verdict": "pass", "input": _host("input", {}, {}, _bad, _bad, "1"), "evidence": "replies are let in by connection:"},
	"not_told": {
		"verdict": "unknown", "reason": "not understood", "input": object.union(_settings("0"), {"firewall": {"input": {"live/ipv4": object.remove(_filter("live", "ipv4", {}), ["stateful"]), "boot/ipv4": _filter("boot", "ipv4", {})}}}),
		"gaps": [{"path": "firewall.input[\"live/ipv4\"].stateful", "reason": "a rule is not understood"}],
	},
}
