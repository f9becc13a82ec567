package iso17799.c09_access_control.o9_2_user_access_management.sudo_ignored_files_test

_present := {"value": true, "source": "/etc/sudoers"}

_sudo(names) := {"sudo": {"present": _present, "ignored": {name: {"reason": "its name has a dot", "mode": "0440", "world_writable": false} | some name in names}}}

cases := {
	"none": {"verdict": "pass", "input": _sudo([]), "evidence": "0 files"},
	"left_over": {"verdict": "pass", "input": _sudo(["/etc/sudoers.d/x.dpkg-dist"])},
	"dot": {"verdict": "fail", "input": _sudo(["/etc/sudoers.d/admins.conf"]), "violations": ["/etc/sudoers.d/admins.conf"]},
	"unread": {
		"verdict": "unknown",
		"input": {"sudo": {"present": _present}},
		"gaps": [{"path": "sudo.ignored", "reason": "/etc/sudoers: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_sudo": {"verdict": "not_applicable", "input": {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}},
}
