package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_capacity_test

_config(action, more) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"config": object.union(
		{
			"settings": {"max_log_file_action": {"value": action, "source": "/etc/audit/auditd.conf:9"}},
			"malformed": [], "source": "/etc/audit/auditd.conf",
		},
		more,
	),
}}

_size(mb) := {"capacity_mb": {"value": mb, "source": "/etc/audit/auditd.conf:8"}}

cases := {
	"enough": {"verdict": "pass", "input": _config("rotate", _size(400)), "evidence": "400 MB"},
	"all_kept": {"verdict": "pass", "input": _config("keep_logs", _size(-1)), "evidence": "keep_logs"},
	"small": {"verdict": "fail", "input": _config("rotate", _size(2)), "violations": ["auditd.conf"]},
	"suspended": {"verdict": "fail", "input": _config("suspend", _size(-1)), "violations": ["auditd.conf"]},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.config", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
