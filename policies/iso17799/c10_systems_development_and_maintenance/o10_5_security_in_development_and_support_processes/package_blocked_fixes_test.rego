package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.package_blocked_fixes_test

_facts(blocked) := {"packages": {
	"updates": {"security": {"openssl": {
		"installed": "3.0.11-1", "candidate": "3.0.17-1", "security": true,
		"origin": "Debian-Security", "blocked": blocked, "source": "/var/lib/apt/lists/sec_Packages",
	}}},
	"indexes": {"refreshed": {"value": "2026-05-31T08:00:00Z", "source": "/var/lib/apt/lists"}, "newest": {"value": "2026-05-31T08:00:00Z", "source": "/var/lib/apt/lists/sec_Packages"}},
}}

cases := {
	"stale_lists": {"verdict": "unknown", "input": _facts(""), "time": "2026-07-01T00:00:00Z", "reason": "30 days old"},
	"free": {"verdict": "pass", "input": _facts(""), "evidence": "0 of them"},
	"held": {"verdict": "fail", "input": _facts("hold"), "violations": ["openssl"]},
	"pinned": {"verdict": "fail", "input": _facts("pin"), "violations": ["openssl"]},
	"no_lists": {
		"verdict": "unknown",
		"input": {"packages": {"updates": {}, "indexes": {}}},
		"gaps": [{"path": "packages.updates.security", "reason": "no list of a security archive is on the host"}],
		"reason": "no list",
	},
}
