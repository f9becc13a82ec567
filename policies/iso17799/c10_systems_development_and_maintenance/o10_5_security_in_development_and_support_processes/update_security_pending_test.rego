package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.update_security_pending_test

_update(blocked) := {
	"installed": "3.0.11-1", "candidate": "3.0.17-1", "security": true,
	"origin": "Debian-Security stable-security", "blocked": blocked, "source": "/var/lib/apt/lists/sec_Packages",
}

_facts(security) := {"packages": {
	"updates": {"security": security},
	"indexes": {"refreshed": {"value": "2026-05-31T08:00:00Z", "source": "/var/lib/apt/lists"}, "newest": {"value": "2026-05-31T08:00:00Z", "source": "/var/lib/apt/lists/sec_Packages"}},
}}

cases := {
	"stale_lists": {"verdict": "unknown", "input": _facts({}), "time": "2026-07-01T00:00:00Z", "reason": "30 days old"},
	"none": {"verdict": "pass", "input": _facts({}), "evidence": "0 security updates"},
	"one": {"verdict": "fail", "input": _facts({"openssl": _update("")}), "violations": ["openssl"]},
	"held": {"verdict": "fail", "input": _facts({"openssl": _update("hold")}), "violations": ["openssl"]},
	"no_lists": {
		"verdict": "unknown",
		"input": {"packages": {"updates": {}, "indexes": {}}},
		"gaps": [{"path": "packages.updates.security", "reason": "no list of a security archive is on the host"}],
		"reason": "no list of a security archive",
	},
	"one_list_missing": {
		"verdict": "unknown",
		"input": _facts({}),
		"gaps": [{"path": "packages.updates.security[\"unread\"]", "reason": "no package list of contrib"}],
		"reason": "contrib",
	},
	"one_list_missing_yet_seen": {
		"verdict": "fail",
		"input": _facts({"openssl": _update("")}),
		"gaps": [{"path": "packages.updates.security[\"unread\"]", "reason": "no package list of contrib"}],
		"violations": ["openssl"],
	},
}
