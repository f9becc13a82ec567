package iso17799.c09_access_control.o9_5_operating_system_access_control.desktop_user_list_test

_at(value) := {"value": value, "source": "/etc/lightdm/lightdm.conf:9"}

_greeter(changes) := {"mobile": {
	"present": {"greeters": {"value": true, "source": "/usr/sbin"}},
	"greeters": {"gdm": object.union(
		{"hide_users": _at("yes"), "banner": _at("yes"), "guest": _at("no"), "xdmcp": _at("no"), "vnc": _at("no"), "source": "/usr/sbin/gdm3"},
		changes,
	)},
}}

_none := {"mobile": {"present": {"greeters": {"value": false, "source": "/usr/sbin"}}, "greeters": {}}}

cases := {
	"good": {"verdict": "pass", "input": _greeter({}), "evidence": "gdm: hide_users"},
	"bad": {"verdict": "fail", "input": _greeter({"hide_users": _at("no")}), "violations": ["gdm"]},
	"no_greeter": {"verdict": "not_applicable", "input": _none},
	"unreadable": {
		"verdict": "unknown",
		"input": {"mobile": {"present": {"greeters": {"value": true, "source": "/usr/sbin"}}}},
		"gaps": [{"path": "mobile.greeters", "reason": "permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
