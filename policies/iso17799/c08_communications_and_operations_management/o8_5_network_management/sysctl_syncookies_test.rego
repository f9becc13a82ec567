package iso17799.c08_communications_and_operations_management.o8_5_network_management.sysctl_syncookies_test

cases := {
	"right": {"verdict": "pass", "input": {"sysctl": {"settings": {"net.ipv4.tcp_syncookies": {"live": {"value": "1", "source": "/proc/sys/x"}, "boot": {"value": "1", "source": "/etc/sysctl.d/60-x.conf:1"}}}}}, "evidence": "net.ipv4.tcp_syncookies = 1 now"},
	"wrong_now": {"verdict": "fail", "input": {"sysctl": {"settings": {"net.ipv4.tcp_syncookies": {"live": {"value": "0", "source": "/proc/sys/x"}, "boot": {"value": "1", "source": "/etc/sysctl.d/60-x.conf:1"}}}}}, "violations": ["net.ipv4.tcp_syncookies"]},
	"wrong_after_boot": {"verdict": "fail", "input": {"sysctl": {"settings": {"net.ipv4.tcp_syncookies": {"live": {"value": "1", "source": "/proc/sys/x"}, "boot": {"value": "0", "source": "/etc/sysctl.d/60-x.conf:1"}}}}}, "violations": ["net.ipv4.tcp_syncookies"]},
	"right_in_a_tree": {"verdict": "pass", "input": {"context": {"target": {"running": false, "kind": "rootfs", "privileged": true}, "role": "server", "today": 20600, "time_ns": 1779840000000000000}, "sysctl": {"settings": {"net.ipv4.tcp_syncookies": {"boot": {"value": "1", "source": "/etc/sysctl.d/60-x.conf:1"}}}}}, "evidence": "after the next boot"},
	"wrong_in_a_tree": {"verdict": "fail", "input": {"context": {"target": {"running": false, "kind": "rootfs", "privileged": true}, "role": "server", "today": 20600, "time_ns": 1779840000000000000}, "sysctl": {"settings": {"net.ipv4.tcp_syncookies": {"boot": {"value": "0", "source": "/etc/sysctl.d/60-x.conf:1"}}}}}, "reason": "after the next boot"},
	"not_told_at_boot": {"verdict": "unknown", "input": {"sysctl": {"settings": {"net.ipv4.tcp_syncookies": {"live": {"value": "1", "source": "/proc/sys/x"}}}}}, "reason": "at boot"},
	"a_file_unread": {"verdict": "unknown", "input": {"sysctl": {"settings": {"net.ipv4.tcp_syncookies": {"live": {"value": "1", "source": "/proc/sys/x"}}}}}, "gaps": [{"path": "sysctl.settings[*].boot", "reason": "/etc/sysctl.d/x.conf: permission denied", "denied": true}], "reason": "permission denied"},
	"a_file_unread_but_wrong_now": {"verdict": "fail", "input": {"sysctl": {"settings": {"net.ipv4.tcp_syncookies": {"live": {"value": "0", "source": "/proc/sys/x"}}}}}, "gaps": [{"path": "sysctl.settings[*].boot", "reason": "x"}]},
}
