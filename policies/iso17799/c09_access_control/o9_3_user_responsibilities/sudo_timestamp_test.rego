package iso17799.c09_access_control.o9_3_user_responsibilities.sudo_timestamp_test

_present := {"value": true, "source": "/etc/sudoers"}

_sudo(minutes, kind) := {"sudo": {"present": _present, "defaults": {
	"timestamp_timeout": {"value": sprintf("%v", [minutes]), "on": true, "number": minutes, "source": "/etc/sudoers:3"},
	"timestamp_type": {"value": kind, "on": true, "source": "default: sudo"},
}}}

cases := {
	"five": {"verdict": "pass", "input": _sudo(5, "tty"), "evidence": "5 minutes"},
	"never": {"verdict": "fail", "input": _sudo(-1, "tty"), "violations": ["timestamp_timeout"]},
	"hour": {"verdict": "fail", "input": _sudo(60, "tty"), "violations": ["timestamp_timeout"]},
	"global": {"verdict": "fail", "input": _sudo(0, "global"), "violations": ["timestamp_type"]},
	"unread": {
		"verdict": "unknown",
		"input": {"sudo": {"present": _present}},
		"gaps": [{"path": "sudo.defaults[*]", "reason": "/etc/sudoers: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_sudo": {"verdict": "not_applicable", "input": {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}},
}
