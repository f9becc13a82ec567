package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.fault_audit_disk_test

_config(settings) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"config": {"settings": settings, "malformed": [], "source": "/etc/audit/auditd.conf"},
}}

_at(value) := {"value": value, "source": "/etc/audit/auditd.conf:9"}

_settings(space, full) := _config({
	"space_left_action": _at(space), "admin_space_left_action": _at("single"),
	"disk_full_action": _at(full), "disk_error_action": _at("syslog"),
})

cases := {
	"told": {"verdict": "pass", "input": _settings("email", "halt"), "evidence": "space_left_action = email"},
	"ignored": {"verdict": "fail", "input": _settings("ignore", "ignore"), "violations": ["disk_full_action", "space_left_action"]},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.config", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
