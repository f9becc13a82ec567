package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_rules_load_test

_rules(errors) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"rules": {"list": [], "errors": errors, "locked": false, "source": "/etc/audit/rules.d"},
}}

cases := {
	"all_loaded": {"verdict": "pass", "input": _rules([]), "evidence": "0 lines are refused"},
	"refused": {
		"verdict": "fail",
		"input": _rules([{"reason": "there is no field foo", "source": "/etc/audit/rules.d/a.rules:3"}]),
		"violations": ["/etc/audit/rules.d/a.rules:3"],
	},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.rules", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
