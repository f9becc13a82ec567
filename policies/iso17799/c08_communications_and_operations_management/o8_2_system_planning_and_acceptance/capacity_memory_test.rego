package iso17799.c08_communications_and_operations_management.o8_2_system_planning_and_acceptance.capacity_memory_test

_used(used, total) := {"host": {"capacity": {"memory": {"used_bytes": used, "total_bytes": total, "source": "system: memory"}}}}

cases := {
	"free": {"verdict": "pass", "input": _used(1073741824, 4294967296), "evidence": "25 % of 4096 MiB"},
	"at_the_limit": {"verdict": "pass", "input": _used(80, 100)},
	"full": {"verdict": "fail", "input": _used(95, 100), "violations": ["memory"]},
	"none": {"verdict": "pass", "input": _used(0, 0)},
	"own_threshold": {"verdict": "fail", "input": _used(60, 100), "params": {"capacity_max_memory_percent": 50}},
	"not_running": {
		"verdict": "unknown",
		"input": {"host": {}},
		"gaps": [{"path": "host.capacity", "reason": "only a running system tells this"}],
		"reason": "running system",
	},
}
