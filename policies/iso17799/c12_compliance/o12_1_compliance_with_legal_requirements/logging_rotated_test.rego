package iso17799.c12_compliance.o12_1_compliance_with_legal_requirements.logging_rotated_test

_log(rotated) := {
	"rotated": rotated, "days": -1, "forever": rotated == false, "by_size": false,
	"pattern": "/var/log/auth.log", "source": "/etc/logrotate.d/a:1",
}

_logging(logs) := {"logging": {"retention": logs}}

cases := {
	"rotated": {"verdict": "pass", "input": _logging({"/var/log/auth.log": _log(true)}), "evidence": "1 log that must be kept: /var/log/auth.log"},
	"not_rotated": {"verdict": "fail", "input": _logging({"/var/log/auth.log": _log(false), "/var/log/syslog": _log(true)}), "violations": ["/var/log/auth.log"]},
	"another_log": {"verdict": "pass", "input": _logging({"/var/log/app.log": _log(false)}), "evidence": "none is on this host"},
	"none": {"verdict": "pass", "input": _logging({}), "evidence": "none is on this host"},
	"found_beside_an_unread_file": {
		"verdict": "fail",
		"input": _logging({"/var/log/auth.log": _log(false)}),
		"gaps": [{"path": "logging.retention[\"/var/log/x\"]", "reason": "/var/log/x: permission denied"}],
		"violations": ["/var/log/auth.log"],
	},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {}},
		"gaps": [{"path": "logging.retention", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
