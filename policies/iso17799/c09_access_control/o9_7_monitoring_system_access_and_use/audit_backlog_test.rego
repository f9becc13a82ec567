package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_backlog_test

_boot(entry) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"boot": {"/boot/grub/grub.cfg:5": object.union({"on": true, "off": false, "source": "/boot/grub/grub.cfg:5"}, entry)},
}}

cases := {
	"enough": {"verdict": "pass", "input": _boot({"backlog": 8192}), "evidence": "audit_backlog_limit=8192"},
	"default": {"verdict": "fail", "input": _boot({}), "violations": ["/boot/grub/grub.cfg:5"]},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.boot", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
