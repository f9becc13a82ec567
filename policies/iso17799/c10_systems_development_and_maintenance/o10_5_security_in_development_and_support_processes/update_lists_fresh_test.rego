package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.update_lists_fresh_test

_lists(at) := {"packages": {"indexes": {"refreshed": {"value": at, "source": "/var/lib/apt/periodic/update-success-stamp"}}}}

cases := {
	"yesterday": {"verdict": "pass", "input": _lists("2026-05-31T00:00:00Z"), "evidence": "1 day old"},
	"last_month": {"verdict": "fail", "input": _lists("2026-05-01T00:00:00Z"), "violations": ["package lists"]},
	"strict": {"verdict": "fail", "input": _lists("2026-05-28T00:00:00Z"), "params": {"update_max_list_age_days": 2}},
	"none": {
		"verdict": "unknown",
		"input": {"packages": {"indexes": {}}},
		"gaps": [{"path": "packages.indexes.refreshed", "reason": "there is no package list; run apt-get update"}],
		"reason": "no package list",
	},
}
