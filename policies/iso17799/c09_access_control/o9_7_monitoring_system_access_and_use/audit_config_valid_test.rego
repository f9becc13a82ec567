package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_config_valid_test

_config(malformed) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"config": {"malformed": malformed, "source": "/etc/audit/auditd.conf"},
}}

cases := {
	"good": {"verdict": "pass", "input": _config([]), "evidence": "0 lines are refused"},
	"bad": {
		"verdict": "fail",
		"input": _config([{"reason": "there is no setting foo", "source": "/etc/audit/auditd.conf:3"}]),
		"violations": ["/etc/audit/auditd.conf:3"],
	},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.config", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
