package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.update_running_kernel_test

_manager := {"value": "dpkg", "source": "/var/lib/dpkg/status"}

_package := {"package": "linux-image-6.1.0-40-amd64", "version": "6.1.153-1"}

_kernel(running, current) := {"packages": {"manager": _manager, "kernel": {
	"installed": {"6.1.0-40-amd64": _package}, "newest": "6.1.0-40-amd64", "current": current,
	"running": {"value": running, "source": "/proc/sys/kernel/osrelease"},
}}}

cases := {
	"newest": {"verdict": "pass", "input": _kernel("6.1.0-40-amd64", true), "evidence": "running 6.1.0-40-amd64"},
	"older": {"verdict": "fail", "input": _kernel("6.1.0-30-amd64", false), "violations": ["kernel"]},
	"no_package": {"verdict": "not_applicable", "input": {"packages": {"manager": _manager, "kernel": {"installed": {}}}}},
	"not_running": {
		"verdict": "unknown",
		"input": {"packages": {"manager": _manager, "kernel": {"installed": {"6.1.0-40-amd64": _package}}}},
		"gaps": [
			{"path": "packages.kernel.running", "reason": "the target does not run here"},
			{"path": "packages.kernel.current", "reason": "the target does not run here"},
		],
		"reason": "does not run",
	},
}
