package iso17799.c09_access_control.o9_5_operating_system_access_control.file_setuid_writable_test

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
	"world": {"verdict": "fail", "input": _files({"/usr/bin/su": _program({"world_writable": true})}), "violations": ["/usr/bin/su"]},
	"group": {"verdict": "fail", "input": _files({"/usr/bin/su": _program({"group_writable": true})}), "violations": ["/usr/bin/su"]},
	"found_beside_what_was_not_read": {
		"verdict": "fail",
		"input": _files({"/usr/bin/su": _program({"world_writable": true})}),
		"gaps": [{"path": "files.setuid[\"/srv/*\"]", "reason": "permission denied"}],
		"violations": ["/usr/bin/su"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.setuid", "reason": "/etc: permission denied", "denied": true}],
		"reason": "/etc: permission denied",
	},
}
