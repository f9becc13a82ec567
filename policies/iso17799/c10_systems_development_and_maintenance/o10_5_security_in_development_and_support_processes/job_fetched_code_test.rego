package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.job_fetched_code_test

_does(fetches, why) := {"doors": [], "fetches": fetches, "why": why}

_unit(does) := {
	"user": "root", "root": true, "told": true, "why": "", "timers": [], "source": "/etc/systemd/system/app.service",
	"programs": {}, "files": {}, "does": does,
}

_job(does) := {"scheduler": "cron", "user": "root", "root": true, "programs": {}, "told": true, "why": "", "source": "/etc/crontab:3", "does": does}

_at(does) := {"owner": 0, "group": 0, "mode": "0700", "group_writable": false, "world_writable": false, "world_readable": false, "does": does}

_host(unit, job, at) := {"jobs": {"units": {"app.service": _unit(unit)}, "jobs": {"/etc/crontab:3": _job(job)}, "at": {"/var/spool/at/a": _at(at)}}}

_good := _does([], "")

cases := {
	"good": {"verdict": "pass", "input": _host(_good, _good, _good), "evidence": "1 service unit, 1 cron job and 1 at job"},
	"none": {"verdict": "pass", "input": {"jobs": {"units": {}, "jobs": {}, "at": {}}}, "evidence": "0 service units"},
	"unit": {"verdict": "fail", "input": _host(_does(["curl into sh"], ""), _good, _good), "violations": ["app.service"]},
	"cron": {"verdict": "fail", "input": _host(_good, _does(["wget into bash"], ""), _good), "violations": ["/etc/crontab:3"]},
	"at": {"verdict": "fail", "input": _host(_good, _good, _does(["curl to a file that is run"], "")), "violations": ["/var/spool/at/a"]},
	"not_followed": {"verdict": "unknown", "input": _host(_does([], "the command uses case"), _good, _good), "reason": "app.service: the command uses case"},
	"not_followed_but_known": {
		"verdict": "pass", "input": _host(_does([], "the command uses case"), _good, _good),
		"params": {"job_units_untold_allowed": ["app.service"]}, "evidence": "1 service unit",
	},
	"one_unread": {
		"verdict": "unknown", "input": _host(_good, _good, _good),
		"gaps": [{"path": "jobs.units[\"x.service\"]", "reason": "permission denied"}], "reason": "permission denied",
	},
	"one_unread_another_bad": {
		"verdict": "fail", "input": _host(_does(["curl into sh"], ""), _good, _good),
		"gaps": [{"path": "jobs.jobs[\"/etc/cron.d/x\"]", "reason": "permission denied"}], "violations": ["app.service"],
	},
}
