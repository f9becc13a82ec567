package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.evidence_audit_remote_test

_plugin(active) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"plugins": {"au-remote": {"active": active, "path": "/sbin/audisp-remote", "kind": "remote", "source": "/etc/audit/plugins.d/au-remote.conf:7"}},
}}

cases := {
	"sent": {"verdict": "pass", "input": _plugin(true), "evidence": "au-remote"},
	"not_sent": {"verdict": "fail", "input": _plugin(false), "violations": ["audit records"]},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.plugins", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
