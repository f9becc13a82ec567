package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.monitor_intrusion_detection_test

_host(names, jobs) := {"services": {
	"starts": {name: start | some name in names; start := {"manager": "systemd", "via": "boot", "source": "/etc/systemd/system/multi-user.target"}},
	"jobs": jobs,
}}

_job(program) := {"/etc/cron.daily/x": {"programs": [program], "source": "/etc/cron.daily/x"}}

cases := {
	"fail2ban": {"verdict": "pass", "input": _host({"fail2ban.service"}, {}), "evidence": "fail2ban starts"},
	"aide_by_cron": {"verdict": "pass", "input": _host({"cron.service"}, _job("aide")), "evidence": "cron runs aide"},
	"aide_by_timer": {"verdict": "pass", "input": _host({"dailyaidecheck.timer"}, {})},
	"none": {"verdict": "fail", "input": _host({"cron.service"}, _job("man-db")), "violations": ["intrusion detection"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {}},
		"gaps": [{"path": "services.starts", "reason": "/etc/systemd/system: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
