package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.os_kernel_taint_test

_taint(value, flags) := {"host": {"kernel": {"taint": {"value": value, "flags": flags, "source": "/proc/sys/kernel/tainted"}}}}

cases := {
	"clean": {"verdict": "pass", "input": _taint(0, []), "evidence": "not tainted"},
	"warning_only": {"verdict": "pass", "input": _taint(512, ["warning"]), "evidence": "warning"},
	"unsigned": {"verdict": "fail", "input": _taint(12288, ["out_of_tree_module", "unsigned_module"]), "violations": ["unsigned_module"]},
	"out_of_tree_denied": {
		"verdict": "fail",
		"input": _taint(4096, ["out_of_tree_module"]),
		"params": {"os_denied_taints": ["out_of_tree_module"]},
		"violations": ["out_of_tree_module"],
	},
	"not_running": {
		"verdict": "unknown",
		"input": {"host": {"kernel": {}}},
		"gaps": [{"path": "host.kernel.taint", "reason": "only a running system tells this"}],
		"reason": "running system",
	},
}
