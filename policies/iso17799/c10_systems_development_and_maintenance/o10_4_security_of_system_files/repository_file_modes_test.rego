package iso17799.c10_systems_development_and_maintenance.o10_4_security_of_system_files.repository_file_modes_test

_host(more) := {"packages": {"files": {
	"/etc/apt/apt.conf.d/00a": {"mode": "0644", "uid": 0, "group_writable": false, "world_writable": false},
	"/etc/apt/sources.list": object.union({"mode": "0644", "uid": 0, "group_writable": false, "world_writable": false}, more),
}}}

cases := {
	"roots_own": {"verdict": "pass", "input": _host({}), "evidence": "2 files and folders, 0 that"},
	"everyone_writes": {"verdict": "fail", "input": _host({"mode": "0666", "world_writable": true}), "violations": ["/etc/apt/sources.list"]},
	"group_writes": {"verdict": "fail", "input": _host({"mode": "0664", "group_writable": true}), "violations": ["/etc/apt/sources.list"]},
	"another_owner": {"verdict": "fail", "input": _host({"uid": 1000}), "violations": ["/etc/apt/sources.list"]},
	"unread": {
		"verdict": "unknown",
		"input": _host({}),
		"gaps": [{"path": "packages.files[\"unread\"]", "reason": "/etc/apt/sources.list.d: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
