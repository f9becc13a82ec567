package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.repository_keyrings_test

_key(changes) := {"packages": {"keyrings": {"/etc/apt/trusted.gpg.d/a.asc": object.union(
	{"mode": "0644", "uid": 0, "group_writable": false, "world_writable": false},
	changes,
)}}}

cases := {
	"root_only": {"verdict": "pass", "input": _key({}), "evidence": "1 keyring"},
	"everyone": {"verdict": "fail", "input": _key({"mode": "0666", "world_writable": true}), "violations": ["/etc/apt/trusted.gpg.d/a.asc"]},
	"group": {"verdict": "fail", "input": _key({"mode": "0664", "group_writable": true}), "violations": ["/etc/apt/trusted.gpg.d/a.asc"]},
	"other_owner": {"verdict": "fail", "input": _key({"uid": 1000}), "violations": ["/etc/apt/trusted.gpg.d/a.asc"]},
	"none": {"verdict": "unknown", "input": {"packages": {"keyrings": {}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"packages": {"keyrings": {}}},
		"gaps": [{"path": "packages.keyrings[\"unread\"]", "reason": "/etc/apt/keyrings: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
