package iso17799.c09_access_control.o9_4_network_access_control.firewall_one_manager_test

_manager(starts, enabled) := {"starts": starts, "enabled": enabled, "source": "/etc/systemd/system/x"}

cases := {
	"one": {"verdict": "pass", "input": {"firewall": {"managers": {"nftables": _manager(true, true), "ufw": _manager(true, false)}}}, "evidence": "1 tool loads rules at boot: nftables"},
	"halves_of_iptables": {"verdict": "pass", "input": {"firewall": {"managers": {"iptables": _manager(true, true), "ip6tables": _manager(true, true)}}}, "evidence": "iptables"},
	"none": {"verdict": "not_applicable", "input": {"firewall": {"managers": {"nftables": _manager(false, true)}}}},
	"two": {"verdict": "fail", "input": {"firewall": {"managers": {"firewalld": _manager(true, true), "ufw": _manager(true, true)}}}, "violations": ["managers"]},
	"unread": {"verdict": "unknown", "input": {"firewall": {}}, "gaps": [{"path": "firewall.managers", "reason": "/etc/systemd/system: permission denied", "denied": true}], "reason": "permission denied"},
}
