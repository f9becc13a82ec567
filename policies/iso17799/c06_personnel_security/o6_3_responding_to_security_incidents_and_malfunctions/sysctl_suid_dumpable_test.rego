package iso17799.c06_personnel_security.o6_3_responding_to_security_incidents_and_malfunctions.sysctl_suid_dumpable_test

cases := {
	"right": {"verdict": "pass", "input": {"sysctl": {"settings": {"fs.suid_dumpable": {"live": {"value": "0", "source": "/proc/sys/x"}, "boot": {"value": "0", "source": "/etc/sysctl.d/60-x.conf:1"}}}}}, "evidence": "fs.suid_dumpable = 0 now"},
	"wrong_now": {"verdict": "fail", "input": {"sysctl": {"settings": {"fs.suid_dumpable": {"live": {"value": "1", "source": "/proc/sys/x"}, "boot": {"value": "0", "source": "/etc/sysctl.d/60-x.conf:1"}}}}}, "violations": ["fs.suid_dumpable"]},
	"wrong_after_boot": {"verdict": "fail", "input": {"sysctl": {"settings": {"fs.suid_dumpable": {"live": {"value": "0", "source": "/proc/sys/x"}, "boot": {"value": "1", "source": "/etc/sysctl.d/60-x.conf:1"}}}}}, "violations": ["fs.suid_dumpable"]},
	"right_in_a_tree": {"verdict": "pass", "input": {"context": {"target": {"running": false, "kind": "rootfs", "privileged": true}, "role": "server", "today": 20600, "time_ns": 1779840000000000000}, "sysctl": {"settings": {"fs.suid_dumpable": {"boot": {"value": "0", "source": "/etc/sysctl.d/60-x.conf:1"}}}}}, "evidence": "after the next boot"},
	"wrong_in_a_tree": {"verdict": "fail", "input": {"context": {"target": {"running": false, "kind": "rootfs", "privileged": true}, "role": "server", "today": 20600, "time_ns": 1779840000000000000}, "sysctl": {"settings": {"fs.suid_dumpable": {"boot": {"value": "1", "source": "/etc/sysctl.d/60-x.conf:1"}}}}}, "reason": "after the next boot"},
	"not_told_at_boot": {"verdict": "unknown", "input": {"sysctl": {"settings": {"fs.suid_dumpable": {"live": {"value": "0", "source": "/proc/sys/x"}}}}}, "reason": "at boot"},
	"a_file_unread": {"verdict": "unknown", "input": {"sysctl": {"settings": {"fs.suid_dumpable": {"live": {"value": "0", "source": "/proc/sys/x"}}}}}, "gaps": [{"path": "sysctl.settings[*].boot", "reason": "/etc/sysctl.d/x.conf: permission denied", "denied": true}], "reason": "permission denied"},
	"a_file_unread_but_wrong_now": {"verdict": "fail", "input": {"sysctl": {"settings": {"fs.suid_dumpable": {"live": {"value": "1", "source": "/proc/sys/x"}}}}}, "gaps": [{"path": "sysctl.settings[*].boot", "reason": "x"}]},
}
