package iso17799.c12_compliance.o12_1_compliance_with_legal_requirements.logging_rotation_mode_test

_entry(open) := {"logging": {"rotation": {"files": [], "malformed": [], "entries": {"/var/log/auth.log": {
	"frequency": "daily", "every_days": 1, "rotate": 7, "max_size": false, "create": "0644", "open": open,
	"mail": false, "copy_truncate": false, "source": "/etc/logrotate.d/rsyslog:1",
}}}}}

cases := {
	"closed": {"verdict": "pass", "input": _entry(false), "evidence": "1 logs"},
	"open": {"verdict": "fail", "input": _entry(true), "violations": ["/var/log/auth.log"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {}},
		"gaps": [{"path": "logging.rotation", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
