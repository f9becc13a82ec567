package iso17799.c10_systems_development_and_maintenance.o10_4_security_of_system_files.update_security_source_test

_security(configured, found, codename, mismatch) := {"packages": {"security_source": {
	"configured": configured, "list_found": found, "codename": codename, "release": "bookworm",
	"mismatch": mismatch, "source": "/etc/apt/sources.list:2",
}}}

cases := {
	"configured": {"verdict": "pass", "input": _security(true, true, "bookworm", false), "evidence": "bookworm"},
	"none": {"verdict": "fail", "input": _security(false, false, "", false), "violations": ["security archive"]},
	"other_release": {"verdict": "fail", "input": _security(true, true, "bullseye", true), "violations": ["security archive"]},
	"list_only": {"verdict": "unknown", "input": _security(false, true, "bookworm", false), "reason": "no source names it"},
	"unknown_system": {
		"verdict": "unknown",
		"input": {"packages": {}},
		"gaps": [{"path": "packages.security_source", "reason": "how example ships security updates is not known"}],
		"reason": "not known",
	},
}
