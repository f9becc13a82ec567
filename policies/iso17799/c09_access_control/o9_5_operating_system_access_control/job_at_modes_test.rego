package iso17799.c09_access_control.o9_5_operating_system_access_control.job_at_modes_test

_at(extra) := {"jobs": {"at": {"/var/spool/cron/atjobs/a1": object.union(
	{"owner": 1001, "group": 1001, "mode": "0700", "group_writable": false, "world_writable": false, "world_readable": false},
	extra,
)}}}

cases := {
	"none": {"verdict": "pass", "input": {"jobs": {"at": {}}}, "evidence": "0 jobs"},
	"closed": {"verdict": "pass", "input": _at({})},
	"writable": {"verdict": "fail", "input": _at({"mode": "0722", "world_writable": true}), "violations": ["/var/spool/cron/atjobs/a1"]},
	"readable": {"verdict": "fail", "input": _at({"mode": "0744", "world_readable": true}), "violations": ["/var/spool/cron/atjobs/a1"]},
	"unread": {"verdict": "unknown", "input": {"jobs": {}}, "gaps": [{"path": "jobs.at", "reason": "permission denied"}], "reason": "permission denied"},
}
