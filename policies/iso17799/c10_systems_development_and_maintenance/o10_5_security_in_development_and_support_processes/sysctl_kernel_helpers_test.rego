package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.sysctl_kernel_helpers_test

_in(live, boot) := {"sysctl": {"settings": {"kernel.core_pattern": {"live": {"value": live, "source": "/proc/sys/kernel/core_pattern"}, "boot": {"value": boot, "source": "/etc/sysctl.d/60-x.conf:1"}}}}}

_modprobe(live) := {"sysctl": {"settings": {
	"kernel.core_pattern": {"live": {"value": "core", "source": "/proc/sys/kernel/core_pattern"}, "boot": {"value": "core", "source": "default: Linux"}},
	"kernel.modprobe": {"live": {"value": live, "source": "/proc/sys/kernel/modprobe"}},
}}}

cases := {
	"plain": {"verdict": "pass", "input": _in("core", "core"), "evidence": "kernel.core_pattern = core now"},
	"a_packages_program": {"verdict": "pass", "input": _in("|/usr/lib/systemd/systemd-coredump %P", "|/usr/lib/systemd/systemd-coredump %P")},
	"a_folder_of_roots": {"verdict": "pass", "input": _in("/var/crash/core.%p", "core")},
	"a_like_name": {"verdict": "pass", "input": _in("/tmpfiles/core", "core")},
	"pipe_now": {"verdict": "fail", "input": _in("|/tmp/x %p", "core"), "violations": ["kernel.core_pattern"]},
	"pipe_after_boot": {"verdict": "fail", "input": _in("core", "| /dev/shm/x"), "violations": ["kernel.core_pattern"]},
	"file_in_tmp": {"verdict": "fail", "input": _in("//var/./tmp/core", "core"), "violations": ["kernel.core_pattern"]},
	"home": {"verdict": "fail", "input": _in("|/home/alice/x", "core"), "violations": ["kernel.core_pattern"]},
	"modprobe": {"verdict": "fail", "input": _modprobe("/tmp/m"), "violations": ["kernel.modprobe"]},
	"modprobe_right": {"verdict": "pass", "input": _modprobe("/sbin/modprobe"), "evidence": "kernel.modprobe = /sbin/modprobe now"},
	"up_and_down": {"verdict": "unknown", "input": _in("/var/lib/../x/core", "core"), "reason": "cannot be told"},
	"not_told_now": {"verdict": "unknown", "input": {"sysctl": {"settings": {"kernel.core_pattern": {"boot": {"value": "core", "source": "default: Linux"}}}}}, "reason": "does not tell"},
	"denied": {"verdict": "unknown", "input": {"sysctl": {"settings": {"kernel.core_pattern": {"live": {"value": "core", "source": "/proc/sys/x"}}}}}, "gaps": [{"path": "sysctl.settings[*].boot", "reason": "permission denied", "denied": true}], "reason": "permission denied"},
	"denied_but_wrong_now": {"verdict": "fail", "input": {"sysctl": {"settings": {"kernel.core_pattern": {"live": {"value": "/tmp/core", "source": "/proc/sys/x"}}}}}, "gaps": [{"path": "sysctl.settings[*].boot", "reason": "x"}]},
}
