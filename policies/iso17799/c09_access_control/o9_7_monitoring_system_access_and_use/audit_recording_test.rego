package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_recording_test

_rules(more) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"rules": object.union(
		{
			"list": [], "locked": false, "silenced": [], "source": "/etc/audit/rules.d",
			"enabled": {"value": "unset", "source": "default: auditctl"},
		},
		more,
	),
}}

cases := {
	"on": {"verdict": "pass", "input": _rules({"enabled": {"value": "2", "source": "/etc/audit/rules.d/z.rules:1"}}), "evidence": "-e 2"},
	"not_set": {"verdict": "pass", "input": _rules({}), "evidence": "-e unset"},
	"never_task": {
		"verdict": "fail",
		"input": _rules({"silenced": [{"reason": "-a never,task", "source": "/etc/audit/rules.d/10-no-audit.rules:3"}]}),
		"violations": ["/etc/audit/rules.d/10-no-audit.rules:3"],
	},
	"off": {"verdict": "fail", "input": _rules({"enabled": {"value": "0", "source": "/etc/audit/rules.d/z.rules:1"}}), "violations": ["/etc/audit/rules.d/z.rules:1"]},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.rules", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
