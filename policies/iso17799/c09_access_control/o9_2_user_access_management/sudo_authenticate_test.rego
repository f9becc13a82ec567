package iso17799.c09_access_control.o9_2_user_access_management.sudo_authenticate_test

_present := {"value": true, "source": "/etc/sudoers"}

_setting(on) := {"value": {true: "on", false: "off"}[on], "on": on, "source": "/etc/sudoers:3"}

_sudo(changed, exceptions) := {"sudo": {
	"present": _present,
	"defaults": object.union(
		{"authenticate": _setting(true), "rootpw": _setting(false), "targetpw": _setting(false), "runaspw": _setting(false)},
		changed,
	),
	"exceptions": exceptions,
}}

_exception(who) := {"scope": "user", "for": [who], "name": "authenticate", "value": "off", "on": false, "source": "/etc/sudoers:5"}

cases := {
	"defaults": {"verdict": "pass", "input": _sudo({}, []), "evidence": "authenticate true"},
	"none": {"verdict": "fail", "input": _sudo({"authenticate": _setting(false)}, []), "violations": ["authenticate"]},
	"target": {"verdict": "fail", "input": _sudo({"targetpw": _setting(true)}, []), "violations": ["targetpw"]},
	"for_one": {"verdict": "fail", "input": _sudo({}, [_exception("bob")]), "violations": ["authenticate for bob"]},
	"for_root": {"verdict": "pass", "input": _sudo({}, [_exception("root")])},
	"unread": {
		"verdict": "unknown",
		"input": {"sudo": {"present": _present}},
		"gaps": [{"path": "sudo.defaults[*]", "reason": "/etc/sudoers: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_sudo": {"verdict": "not_applicable", "input": {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}},
}
