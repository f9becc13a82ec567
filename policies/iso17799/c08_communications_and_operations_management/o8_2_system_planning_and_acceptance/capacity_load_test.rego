package iso17799.c08_communications_and_operations_management.o8_2_system_planning_and_acceptance.capacity_load_test

_load(fifteen) := {"host": {"capacity": {"load": {"one": 1, "five": 1, "fifteen": fifteen, "cpus": 2, "source": "system: load"}}}}

cases := {
	"idle": {"verdict": "pass", "input": _load(0.2), "evidence": "10 %"},
	"at_the_limit": {"verdict": "pass", "input": _load(1.6)},
	"over": {"verdict": "fail", "input": _load(3.5), "violations": ["processors"]},
	"own_threshold": {"verdict": "fail", "input": _load(0.2), "params": {"capacity_max_load_percent": 5}},
	"not_running": {
		"verdict": "unknown",
		"input": {"host": {}},
		"gaps": [{"path": "host.capacity", "reason": "only a running system tells this"}],
		"reason": "running system",
	},
}
