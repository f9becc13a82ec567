package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.log_system_logging_test

_host(names, present, storage, persistent) := {"services": {
	"starts": {name: start | some name in names; start := _boot(name)},
	"journald": {
		"present": present,
		"storage": {"value": storage, "source": "/etc/systemd/journald.conf:2"},
		"persistent": {"value": persistent, "source": "/etc/systemd/journald.conf:2"},
	},
}}

_boot(name) := {"manager": "systemd", "via": "boot", "source": sprintf("/etc/systemd/system/multi-user.target.wants/%s", [name])}

cases := {
	"syslog_daemon": {"verdict": "pass", "input": _host({"rsyslog.service"}, true, "none", false), "evidence": "rsyslog starts"},
	"journal_on_disk": {"verdict": "pass", "input": _host(set(), true, "persistent", true), "evidence": "kept on disk"},
	"both_off": {"verdict": "fail", "input": _host({"cron.service"}, true, "none", false), "violations": ["system log"]},
	"journal_in_memory": {"verdict": "fail", "input": _host(set(), true, "volatile", false)},
	"configured_but_no_journald": {"verdict": "fail", "input": _host(set(), false, "persistent", true), "violations": ["system log"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {}},
		"gaps": [{"path": "services.starts", "reason": "/etc/systemd/system: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
