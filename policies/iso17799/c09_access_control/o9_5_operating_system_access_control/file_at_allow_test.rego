package iso17799.c09_access_control.o9_5_operating_system_access_control.file_at_allow_test

_entry(fields) := object.union(
	{
		"subject": "identity", "kind": "file", "owner": 0, "group": 0, "group_name": "root", "mode": "0644",
		"group_readable": true, "group_writable": false, "world_readable": true, "world_writable": false,
		"world_search": false, "sticky": false,
	},
	fields,
)

_files(allow) := {"files": {
	"schedulers": {"at": object.union({"present": {"value": true, "source": "/usr/sbin/at"}}, allow)},
	"entries": {"/etc/passwd": _entry({})},
}}

_allow := {"allow": {"users": ["root"], "source": "/etc/at.allow"}}

cases := {
	"allowed": {"verdict": "pass", "input": _files(_allow), "evidence": "1 account: root"},
	"everybody": {"verdict": "fail", "input": _files({}), "violations": ["/etc/at.allow"]},
	"open": {
		"verdict": "fail",
		"input": {"files": object.union(_files(_allow).files, {"entries": {"/etc/at.allow": _entry({"world_writable": true})}})},
		"violations": ["/etc/at.allow"],
	},
	"not_installed": {"verdict": "not_applicable", "input": {"files": {"schedulers": {"at": {"present": {"value": false, "source": "/usr/bin/at"}}}}}},
	"unread": {
		"verdict": "unknown",
		"input": _files({}),
		"gaps": [{"path": "files.schedulers[\"at\"].allow", "reason": "/etc/at.allow: permission denied"}],
		"reason": "permission denied",
	},
}
