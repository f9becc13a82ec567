package iso17799.c12_compliance.o12_1_compliance_with_legal_requirements.logging_rotation_mode_test

_entry(open) := {"logging": {"rotates": {"value": true, "source": "/etc/logrotate.conf"}, "rotation": {"files": [], "malformed": [], "entries": {"/var/log/auth.log": {
	"frequency": "daily", "every_days": 1, "rotate": 7, "max_size": false, "create": "0644", "open": open,
	"mail": false, "copy_truncate": false, "source": "/etc/logrotate.d/rsyslog:1",
}}}}}

cases := {
	"closed": {"verdict": "pass", "input": _entry(false), "evidence": "1 log"},
	"open": {"verdict": "fail", "input": _entry(true), "violations": ["/var/log/auth.log"]},
	"no_logrotate": {
		"verdict": "not_applicable", "reason": "no configuration",
		"input": {"logging": {"rotates": {"value": false, "source": "/etc/logrotate.conf"}}},
	},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {"rotates": {"value": true, "source": "/etc/logrotate.conf"}}},
		"gaps": [{"path": "logging.rotation", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
