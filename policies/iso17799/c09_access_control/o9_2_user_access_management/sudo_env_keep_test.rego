package iso17799.c09_access_control.o9_2_user_access_management.sudo_env_keep_test

_present := {"value": true, "source": "/etc/sudoers"}

_sudo(list, exceptions) := {"sudo": {
	"present": _present,
	"defaults": {"env_keep": {"value": concat(" ", list), "on": true, "list": list, "source": "/etc/sudoers:4"}},
	"exceptions": exceptions,
}}

_exception(value) := {"scope": "user", "for": ["bob"], "name": "env_keep", "value": value, "on": true, "source": "/etc/sudoers:5"}

cases := {
	"none": {"verdict": "pass", "input": _sudo([], []), "evidence": "0 variables"},
	"harmless": {"verdict": "pass", "input": _sudo(["LANG"], [_exception("-=LD_PRELOAD")]), "evidence": "LANG"},
	"preload": {"verdict": "fail", "input": _sudo(["LANG", "LD_PRELOAD"], []), "violations": ["LD_PRELOAD"]},
	"for_some": {"verdict": "fail", "input": _sudo([], [_exception("+=PYTHONPATH")]), "violations": ["PYTHONPATH"]},
	"unread": {
		"verdict": "unknown",
		"input": {"sudo": {"present": _present}},
		"gaps": [{"path": "sudo.defaults[*]", "reason": "/etc/sudoers: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_sudo": {"verdict": "not_applicable", "input": {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}},
}
