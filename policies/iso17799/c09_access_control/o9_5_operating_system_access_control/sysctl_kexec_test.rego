package iso17799.c09_access_control.o9_5_operating_system_access_control.sysctl_kexec_test

cases := {
	"right": {"verdict": "pass", "input": {"sysctl": {"settings": {"kernel.kexec_load_disabled": {"live": {"value": "1", "source": "/proc/sys/x"}, "boot": {"value": "1", "source": "/etc/sysctl.d/60-x.conf:1"}}}}}, "evidence": "kernel.kexec_load_disabled = 1 now"},
	"wrong_now": {"verdict": "fail", "input": {"sysctl": {"settings": {"kernel.kexec_load_disabled": {"live": {"value": "0", "source": "/proc/sys/x"}, "boot": {"value": "1", "source": "/etc/sysctl.d/60-x.conf:1"}}}}}, "violations": ["kernel.kexec_load_disabled"]},
	"wrong_after_boot": {"verdict": "fail", "input": {"sysctl": {"settings": {"kernel.kexec_load_disabled": {"live": {"value": "1", "source": "/proc/sys/x"}, "boot": {"value": "0", "source": "/etc/sysctl.d/60-x.conf:1"}}}}}, "violations": ["kernel.kexec_load_disabled"]},
	"right_in_a_tree": {"verdict": "pass", "input": {"context": {"target": {"running": false, "kind": "rootfs", "privileged": true}, "role": "server", "today": 20600, "time_ns": 1779840000000000000}, "sysctl": {"settings": {"kernel.kexec_load_disabled": {"boot": {"value": "1", "source": "/etc/sysctl.d/60-x.conf:1"}}}}}, "evidence": "after the next boot"},
	"wrong_in_a_tree": {"verdict": "fail", "input": {"context": {"target": {"running": false, "kind": "rootfs", "privileged": true}, "role": "server", "today": 20600, "time_ns": 1779840000000000000}, "sysctl": {"settings": {"kernel.kexec_load_disabled": {"boot": {"value": "0", "source": "/etc/sysctl.d/60-x.conf:1"}}}}}, "reason": "after the next boot"},
	"not_told_at_boot": {"verdict": "unknown", "input": {"sysctl": {"settings": {"kernel.kexec_load_disabled": {"live": {"value": "1", "source": "/proc/sys/x"}}}}}, "reason": "at boot"},
	"a_file_unread": {"verdict": "unknown", "input": {"sysctl": {"settings": {"kernel.kexec_load_disabled": {"live": {"value": "1", "source": "/proc/sys/x"}}}}}, "gaps": [{"path": "sysctl.settings[*].boot", "reason": "/etc/sysctl.d/x.conf: permission denied", "denied": true}], "reason": "permission denied"},
	"a_file_unread_but_wrong_now": {"verdict": "fail", "input": {"sysctl": {"settings": {"kernel.kexec_load_disabled": {"live": {"value": "0", "source": "/proc/sys/x"}}}}}, "gaps": [{"path": "sysctl.settings[*].boot", "reason": "x"}]},
}
