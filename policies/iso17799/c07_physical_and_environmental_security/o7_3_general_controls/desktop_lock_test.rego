package iso17799.c07_physical_and_environmental_security.o7_3_general_controls.desktop_lock_test

_at(value) := {"value": value, "source": "/etc/dconf/db/local.d/00-lock:3"}

_desktop(changes) := {"mobile": {
	"present": {"desktops": {"value": true, "source": "/usr/bin"}},
	"desktops": {"gnome": object.union(
		{"known": true, "lock": _at(true), "idle_seconds": _at(300), "delay_seconds": _at(0), "fixed": ["delay", "idle", "lock"], "source": "/usr/bin/gnome-shell"},
		changes,
	)},
}}

_unknown := {"mobile": {"present": {"desktops": {"value": true, "source": "/usr/bin"}}, "desktops": {"xfce": {"known": false, "source": "/usr/bin/xfce4-session"}}}}

_gap := [{"path": `mobile.desktops["xfce"].lock`, "reason": "the settings of xfce are not read"}, {"path": `mobile.desktops["xfce"].fixed`, "reason": "the settings of xfce are not read"}]

_none := {"mobile": {"present": {"desktops": {"value": false, "source": "/usr/bin"}}, "desktops": {}}}

cases := {
	"locks": {"verdict": "pass", "input": _desktop({}), "evidence": "idle after 300 seconds"},
	"off": {"verdict": "fail", "input": _desktop({"lock": _at(false)}), "violations": ["gnome"]},
	"never_idle": {"verdict": "fail", "input": _desktop({"idle_seconds": _at(0)}), "violations": ["gnome"]},
	"late": {"verdict": "fail", "input": _desktop({"delay_seconds": _at(3600)}), "violations": ["gnome"]},
	"other_desktop": {"verdict": "unknown", "input": _unknown, "gaps": _gap, "reason": "are not read"},
	"no_desktop": {"verdict": "not_applicable", "input": _none},
	"unreadable": {
		"verdict": "unknown",
		"input": {"mobile": {"present": {"desktops": {"value": true, "source": "/usr/bin"}}}},
		"gaps": [{"path": "mobile.desktops", "reason": "permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
