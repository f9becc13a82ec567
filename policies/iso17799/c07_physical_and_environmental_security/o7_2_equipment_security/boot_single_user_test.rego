package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.boot_single_user_test

_files(modes) := {"files": {"boot": {"single_user": modes}}}

_mode(authenticated) := {
	"authenticated": authenticated, "command": "/usr/lib/systemd/systemd-sulogin-shell rescue",
	"source": "/usr/lib/systemd/system/rescue.service:21",
}

cases := {
	"sulogin": {"verdict": "pass", "input": _files({"rescue.service": _mode(true)}), "evidence": "rescue.service runs"},
	"shell": {"verdict": "fail", "input": _files({"rescue.service": _mode(false)}), "violations": ["rescue.service"]},
	"nothing_told": {"verdict": "unknown", "input": _files({}), "reason": "no unit"},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.boot.single_user", "reason": "/etc: permission denied", "denied": true}],
		"reason": "/etc: permission denied",
	},
}
