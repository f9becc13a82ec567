package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.file_startup_modes_test

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
	"right": {"verdict": "pass", "input": _files({"/etc/crontab": _entry({"subject": "schedule"})}), "evidence": "1 file"},
	"cron": {"verdict": "fail", "input": _files({"/etc/cron.d/x": _entry({"subject": "schedule", "world_writable": true})}), "violations": ["/etc/cron.d/x"]},
	"owner": {"verdict": "fail", "input": _files({"/etc/profile.d/x.sh": _entry({"subject": "logon", "owner": 1001})}), "violations": ["/etc/profile.d/x.sh"]},
	"spool": {"verdict": "pass", "input": _files({"/var/spool/cron/atjobs": _entry({"subject": "schedule", "owner": 1})})},
	"dangling": {"verdict": "pass", "input": _files({"/etc/systemd/system/a.service": _entry({"subject": "startup", "kind": "dangling"})})},
	"masked_by_a_link_to_null": {"verdict": "pass", "input": _files({"/etc/systemd/system/a.service": _entry({"subject": "startup", "kind": "device", "mode": "0666", "world_writable": true})})},
	"found_beside_what_was_not_read": {
		"verdict": "fail",
		"input": _files({"/etc/cron.d/x": _entry({"subject": "schedule", "world_writable": true})}),
		"gaps": [{"path": "files.entries[\"/etc/cron.daily/*\"]", "reason": "permission denied"}],
		"violations": ["/etc/cron.d/x"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.entries", "reason": "/etc: permission denied", "denied": true}],
		"reason": "/etc: permission denied",
	},
}
