package iso17799.c08_communications_and_operations_management.o8_5_network_management.firewall_default_deny_test

_filter(moment, policy, name, open) := {
	"moment": moment, "family": "ipv4", "by": ["nftables"], "policy": policy, "default": name, "open": open,
	"source": "/etc/nftables.conf:4",
}

_host(live, boot) := {"firewall": {"input": {"live/ipv4": live, "boot/ipv4": boot}}}

_closed(moment) := _filter(moment, "drop", "drop", false)

cases := {
	"drop": {"verdict": "pass", "input": _host(_closed("live"), _closed("boot")), "evidence": "IPv4 now: policy drop"},
	"rule_at_the_end": {"verdict": "pass", "input": _host(_filter("live", "accept", "reject", false), _closed("boot")), "evidence": "meets reject"},
	"policy_accept": {"verdict": "fail", "input": _host(_closed("live"), _filter("boot", "accept", "accept", true)), "violations": ["boot/ipv4"]},
	"accept_all": {"verdict": "fail", "input": _host(_filter("live", "drop", "accept", true), _filter("boot", "drop", "accept", true)), "violations": ["boot/ipv4", "live/ipv4"]},
	"no_filter": {"verdict": "fail", "input": _host(_filter("live", "none", "accept", true), _closed("boot")), "violations": ["live/ipv4"]},
	"live_missing": {"verdict": "unknown", "input": {"firewall": {"input": {"boot/ipv4": _closed("boot")}}}, "reason": "IPv4 now"},
	"not_understood": {
		"verdict": "unknown", "reason": "not understood",
		"input": _host(_closed("live"), object.remove(_closed("boot"), ["open", "default"])),
		"gaps": [
			{"path": "firewall.input[\"boot/ipv4\"].open", "reason": "a rule is not understood: /etc/nftables.conf:9"},
			{"path": "firewall.input[\"boot/ipv4\"].default", "reason": "a rule is not understood: /etc/nftables.conf:9"},
		],
	},
	"open_now_and_boot_not_understood": {
		"verdict": "fail", "violations": ["live/ipv4"],
		"input": _host(_filter("live", "none", "accept", true), object.remove(_closed("boot"), ["open"])),
		"gaps": [{"path": "firewall.input[\"boot/ipv4\"].open", "reason": "x"}],
	},
}
