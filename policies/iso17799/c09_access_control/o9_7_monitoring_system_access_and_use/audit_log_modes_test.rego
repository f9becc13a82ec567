package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_log_modes_test

_file(mode, write, read) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"files": {"/x": {
		"kind": "log", "folder": false, "owner": 0, "group": 0, "mode": mode,
		"others_write": write, "others_read": read,
	}},
}}

cases := {
	"closed": {"verdict": "pass", "input": _file("0640", false, false), "evidence": "1 file"},
	"readable": {"verdict": "fail", "input": _file("0644", false, true), "violations": ["/x"]},
	"writable": {"verdict": "fail", "input": _file("0666", true, true), "violations": ["/x"]},
	"no_records_yet": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}, "files": {}}},
		"reason": "no audit records yet",
	},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.files", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
