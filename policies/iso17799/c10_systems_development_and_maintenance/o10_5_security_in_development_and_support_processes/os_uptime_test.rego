package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.os_uptime_test

_booted(at) := {"host": {"booted_at": {"value": at, "source": "system: boot time"}}}

cases := {
	"weeks": {"verdict": "pass", "input": _booted("2026-05-10T06:00:00Z"), "evidence": "21 days"},
	"years": {"verdict": "fail", "input": _booted("2024-01-01T00:00:00Z"), "violations": ["kernel"]},
	"own_threshold": {"verdict": "fail", "input": _booted("2026-05-10T06:00:00Z"), "params": {"os_max_uptime_days": 7}},
	"not_running": {
		"verdict": "unknown",
		"input": {"host": {}},
		"gaps": [{"path": "host.booted_at", "reason": "only a running system tells this"}],
		"reason": "running system",
	},
}
