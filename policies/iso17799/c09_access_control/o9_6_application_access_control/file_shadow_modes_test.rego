package iso17799.c09_access_control.o9_6_application_access_control.file_shadow_modes_test

_entry(fields) := object.union(
	{
		"subject": "identity", "kind": "file", "owner": 0, "group": 0, "group_name": "root", "mode": "0644",
		"group_readable": true, "group_writable": false, "world_readable": true, "world_writable": false,
		"world_search": false, "sticky": false,
	},
	fields,
)

_files(entries) := {"files": {"entries": entries}}

_shadow(fields) := _entry(object.union({"mode": "0640", "world_readable": false, "group": 42, "group_name": "shadow"}, fields))

cases := {
	"debian": {"verdict": "pass", "input": _files({"/etc/shadow": _shadow({})}), "evidence": "/etc/shadow 0640 root:shadow"},
	"redhat": {"verdict": "pass", "input": _files({"/etc/shadow": _shadow({"mode": "0000", "group": 0, "group_name": "root", "group_readable": false})})},
	"world": {"verdict": "fail", "input": _files({"/etc/shadow": _shadow({"world_readable": true, "mode": "0644"})}), "violations": ["/etc/shadow"]},
	"fifo": {"verdict": "fail", "input": _files({"/etc/shadow": _shadow({"kind": "fifo"})}), "violations": ["/etc/shadow"]},
	"other_group": {"verdict": "fail", "input": _files({"/etc/shadow": _shadow({}), "/etc/shadow-": _shadow({"group": 100, "group_name": "users"})}), "violations": ["/etc/shadow-"]},
	"found_beside_what_was_not_read": {
		"verdict": "fail",
		"input": _files({"/etc/shadow": _shadow({"world_readable": true})}),
		"gaps": [{"path": "files.entries[\"/etc/gshadow\"]", "reason": "permission denied"}],
		"violations": ["/etc/shadow"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.entries", "reason": "/etc: permission denied", "denied": true}],
		"reason": "/etc: permission denied",
	},
}
