package iso17799.c09_access_control.o9_5_operating_system_access_control.os_machine_id_test

_state(state, running) := {
	"host": {"machine_id": {"state": state, "source": "/etc/machine-id"}},
	"context": {"target": {"kind": "local", "privileged": true, "running": running}},
}

cases := {
	"set": {
		"verdict": "pass",
		"input": {"host": {"machine_id": {"state": "set", "digest": "a647b77f0b16069f881d352f4d3124c9", "source": "/etc/machine-id"}}},
		"evidence": "a647b77f",
	},
	"set_without_digest": {"verdict": "pass", "input": _state("set", true)},
	"zero": {"verdict": "fail", "input": _state("zero", true), "violations": ["/etc/machine-id"]},
	"zero_in_an_image": {"verdict": "fail", "input": _state("zero", false)},
	"malformed": {"verdict": "fail", "input": _state("malformed", true)},
	"uninitialized_while_running": {"verdict": "fail", "input": _state("uninitialized", true)},
	"empty_in_an_image": {"verdict": "not_applicable", "input": _state("empty", false)},
	"missing_while_running": {"verdict": "fail", "input": _state("missing", true)},
	"missing_in_a_tree": {"verdict": "unknown", "input": _state("missing", false), "reason": "not visible"},
	"denied": {
		"verdict": "unknown",
		"input": {"host": {}},
		"gaps": [{"path": "host.machine_id", "reason": "/etc/machine-id: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
