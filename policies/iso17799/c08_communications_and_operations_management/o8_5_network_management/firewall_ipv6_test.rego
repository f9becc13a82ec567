package iso17799.c08_communications_and_operations_management.o8_5_network_management.firewall_ipv6_test

_filter(moment, policy, name, open) := {
	"moment": moment, "family": "ipv6", "by": ["nftables"], "policy": policy, "default": name, "open": open,
	"source": "/etc/nftables.conf:4",
}

_closed(moment) := _filter(moment, "drop", "drop", false)

_open(moment) := _filter(moment, "none", "accept", true)

_setting(live, boot) := {"live": {"value": live, "source": "/proc/sys/x"}, "boot": {"value": boot, "source": "/etc/sysctl.d/x.conf:1"}}

_host(live, boot, off_now, off_later) := {
	"firewall": {"input": {"live/ipv6": live, "boot/ipv6": boot}},
	"sysctl": {"settings": {
		"net.ipv4.ip_forward": _setting("0", "0"),
		"net.ipv6.conf.all.disable_ipv6": _setting(off_now, off_later),
		"net.ipv6.conf.default.disable_ipv6": _setting(off_now, off_later),
	}},
}

cases := {
	"covered": {"verdict": "pass", "input": _host(_closed("live"), _closed("boot"), "0", "0"), "evidence": "IPv6 now: policy drop"},
	"ipv4_only": {"verdict": "fail", "input": _host(_open("live"), _open("boot"), "0", "0"), "violations": ["live/ipv6", "boot/ipv6"]},
	"turned_off": {"verdict": "not_applicable", "input": _host(_open("live"), _open("boot"), "1", "1")},
	"turned_off_by_hand_only": {"verdict": "fail", "input": _host(_open("live"), _open("boot"), "1", "0"), "violations": ["live/ipv6", "boot/ipv6"]},
	"kernel_without": {
		"verdict": "not_applicable",
		"input": {"firewall": {"input": {"live/ipv6": _open("live"), "boot/ipv6": _open("boot")}}, "sysctl": {"settings": {"net.ipv4.ip_forward": _setting("0", "0")}}},
	},
	"tree_turned_off": {
		"verdict": "not_applicable",
		"input": {
			"context": {"target": {"running": false, "kind": "rootfs", "privileged": true}, "role": "server", "today": 20600, "time_ns": 1779840000000000000},
			"firewall": {"input": {"boot/ipv6": _open("boot")}},
			"sysctl": {"settings": {
				"net.ipv6.conf.all.disable_ipv6": {"boot": {"value": "1", "source": "/etc/sysctl.d/x.conf:1"}},
				"net.ipv6.conf.default.disable_ipv6": {"boot": {"value": "1", "source": "/etc/sysctl.d/x.conf:2"}},
			}},
		},
	},
	"denied": {
		"verdict": "unknown", "reason": "not permitted",
		"input": _host(object.remove(_closed("live"), ["open"]), _closed("boot"), "0", "0"),
		"gaps": [{"path": "firewall.input[\"live/ipv6\"].open", "reason": "nft: Operation not permitted", "denied": true}],
	},
}
