package iso17799.c09_access_control.o9_5_operating_system_access_control.file_setuid_shell_test

_program(fields) := object.union(
	{
		"owner": 0, "group": 0, "mode": "4755", "name": "su", "setuid": true, "setgid": false, "group_writable": false,
		"world_writable": false, "packaged": true,
	},
	fields,
)

_files(programs) := {"files": {"setuid": programs, "walk": {"entries": 1000}}}

cases := {
	"right": {"verdict": "pass", "input": _files({"/usr/bin/su": _program({})}), "evidence": "1 set-uid"},
	"find": {"verdict": "fail", "input": _files({"/usr/bin/find": _program({"name": "find"})}), "violations": ["/usr/bin/find"]},
	"python": {"verdict": "fail", "input": _files({"/usr/bin/python3.11": _program({"name": "python3.11"})}), "violations": ["/usr/bin/python3.11"]},
	"found_beside_what_was_not_read": {
		"verdict": "fail",
		"input": _files({"/bin/bash": _program({"name": "bash"})}),
		"gaps": [{"path": "files.setuid[\"/srv/*\"]", "reason": "permission denied"}],
		"violations": ["/bin/bash"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.setuid", "reason": "/etc: permission denied", "denied": true}],
		"reason": "/etc: permission denied",
	},
}
