package iso17799.c08_communications_and_operations_management.o8_2_system_planning_and_acceptance.os_support_horizon_test

_os(id, version) := {"host": {"os": {
	"id": id,
	"version_id": version,
	"major": split(version, ".")[0],
	"branch": concat(".", array.slice(split(version, "."), 0, 2)),
	"pretty_name": sprintf("%s %s", [id, version]),
	"source": "/etc/os-release:4",
}}}

cases := {
	"years": {"verdict": "pass", "input": _os("debian", "13"), "evidence": "2030-06-30"},
	"weeks": {"verdict": "fail", "input": _os("debian", "11"), "violations": ["debian"]},
	"past": {"verdict": "fail", "input": _os("debian", "8")},
	"wider_horizon": {"verdict": "fail", "input": _os("debian", "12"), "params": {"os_support_horizon_days": 800}},
	"rolling": {"verdict": "pass", "input": {"host": {"os": {"id": "arch", "source": "/etc/os-release:3"}}}},
	"unheard_of": {"verdict": "unknown", "input": _os("templeos", "5"), "reason": "not in the table"},
	"denied": {
		"verdict": "unknown",
		"input": {"host": {}},
		"gaps": [{"path": "host.os", "reason": "/etc/os-release: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
