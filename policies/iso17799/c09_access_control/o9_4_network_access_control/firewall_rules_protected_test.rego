package iso17799.c09_access_control.o9_4_network_access_control.firewall_rules_protected_test

_file(mode, uid, group, world) := {"firewall": {"files": {"/etc/nftables.conf": {"mode": mode, "uid": uid, "group_writable": group, "world_writable": world}}}}

cases := {
	"root_only": {"verdict": "pass", "input": _file("0644", 0, false, false), "evidence": "/etc/nftables.conf"},
	"no_files": {"verdict": "not_applicable", "input": {"firewall": {"files": {}}}},
	"anyone": {"verdict": "fail", "input": _file("0666", 0, false, true), "violations": ["/etc/nftables.conf"]},
	"group": {"verdict": "fail", "input": _file("0664", 0, true, false), "violations": ["/etc/nftables.conf"]},
	"owner": {"verdict": "fail", "input": _file("0644", 1000, false, false), "violations": ["/etc/nftables.conf"]},
	"denied": {
		"verdict": "unknown", "reason": "permission denied", "input": {"firewall": {"files": {}}},
		"gaps": [{"path": "firewall.files[\"/etc/nftables.d/x.nft\"]", "reason": "permission denied", "denied": true}],
	},
}
