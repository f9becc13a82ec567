package iso17799.c12_compliance.o12_1_compliance_with_legal_requirements.audit_keep_logs_test

_config(settings) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"config": {"settings": settings, "malformed": [], "source": "/etc/audit/auditd.conf"},
}}

_at(value) := {"value": value, "source": "/etc/audit/auditd.conf:9"}

cases := {
	"kept": {"verdict": "pass", "input": _config({"max_log_file_action": _at("keep_logs")}), "evidence": "keep_logs"},
	"rotated": {"verdict": "fail", "input": _config({"max_log_file_action": _at("rotate")}), "violations": ["auditd.conf"]},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.config", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
