package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_immutable_test

_rules(more) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"rules": object.union({"source": "/etc/audit/rules.d", "enabled": {"value": "unset", "source": "default: auditctl"}}, more),
}}

_enabled(value) := {"value": value, "source": "/etc/audit/rules.d/99-finalize.rules:1"}

cases := {
	"locked": {"verdict": "pass", "input": _rules({"locked": true, "enabled": _enabled("2")}), "evidence": "the last -e is 2"},
	"on": {"verdict": "fail", "input": _rules({"locked": false, "enabled": _enabled("1")}), "violations": ["audit rules"], "evidence": "-e 1"},
	"not_set": {"verdict": "fail", "input": _rules({"locked": false}), "violations": ["audit rules"]},
	"not_reached": {
		"verdict": "fail",
		"input": _rules({"locked": false, "stopped": {"value": "there is no field foo", "source": "/etc/audit/rules.d/a.rules:3"}}),
		"violations": ["audit rules"],
	},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.rules", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
