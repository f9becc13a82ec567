package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_rules_ignored_test

_rules(ignored) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"rules": {"files": ["/etc/audit/rules.d/a.rules"], "ignored": ignored, "locked": false, "source": "/etc/audit/rules.d"},
}}

cases := {
	"none": {"verdict": "pass", "input": _rules([]), "evidence": "0 are left out"},
	"left_out": {"verdict": "fail", "input": _rules(["/etc/audit/rules.d/time.conf"]), "violations": ["/etc/audit/rules.d/time.conf"]},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.rules", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
