package iso17799.c09_access_control.o9_5_operating_system_access_control.os_boot_arguments_test

_args(args) := {"host": {"kernel": {"command_line": {"args": args, "source": "/proc/cmdline"}}}}

cases := {
	"plain": {"verdict": "pass", "input": _args(["root=/dev/vda1", "ro", "quiet"]), "evidence": "3 arguments"},
	"debug_shell": {"verdict": "fail", "input": _args(["ro", "systemd.debug_shell"]), "violations": ["systemd.debug_shell"]},
	"debug_shell_on_a_terminal": {"verdict": "fail", "input": _args(["systemd.debug_shell=tty9"]), "violations": ["systemd.debug_shell=tty9"]},
	"debug_shell_off": {"verdict": "pass", "input": _args(["systemd.debug_shell=0"])},
	"shell_for_init": {"verdict": "fail", "input": _args(["init=/bin/sh"]), "violations": ["init=/bin/sh"]},
	"audit_off": {"verdict": "fail", "input": _args(["audit=0"])},
	"audit_on": {"verdict": "pass", "input": _args(["audit=1"])},
	"not_running": {
		"verdict": "unknown",
		"input": {"host": {"kernel": {}}},
		"gaps": [{"path": "host.kernel.command_line", "reason": "only a running system tells this"}],
		"reason": "running system",
	},
}
