package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.update_reboot_pending_test

_reboot(flag, packages, core) := {"packages": {"reboot": {
	"flag": {"value": flag, "source": "/run/reboot-required"}, "packages": packages,
	"boot": "2026-05-20T00:00:00Z", "core": core,
}}}

cases := {
	"started_since": {"verdict": "pass", "input": _reboot(false, [], {"libc6": "2026-05-01T00:00:00Z"}), "evidence": "running since"},
	"flag": {"verdict": "fail", "input": _reboot(true, ["linux-base"], {"libc6": "2026-05-01T00:00:00Z"}), "violations": ["host"]},
	"flag_alone": {"verdict": "fail", "input": _reboot(true, [], {}), "violations": ["host"]},
	"newer_library": {"verdict": "fail", "input": _reboot(false, [], {"libc6": "2026-05-21T00:00:00Z"}), "violations": ["libc6"]},
	"nothing_known": {"verdict": "unknown", "input": _reboot(false, [], {})},
	"not_running": {
		"verdict": "unknown",
		"input": {"packages": {}},
		"gaps": [{"path": "packages.reboot", "reason": "the target does not run here"}],
		"reason": "does not run",
	},
}
