package iso17799.c09_access_control.o9_2_user_access_management.sudo_secure_path_test

_present := {"value": true, "source": "/etc/sudoers"}

_setting(value, on) := {"value": value, "on": on, "source": "/etc/sudoers:3"}

_sudo(setting) := {"sudo": {"present": _present, "defaults": {"secure_path": setting}}}

cases := {
	"set": {"verdict": "pass", "input": _sudo(_setting("/usr/sbin:/usr/bin", true)), "evidence": "/usr/sbin"},
	"off": {"verdict": "fail", "input": _sudo(_setting("off", false)), "violations": ["secure_path"]},
	"relative": {"verdict": "fail", "input": _sudo(_setting("/usr/sbin:.", true)), "violations": ["secure_path"]},
	"empty_element": {"verdict": "fail", "input": _sudo(_setting("/usr/sbin::/bin", true)), "violations": ["secure_path"]},
	"unread": {
		"verdict": "unknown",
		"input": {"sudo": {"present": _present}},
		"gaps": [{"path": "sudo.defaults[*]", "reason": "/etc/sudoers: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_sudo": {"verdict": "not_applicable", "input": {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}},
}
