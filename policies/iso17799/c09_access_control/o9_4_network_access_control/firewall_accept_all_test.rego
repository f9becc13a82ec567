package iso17799.c09_access_control.o9_4_network_access_control.firewall_accept_all_test

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
	"nothing_filters": {"verdict": "not_applicable", "input": _host("input", _none, _none, _none, _none, "0")},
	"strict": {"verdict": "pass", "input": _host("input", {}, {}, {}, {}, "0"), "evidence": "open by a rule: false"},
	"accept_all": {"verdict": "fail", "input": _host("input", {"open": true}, {}, {}, {}, "0"), "violations": ["live/ipv4"]},
	"open_by_policy_is_another_rule": {"verdict": "pass", "input": _host("input", {"policy": "accept", "open": true}, {}, {}, {}, "0"), "evidence": "policy accept"},
	"interface": {"verdict": "fail", "input": _host("input", {}, {"open_interfaces": ["docker0", "eth0"]}, {}, {}, "0"), "violations": ["boot/ipv4/eth0"]},
	"inner_interface": {"verdict": "pass", "input": _host("input", {}, {"open_interfaces": ["br-1234", "eth1"]}, {}, {}, "0"), "params": {"firewall_trusted_interfaces": ["br-*", "eth1"]}, "evidence": "br-1234"},
	"ipv6": {"verdict": "fail", "input": _host("input", {}, {}, {"open": true}, {"open": true}, "0"), "violations": ["live/ipv6", "boot/ipv6"]},
	"ipv6_is_off": {"verdict": "pass", "input": _host("input", {}, {}, {"open": true}, {"open": true}, "1"), "evidence": "IPv4 now"},
	"not_told": {
		"verdict": "unknown", "reason": "not permitted",
		"input": object.union(_settings("0"), {"firewall": {"input": {"boot/ipv4": _filter("boot", "ipv4", {}), "live/ipv4": object.remove(_filter("live", "ipv4", {}), ["open"])}}}),
		"gaps": [{"path": "firewall.input[\"live/ipv4\"].open", "reason": "nft: Operation not permitted", "denied": true}],
	},
}
