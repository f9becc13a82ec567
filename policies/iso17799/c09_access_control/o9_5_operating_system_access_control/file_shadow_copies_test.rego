package iso17799.c09_access_control.o9_5_operating_system_access_control.file_shadow_copies_test

_entry(fields) := object.union(
	{
		"subject": "identity", "kind": "file", "owner": 0, "group": 0, "group_name": "root", "mode": "0644",
		"group_readable": true, "group_writable": false, "world_readable": true, "world_writable": false,
		"world_search": false, "sticky": false,
	},
	fields,
)

_copy(hashes, fields) := {"entry": _entry(fields), "hashes": hashes}

_files(copies) := {"files": {"copies": copies}}

cases := {
	"none": {"verdict": "pass", "input": _files({}), "evidence": "0 likely copies"},
	"protected": {"verdict": "pass", "input": _files({"/var/backups/shadow.bak": _copy(3, {"mode": "0600", "world_readable": false, "group_readable": false})}), "evidence": "1 of them"},
	"no_hashes": {"verdict": "pass", "input": _files({"/etc/passwd.bak": _copy(0, {})})},
	"world": {"verdict": "fail", "input": _files({"/etc/shadow.save": _copy(2, {})}), "violations": ["/etc/shadow.save"]},
	"group": {"verdict": "fail", "input": _files({"/etc/shadow.save": _copy(2, {"world_readable": false, "group": 100, "group_name": "users"})}), "violations": ["/etc/shadow.save"]},
	"owner": {"verdict": "fail", "input": _files({"/home/a/shadow": _copy(2, {"world_readable": false, "owner": 1001})}), "violations": ["/home/a/shadow"]},
	"found_beside_what_was_not_read": {
		"verdict": "fail",
		"input": _files({"/etc/shadow.save": _copy(2, {})}),
		"gaps": [{"path": "files.copies[\"/root/*\"]", "reason": "permission denied"}],
		"violations": ["/etc/shadow.save"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.copies", "reason": "/etc: permission denied", "denied": true}],
		"reason": "/etc: permission denied",
	},
}
