package iso17799.c09_access_control.o9_5_operating_system_access_control.file_stray_setuid_test

_program(fields) := object.union(
	{
		"owner": 0, "group": 0, "mode": "4755", "name": "su", "setuid": true, "setgid": false, "group_writable": false,
		"world_writable": false, "packaged": true,
	},
	fields,
)

_files(programs) := {"files": {"setuid": programs, "walk": {"entries": 1000}}}

cases := {
	"packaged": {"verdict": "pass", "input": _files({"/usr/bin/su": _program({})}), "evidence": "1 set-uid"},
	"none": {"verdict": "pass", "input": _files({}), "evidence": "0 set-uid"},
	"stray": {"verdict": "fail", "input": _files({"/usr/local/bin/rescue": _program({"packaged": false})}), "violations": ["/usr/local/bin/rescue"]},
	"allowed": {"verdict": "pass", "input": _files({"/opt/x": _program({"packaged": false})}), "params": {"file_setuid_allowed": ["/opt/x"]}},
	"no_database": {
		"verdict": "unknown",
		"input": _files({"/usr/bin/su": object.remove(_program({}), ["packaged"])}),
		"gaps": [{"path": "files.setuid[*].packaged", "reason": "no package database tells"}],
		"reason": "no package database",
	},
	"found_beside_what_was_not_read": {
		"verdict": "fail",
		"input": _files({"/opt/x": _program({"packaged": false})}),
		"gaps": [{"path": "files.setuid[\"/srv/*\"]", "reason": "permission denied"}],
		"violations": ["/opt/x"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.setuid", "reason": "/etc: permission denied", "denied": true}],
		"reason": "/etc: permission denied",
	},
}
