package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.audit_privileged_commands_test

_programs(covered) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"rules": {"locked": true, "source": "/etc/audit/rules.d"},
	"privileged": {"/usr/bin/passwd": {"covered": covered, "missing": [], "by": []}},
}}

cases := {
	"recorded": {"verdict": "pass", "input": _programs(true), "evidence": "1 is recorded"},
	"not_recorded": {"verdict": "fail", "input": _programs(false), "violations": ["/usr/bin/passwd"]},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.privileged", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
