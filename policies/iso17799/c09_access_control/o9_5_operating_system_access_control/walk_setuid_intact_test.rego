package iso17799.c09_access_control.o9_5_operating_system_access_control.walk_setuid_intact_test

_files(programs) := {"files": {"walk": {"entries": 1000}, "setuid": programs}}

_program(extra) := object.union(
	{
		"owner": 0, "group": 0, "mode": "4755", "name": "su", "setuid": true, "setgid": false,
		"group_writable": false, "world_writable": false, "packaged": true, "package": "login", "intact": true, "recorded_mode": "",
	},
	extra,
)

cases := {
	"intact": {"verdict": "pass", "input": _files({"/usr/bin/su": _program({})}), "evidence": "1 of 1"},
	"changed": {"verdict": "fail", "input": _files({"/usr/bin/su": _program({"intact": false})}), "violations": ["/usr/bin/su"]},
	"no_digests": {"verdict": "unknown", "input": _files({"/usr/bin/su": object.remove(_program({}), ["intact"])}), "reason": "could be compared"},
	"no_such_programs": {"verdict": "pass", "input": _files({})},
	"unread": {
		"verdict": "unknown", "input": {"files": {}},
		"gaps": [{"path": "files.setuid", "reason": "/: permission denied", "denied": true}], "reason": "permission denied",
	},
	"part_unread": {
		"verdict": "unknown", "input": _files({"/usr/bin/su": _program({})}), "reason": "permission denied",
		"gaps": [{"path": "files.setuid[\"/usr/bin/x\"]", "reason": "permission denied"}],
	},
}
