package iso17799.c09_access_control.o9_5_operating_system_access_control.walk_compilers_test

_files(mode, open) := {"files": {"compilers": {"/usr/bin/gcc": {
	"subject": "compiler", "kind": "file", "owner": 0, "group": 500, "group_name": "build", "mode": mode, "group_readable": true,
	"group_writable": false, "world_readable": open, "world_writable": false, "world_search": open, "sticky": false,
}}}}

cases := {
	"none": {"verdict": "pass", "input": {"files": {"compilers": {}}}, "evidence": "0 compilers"},
	"closed": {"verdict": "pass", "input": _files("0750", false)},
	"open": {"verdict": "fail", "input": _files("0755", true), "violations": ["/usr/bin/gcc"]},
	"unread": {"verdict": "unknown", "input": {"files": {}}, "gaps": [{"path": "files.compilers", "reason": "/usr: permission denied"}], "reason": "permission denied"},
}
