package iso17799.c08_communications_and_operations_management.o8_6_media_handling_and_security.desktop_automount_test

_at(value) := {"value": value, "source": "/etc/dconf/db/local.d/00-media:2"}

_desktop(changes) := {"mobile": {
	"present": {"desktops": {"value": true, "source": "/usr/bin"}},
	"desktops": {"gnome": object.union({"known": true, "automount": _at(false), "autorun": _at(false), "source": "/usr/bin/gnome-shell"}, changes)},
}}

cases := {
	"neither": {"verdict": "pass", "input": _desktop({}), "evidence": "mounts by itself: false"},
	"mounts": {"verdict": "fail", "input": _desktop({"automount": _at(true)}), "violations": ["gnome"]},
	"starts": {"verdict": "fail", "input": _desktop({"autorun": _at(true)}), "violations": ["gnome autorun"]},
	"another_desktop": {
		"verdict": "unknown",
		"input": {"mobile": {"present": {"desktops": {"value": true, "source": "/usr/bin"}}, "desktops": {"kde": {"known": true, "source": "/usr/bin/plasmashell"}}}},
		"reason": "not read",
	},
	"no_desktop": {"verdict": "not_applicable", "input": {"mobile": {"present": {"desktops": {"value": false, "source": "/usr/bin"}}, "desktops": {}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"mobile": {"present": {"desktops": {"value": true, "source": "/usr/bin"}}}},
		"gaps": [{"path": "mobile.desktops", "reason": "/etc/dconf/profile/user: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
