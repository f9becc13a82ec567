package iso17799.c09_access_control.o9_5_operating_system_access_control.walk_setuid_mode_test

_files(programs) := {"files": {"walk": {"entries": 1000}, "setuid": programs}}

_program(extra) := object.union(
	{
		"owner": 0, "group": 0, "mode": "4755", "name": "su", "setuid": true, "setgid": false,
		"group_writable": false, "world_writable": false, "packaged": true, "package": "login", "intact": true, "recorded_mode": "",
	},
	extra,
)

cases := {
	"as_recorded": {"verdict": "pass", "input": _files({"/bin/bbsuid": _program({"mode": "4111", "recorded_mode": "4111"})})},
	"not_recorded": {"verdict": "pass", "input": _files({"/usr/bin/su": _program({})}), "evidence": "0 of them"},
	"taken_away_and_back": {"verdict": "fail", "input": _files({"/usr/bin/su": _program({"recorded_mode": "0755"})}), "violations": ["/usr/bin/su"]},
	"setgid_too": {"verdict": "fail", "input": _files({"/usr/bin/su": _program({"mode": "6755", "recorded_mode": "4755"})}), "violations": ["/usr/bin/su"]},
	"unread": {
		"verdict": "unknown", "input": {"files": {}},
		"gaps": [{"path": "files.setuid", "reason": "/: permission denied", "denied": true}], "reason": "permission denied",
	},
	"part_unread": {
		"verdict": "unknown", "input": _files({"/usr/bin/su": _program({})}), "reason": "permission denied",
		"gaps": [{"path": "files.setuid[\"/usr/bin/x\"]", "reason": "permission denied"}],
	},
}
