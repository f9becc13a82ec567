package iso17799.c12_compliance.o12_3_system_audit_considerations.audit_config_modes_test

_file(mode, write, read) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"files": {"/x": {
		"kind": "config", "folder": false, "owner": 0, "group": 0, "mode": mode,
		"others_write": write, "others_read": read,
	}},
}}

cases := {
	"closed": {"verdict": "pass", "input": _file("0640", false, false), "evidence": "1 file"},
	"readable": {"verdict": "fail", "input": _file("0644", false, true), "violations": ["/x"]},
	"writable": {"verdict": "fail", "input": _file("0666", true, true), "violations": ["/x"]},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.files", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
