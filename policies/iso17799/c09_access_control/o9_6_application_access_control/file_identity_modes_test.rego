package iso17799.c09_access_control.o9_6_application_access_control.file_identity_modes_test

_entry(fields) := object.union(
	{
		"subject": "identity", "kind": "file", "owner": 0, "group": 0, "group_name": "root", "mode": "0644",
		"group_readable": true, "group_writable": false, "world_readable": true, "world_writable": false,
		"world_search": false, "sticky": false,
	},
	fields,
)

_files(entries) := {"files": {"entries": entries}}

cases := {
	"right": {"verdict": "pass", "input": _files({"/etc/passwd": _entry({}), "/etc/group": _entry({})}), "evidence": "mode 0644"},
	"world": {
		"verdict": "fail",
		"input": _files({"/etc/passwd": _entry({"world_writable": true, "mode": "0666"}), "/etc/group": _entry({})}),
		"violations": ["/etc/passwd"],
	},
	"owner": {
		"verdict": "fail",
		"input": _files({"/etc/passwd": _entry({}), "/etc/group": _entry({}), "/etc/group-": _entry({"owner": 1001})}),
		"violations": ["/etc/group-"],
	},
	"group": {
		"verdict": "fail",
		"input": _files({"/etc/passwd": _entry({}), "/etc/group": _entry({"group": 50, "group_writable": true})}),
		"violations": ["/etc/group"],
	},
	"fifo": {"verdict": "fail", "input": _files({"/etc/passwd": _entry({"kind": "fifo"}), "/etc/group": _entry({})}), "violations": ["/etc/passwd"]},
	"link_to_nothing": {"verdict": "fail", "input": _files({"/etc/passwd": _entry({}), "/etc/group": _entry({"kind": "dangling"})}), "violations": ["/etc/group"]},
	"group_of_root": {"verdict": "fail", "input": _files({"/etc/passwd": _entry({"group_writable": true, "group": 5}), "/etc/group": _entry({})}), "violations": ["/etc/passwd"]},
	"found_beside_what_was_not_read": {
		"verdict": "fail",
		"input": _files({"/etc/passwd": _entry({"world_writable": true}), "/etc/group": _entry({})}),
		"gaps": [{"path": "files.entries[\"/etc/shadow\"]", "reason": "permission denied"}],
		"violations": ["/etc/passwd"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.entries", "reason": "/etc: permission denied", "denied": true}],
		"reason": "/etc: permission denied",
	},
}
