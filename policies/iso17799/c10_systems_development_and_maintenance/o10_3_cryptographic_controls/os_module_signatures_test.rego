package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.os_module_signatures_test

_modules(value) := {"host": {"kernel": {"modules": {"value": value, "source": "/proc/modules"}}}}

cases := {
	"signed": {"verdict": "pass", "input": _modules("signed"), "evidence": "signed"},
	"none": {"verdict": "pass", "input": _modules("none")},
	"any": {"verdict": "fail", "input": _modules("any"), "violations": ["kernel modules"]},
	"not_running": {
		"verdict": "unknown",
		"input": {"host": {"kernel": {}}},
		"gaps": [{"path": "host.kernel.modules", "reason": "only a running system tells this"}],
		"reason": "running system",
	},
}
