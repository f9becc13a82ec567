package iso17799.c09_access_control.o9_6_application_access_control.file_temporary_sticky_test

_entry(fields) := object.union(
	{
		"subject": "identity", "kind": "file", "owner": 0, "group": 0, "group_name": "root", "mode": "0644",
		"group_readable": true, "group_writable": false, "world_readable": true, "world_writable": false,
		"world_search": false, "sticky": false,
	},
	fields,
)

_files(entries) := {"files": {"entries": entries}}

_tmp(fields) := _entry(object.union({"subject": "temporary", "kind": "directory", "mode": "1777", "world_writable": true, "sticky": true}, fields))

cases := {
	"right": {"verdict": "pass", "input": _files({"/tmp": _tmp({})}), "evidence": "/tmp 1777"},
	"not_sticky": {"verdict": "fail", "input": _files({"/tmp": _tmp({"sticky": false, "mode": "0777"})}), "violations": ["/tmp"]},
	"owner": {"verdict": "fail", "input": _files({"/tmp": _tmp({"owner": 1001})}), "violations": ["/tmp"]},
	"found_beside_what_was_not_read": {
		"verdict": "fail",
		"input": _files({"/tmp": _tmp({"sticky": false})}),
		"gaps": [{"path": "files.entries[\"/var/tmp\"]", "reason": "permission denied"}],
		"violations": ["/tmp"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.entries", "reason": "/etc: permission denied", "denied": true}],
		"reason": "/etc: permission denied",
	},
}
