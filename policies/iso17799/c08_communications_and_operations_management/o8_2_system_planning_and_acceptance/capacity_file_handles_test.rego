package iso17799.c08_communications_and_operations_management.o8_2_system_planning_and_acceptance.capacity_file_handles_test

_handles(used) := {"host": {"capacity": {"handles": {"used": used, "max": 1000, "source": "/proc/sys/fs/file-nr"}}}}

cases := {
	"few": {"verdict": "pass", "input": _handles(100), "evidence": "100 of 1000"},
	"many": {"verdict": "fail", "input": _handles(900), "violations": ["file handles"]},
	"not_running": {
		"verdict": "unknown",
		"input": {"host": {}},
		"gaps": [{"path": "host.capacity", "reason": "only a running system tells this"}],
		"reason": "running system",
	},
}
