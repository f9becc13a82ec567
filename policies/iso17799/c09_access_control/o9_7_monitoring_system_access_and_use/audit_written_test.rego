package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_written_test

_config(settings) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"config": {"settings": settings, "malformed": [], "source": "/etc/audit/auditd.conf"},
}}

_at(value) := {"value": value, "source": "/etc/audit/auditd.conf:9"}

_settings(write, format) := _config({"write_logs": _at(write), "log_format": _at(format), "local_events": _at("yes")})

cases := {
	"written": {"verdict": "pass", "input": _settings("yes", "enriched"), "evidence": "write_logs = yes"},
	"not_written": {"verdict": "fail", "input": _settings("no", "raw"), "violations": ["write_logs"]},
	"nolog": {"verdict": "fail", "input": _settings("yes", "nolog"), "violations": ["log_format"]},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.config", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
