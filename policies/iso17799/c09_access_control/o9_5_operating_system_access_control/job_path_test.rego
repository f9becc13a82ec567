package iso17799.c09_access_control.o9_5_operating_system_access_control.job_path_test

_tables(extra) := {"jobs": {"tables": {"/etc/crontab": object.union(
	{
		"kind": "system", "user": "", "root": true, "owner": 0, "group": 0, "mode": "0600", "world_readable": false, "weak": [],
		"path": {"/usr/bin": {"relative": false, "exists": true, "weak": [], "source": "/etc/crontab:2"}},
	},
	extra,
)}}}

_folder(extra) := object.union({"relative": false, "exists": true, "weak": [], "source": "/etc/crontab:2"}, extra)

cases := {
	"good": {"verdict": "pass", "input": _tables({})},
	"open_folder": {"verdict": "fail", "input": _tables({"path": {"/srv/bin": _folder({"weak": ["/srv/bin is writable by everybody"]})}}), "violations": ["/srv/bin in /etc/crontab"]},
	"dot": {"verdict": "fail", "input": _tables({"path": {".": _folder({"relative": true, "exists": false})}}), "violations": [". in /etc/crontab"]},
	"empty": {"verdict": "fail", "input": _tables({"path": {"": _folder({"relative": true, "exists": false})}}), "violations": ["(empty) in /etc/crontab"]},
	"of_an_account": {"verdict": "pass", "input": _tables({"root": false, "path": {".": _folder({"relative": true})}})},
	"none": {"verdict": "pass", "input": {"jobs": {"tables": {}}}, "evidence": "0 crontabs"},
	"unread": {
		"verdict": "unknown", "input": {"jobs": {}},
		"gaps": [{"path": "jobs.tables", "reason": "/etc/crontab: permission denied", "denied": true}], "reason": "permission denied",
	},
	"one_unread": {
		"verdict": "unknown", "input": _tables({}), "reason": "permission denied",
		"gaps": [{"path": "jobs.tables[\"/etc/cron.d/x\"]", "reason": "/etc/cron.d/x: permission denied"}],
	},
}
