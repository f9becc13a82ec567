package iso17799.c09_access_control.o9_5_operating_system_access_control.job_ignored_test

cases := {
	"none": {"verdict": "pass", "input": {"jobs": {"ignored": {}, "jobs": {}}}},
	"bad_name": {"verdict": "fail", "input": {"jobs": {"ignored": {"/etc/cron.daily/backup.sh": {"reason": "its name", "unsafe": false}}, "jobs": {}}}, "violations": ["/etc/cron.daily/backup.sh"]},
	"left_by_dpkg": {"verdict": "pass", "input": {"jobs": {"ignored": {"/etc/cron.daily/x.dpkg-old": {"reason": "its name", "unsafe": false}}, "jobs": {}}}},
	"unread": {"verdict": "unknown", "input": {"jobs": {"ignored": {}}}, "gaps": [{"path": "jobs.jobs", "reason": "permission denied"}], "reason": "permission denied"},
}
