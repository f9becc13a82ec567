package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.file_log_readable_test

_entry(fields) := object.union(
	{
		"subject": "identity", "kind": "file", "owner": 0, "group": 0, "group_name": "root", "mode": "0644",
		"group_readable": true, "group_writable": false, "world_readable": true, "world_writable": false,
		"world_search": false, "sticky": false,
	},
	fields,
)

_log(fields) := _entry(object.union({"subject": "log"}, fields))

_files(open) := {"files": {"logs": {"count": 12, "open": open, "owners": {}, "group_writers": {}}}}

cases := {
	"none": {"verdict": "pass", "input": _files({}), "evidence": "12 log files"},
	"public": {"verdict": "pass", "input": _files({"/var/log/dpkg.log": _log({})})},
	"private": {"verdict": "fail", "input": _files({"/var/log/auth.log.1": _log({})}), "violations": ["/var/log/auth.log.1"]},
	"found_beside_what_was_not_read": {
		"verdict": "fail",
		"input": _files({"/var/log/secure": _log({})}),
		"gaps": [{"path": "files.logs.open[\"/var/log/audit/*\"]", "reason": "permission denied"}],
		"violations": ["/var/log/secure"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.logs", "reason": "/var/log: permission denied", "denied": true}],
		"reason": "/var/log: permission denied",
	},
}
