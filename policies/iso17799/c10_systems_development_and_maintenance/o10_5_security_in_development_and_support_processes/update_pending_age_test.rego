package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.update_pending_age_test

_update(known, blocked) := {
	"installed": "1.0-1", "candidate": "1.0-2", "security": false, "origin": "Debian stable",
	"blocked": blocked, "known": known, "source": "/var/lib/apt/lists/main_Packages",
}

_facts(pending) := {"packages": {
	"updates": {"pending": pending},
	"indexes": {"refreshed": {"value": "2026-05-31T08:00:00Z", "source": "/var/lib/apt/lists"}, "newest": {"value": "2026-05-31T08:00:00Z", "source": "/var/lib/apt/lists/main_Packages"}},
}}

cases := {
	"stale_lists": {"verdict": "unknown", "input": _facts({}), "time": "2026-07-01T00:00:00Z", "reason": "30 days old"},
	"none": {"verdict": "pass", "input": _facts({}), "evidence": "0 updates"},
	"new": {"verdict": "pass", "input": _facts({"curl": _update("2026-05-20T00:00:00Z", "")}), "evidence": "1 update"},
	"old": {"verdict": "fail", "input": _facts({"curl": _update("2026-03-01T00:00:00Z", "")}), "violations": ["curl"]},
	"phased": {"verdict": "pass", "input": _facts({"curl": _update("2026-03-01T00:00:00Z", "phased")})},
	"held": {"verdict": "fail", "input": _facts({"curl": _update("2026-03-01T00:00:00Z", "hold")}), "violations": ["curl"]},
	"held_and_allowed": {
		"verdict": "pass",
		"input": _facts({"curl": _update("2026-03-01T00:00:00Z", "hold")}),
		"params": {"package_allowed_holds": ["curl"]},
	},
	"no_date": {
		"verdict": "unknown",
		"input": _facts({"curl": object.remove(_update("", ""), ["known"])}),
		"reason": "was not observed",
	},
	"no_lists": {
		"verdict": "unknown",
		"input": {"packages": {"updates": {}, "indexes": {}}},
		"gaps": [{"path": "packages.updates.pending", "reason": "run apt-get update"}],
		"reason": "apt-get update",
	},
}
