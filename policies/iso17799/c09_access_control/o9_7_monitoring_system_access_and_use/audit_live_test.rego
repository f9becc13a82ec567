package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_live_test

_live(enabled, daemon) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"live": {"enabled": enabled, "daemon": daemon, "lost": 0, "backlog_limit": 8192, "source": "command: auditctl -s"},
}}

cases := {
	"on": {"verdict": "pass", "input": _live("1", true), "evidence": "enabled 1"},
	"off": {"verdict": "fail", "input": _live("0", true), "violations": ["kernel"]},
	"no_daemon_runs": {"verdict": "fail", "input": _live("2", false), "violations": ["auditd"]},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.live", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
