package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.package_broken_test

_facts(broken) := {"packages": {
	"manager": {"value": "dpkg", "source": "/var/lib/dpkg/status"}, "count": 88, "broken": broken,
}}

cases := {
	"none": {"verdict": "pass", "input": _facts({}), "evidence": "0 half installed"},
	"unpacked": {
		"verdict": "fail",
		"input": _facts({"postfix": {"version": "3.7", "state": "unpacked", "source": "/var/lib/dpkg/status:40"}}),
		"violations": ["postfix"],
	},
	"unreadable": {
		"verdict": "unknown",
		"input": {},
		"gaps": [{"path": "packages", "reason": "/var/lib/dpkg/status: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
