package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.file_session_records_test

_entry(fields) := object.union(
	{
		"subject": "identity", "kind": "file", "owner": 0, "group": 0, "group_name": "root", "mode": "0644",
		"group_readable": true, "group_writable": false, "world_readable": true, "world_writable": false,
		"world_search": false, "sticky": false,
	},
	fields,
)

_files(entries) := {"files": {"entries": entries}}

_log := _entry({"subject": "log"})

cases := {
	"all": {"verdict": "pass", "input": _files({"/var/log/wtmp": _log, "/var/log/btmp": _log}), "evidence": "/var/log/wtmp 0644"},
	"no_btmp": {"verdict": "fail", "input": _files({"/var/log/wtmp": _log}), "violations": ["/var/log/btmp"]},
	"never_booted": {
		"verdict": "unknown",
		"input": object.union(_files({}), {"context": {"target": {"running": false, "kind": "rootfs", "privileged": true}, "role": "server", "today": 20600, "time_ns": 1779840000000000000}}),
		"reason": "before the first boot",
	},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.entries", "reason": "/etc: permission denied", "denied": true}],
		"reason": "/etc: permission denied",
	},
}
