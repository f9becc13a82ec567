package iso17799.c09_access_control.o9_2_user_access_management.sudo_visible_password_test

_present := {"value": true, "source": "/etc/sudoers"}

_setting(value, on) := {"value": value, "on": on, "source": "/etc/sudoers:3"}

_sudo(setting) := {"sudo": {"present": _present, "defaults": {"visiblepw": setting}}}

cases := {
	"off": {"verdict": "pass", "input": _sudo(_setting("off", false)), "evidence": "visiblepw: off"},
	"on": {"verdict": "fail", "input": _sudo(_setting("on", true)), "violations": ["visiblepw"]},
	"unread": {
		"verdict": "unknown",
		"input": {"sudo": {"present": _present}},
		"gaps": [{"path": "sudo.defaults[*]", "reason": "/etc/sudoers: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_sudo": {"verdict": "not_applicable", "input": {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}},
}
