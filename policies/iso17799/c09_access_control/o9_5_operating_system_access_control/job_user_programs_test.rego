package iso17799.c09_access_control.o9_5_operating_system_access_control.job_user_programs_test

_jobs(jobs) := {"jobs": {"jobs": jobs}}

_job(user, programs) := {
	"scheduler": "cron", "user": user, "root": user == "root", "programs": programs, "inside": {}, "told": true, "why": "", "source": "/etc/cron.d/app:3",
}

_good := {"/usr/bin/tar": {"exists": true, "weak": []}}

_bad := {"/opt/app/run": {"exists": true, "weak": ["/opt/app is writable by everybody"]}}

cases := {
	"good": {"verdict": "pass", "input": _jobs({"/etc/cron.d/app:3": _job("app", _good)})},
	"weak": {"verdict": "fail", "input": _jobs({"/etc/cron.d/app:3": _job("app", _bad)}), "violations": ["/opt/app/run"]},
	"of_root": {"verdict": "pass", "input": _jobs({"/etc/cron.d/app:3": _job("root", _bad)})},
	"weak_inside_a_script": {
		"verdict": "fail", "violations": ["/opt/app/run"],
		"input": _jobs({"/etc/cron.d/app:3": object.union(_job("app", _good), {"inside": _bad})}),
	},
	"good_inside_a_script": {"verdict": "pass", "input": _jobs({"/etc/cron.d/app:3": object.union(_job("app", _good), {"inside": _good})})},
	"a_script_unread": {
		"verdict": "unknown", "input": _jobs({"/etc/cron.d/app:3": _job("app", _good)}), "reason": "permission denied",
		"gaps": [{"path": "jobs.jobs[\"/etc/cron.d/app:3\"].inside[\"/usr/bin/tar\"]", "reason": "/usr/bin/tar: permission denied"}],
	},
	"unread": {
		"verdict": "unknown", "input": {"jobs": {}},
		"gaps": [{"path": "jobs.jobs", "reason": "/etc/crontab: permission denied", "denied": true}], "reason": "permission denied",
	},
	"one_table_unread": {
		"verdict": "unknown", "input": _jobs({"/etc/cron.d/app:3": _job("app", _good)}), "reason": "permission denied",
		"gaps": [{"path": "jobs.jobs[\"/etc/crontab\"]", "reason": "/etc/crontab: permission denied"}],
	},
	"found_although_a_table_is_unread": {
		"verdict": "fail", "input": _jobs({"/etc/cron.d/app:3": _job("app", _bad)}), "violations": ["/opt/app/run"],
		"gaps": [{"path": "jobs.jobs[\"/etc/crontab\"]", "reason": "/etc/crontab: permission denied"}],
	},
}
