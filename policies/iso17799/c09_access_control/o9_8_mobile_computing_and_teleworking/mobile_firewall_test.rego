package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.mobile_firewall_test

_filter(key, by, open) := {"moment": split(key, "/")[0], "family": split(key, "/")[1], "by": by, "open": open, "source": "/etc/nftables.conf:4"}

_shut := {key: filter | some key in {"live/ipv4", "live/ipv6", "boot/ipv4", "boot/ipv6"}; filter := _filter(key, ["nftables"], false)}

_host(changed) := {"firewall": {"input": object.union(_shut, changed)}, "sysctl": {"settings": {}}}

_tree := {"context": {"target": {"running": false, "kind": "rootfs", "privileged": true}, "role": "laptop", "today": 20600, "time_ns": 1779840000000000000}}

cases := {
	"closed": {"verdict": "pass", "role": "laptop", "input": _host({}), "evidence": "IPv6 after the next boot: filtered by nftables"},
	"nothing_after_a_boot": {"verdict": "fail", "role": "laptop", "input": _host({"boot/ipv4": _filter("boot/ipv4", [], true)}), "violations": ["boot/ipv4"]},
	"open_over_ipv6": {"verdict": "fail", "role": "laptop", "input": _host({"live/ipv6": _filter("live/ipv6", ["nftables"], true)}), "violations": ["live/ipv6"]},
	"no_ipv6": {
		"verdict": "pass", "role": "laptop",
		"input": object.union(_host({"live/ipv6": _filter("live/ipv6", [], true), "boot/ipv6": _filter("boot/ipv6", [], true)}), {"sysctl": {"settings": {
			"net.ipv6.conf.all.disable_ipv6": {"boot": {"value": "1", "source": "/etc/sysctl.d/50-six.conf:1"}, "live": {"value": "1", "source": "/proc/sys/net/ipv6/conf/all/disable_ipv6"}},
			"net.ipv6.conf.default.disable_ipv6": {"boot": {"value": "1", "source": "/etc/sysctl.d/50-six.conf:2"}, "live": {"value": "1", "source": "/proc/sys/net/ipv6/conf/default/disable_ipv6"}},
		}}}),
	},
	"tree": {
		"verdict": "pass", "role": "laptop",
		"input": object.union(_tree, {
			"firewall": {"input": {"boot/ipv4": _filter("boot/ipv4", ["ufw"], false), "boot/ipv6": _filter("boot/ipv6", ["ufw"], false)}},
			"sysctl": {"settings": {}},
		}),
	},
	"live_not_told": {
		"verdict": "unknown", "role": "laptop", "reason": "nothing tells what filters IPv4 now",
		"input": {
			"firewall": {"input": {"boot/ipv4": _filter("boot/ipv4", ["ufw"], false), "boot/ipv6": _filter("boot/ipv6", ["ufw"], false)}},
			"sysctl": {"settings": {}},
		},
	},
	"denied": {
		"verdict": "unknown", "role": "laptop", "reason": "not permitted",
		"input": _host({"live/ipv4": object.remove(_filter("live/ipv4", ["nftables"], false), ["open"])}),
		"gaps": [{"path": "firewall.input[\"live/ipv4\"].open", "reason": "nft: Operation not permitted", "denied": true}],
	},
}
