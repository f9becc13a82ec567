package iso17799.c09_access_control.o9_4_network_access_control.firewall_active_test

_filter(moment, by) := {"moment": moment, "family": "ipv4", "by": by, "policy": "drop", "default": "drop", "open": false, "source": "/etc/nftables.conf:4"}

_host(live, boot, managers) := {"firewall": {
	"input": {"live/ipv4": _filter("live", live), "boot/ipv4": _filter("boot", boot)},
	"managers": managers,
}}

_nftables(starts) := {"nftables": {"starts": starts, "enabled": true, "source": "/lib/systemd/system/nftables.service"}}

_tree := {"context": {"target": {"running": false, "kind": "rootfs", "privileged": true}, "role": "server", "today": 20600, "time_ns": 1779840000000000000}}

cases := {
	"both": {"verdict": "pass", "input": _host(["nftables"], ["nftables"], _nftables(true)), "evidence": "IPv4 after the next boot: filtered by nftables"},
	"not_after_a_boot": {"verdict": "fail", "input": _host(["nftables"], [], _nftables(false)), "violations": ["boot/ipv4"]},
	"not_now": {"verdict": "fail", "input": _host([], ["nftables"], _nftables(true)), "violations": ["live/ipv4"]},
	"nothing_installed": {"verdict": "fail", "input": _host([], [], {}), "violations": ["boot/ipv4", "live/ipv4"]},
	"ufw_turned_off": {
		"verdict": "fail", "violations": ["boot/ipv4"],
		"input": _host(["iptables"], [], {"ufw": {"starts": true, "enabled": false, "source": "/etc/ufw/ufw.conf:2"}}),
	},
	"rules_that_are_empty": {
		"verdict": "fail", "violations": ["boot/ipv4"],
		"input": _host(["iptables"], [], _nftables(true)),
	},
	"tree": {
		"verdict": "pass",
		"input": object.union(_tree, {"firewall": {"input": {"boot/ipv4": _filter("boot", ["ufw"])}, "managers": {}}}),
		"evidence": "filtered by ufw",
	},
	"tree_without": {
		"verdict": "fail", "violations": ["boot/ipv4"],
		"input": object.union(_tree, {"firewall": {"input": {"boot/ipv4": _filter("boot", [])}, "managers": _nftables(false)}}),
	},
	"live_not_told": {
		"verdict": "unknown", "reason": "nothing tells what filters IPv4 now",
		"input": {"firewall": {"input": {"boot/ipv4": _filter("boot", ["nftables"])}, "managers": {}}},
	},
	"denied": {
		"verdict": "unknown", "reason": "not permitted",
		"input": {"firewall": {
			"input": {"boot/ipv4": _filter("boot", ["nftables"]), "live/ipv4": object.remove(_filter("live", []), ["by"])},
			"managers": {},
		}},
		"gaps": [{"path": "firewall.input[\"live/ipv4\"].by", "reason": "nft: Operation not permitted", "denied": true}],
	},
	"not_interpreted": {
		"verdict": "unknown", "reason": "shorewall",
		"input": {"firewall": {
			"input": {"boot/ipv4": object.remove(_filter("boot", []), ["by"]), "live/ipv4": _filter("live", ["iptables"])},
			"managers": {"shorewall": {"starts": true, "enabled": true, "source": "/etc/systemd/system/x"}},
		}},
		"gaps": [{"path": "firewall.input[\"boot/ipv4\"].by", "reason": "shorewall is not interpreted"}],
	},
}
