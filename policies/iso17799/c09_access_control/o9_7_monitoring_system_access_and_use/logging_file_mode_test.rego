package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.logging_file_mode_test

_log(mode, open) := {"logging": {"daemons": {"rsyslog": object.union(
	{
		"local": ["imuxsock"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
		"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
	},
	{"logs": {"/var/log/auth.log": {"mode": {"value": mode, "source": "/etc/rsyslog.conf:5"}, "open": open, "source": "/etc/rsyslog.conf:9"}}},
)}}}

cases := {
	"closed": {"verdict": "pass", "input": _log("0640", false), "evidence": "writes 1 file"},
	"open": {"verdict": "fail", "input": _log("0644", true), "violations": ["/var/log/auth.log"]},
	"no_daemon": {"verdict": "not_applicable", "input": {"logging": {"daemons": {}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {}},
		"gaps": [{"path": "logging.daemons", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
