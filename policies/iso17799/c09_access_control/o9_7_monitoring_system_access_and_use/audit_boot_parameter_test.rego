package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_boot_parameter_test

_boot(on) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"boot": {"/boot/grub/grub.cfg:5": {"on": on, "off": false, "source": "/boot/grub/grub.cfg:5"}},
}}

cases := {
	"on": {"verdict": "pass", "input": _boot(true), "evidence": "1 boot entry"},
	"not_given": {"verdict": "fail", "input": _boot(false), "violations": ["/boot/grub/grub.cfg:5"]},
	"no_entry": {"verdict": "unknown", "input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}, "boot": {}}}},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.boot", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
