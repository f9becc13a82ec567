package iso17799.c09_access_control.o9_2_user_access_management.sudo_file_modes_test

_present := {"value": true, "source": "/etc/sudoers"}

_file(fields) := object.union(
	{
		"directory": false, "owner": 0, "group": 0, "mode": "0440", "group_writable": false, "world_writable": false,
		"world_readable": false, "parse_ok": true, "source": "/etc/sudoers:7",
	},
	fields,
)

_sudo(files, ignored) := {"sudo": {"present": _present, "files": files, "ignored": ignored}}

cases := {
	"right": {"verdict": "pass", "input": _sudo({"/etc/sudoers": _file({})}, {}), "evidence": "/etc/sudoers 0440"},
	"world": {
		"verdict": "fail",
		"input": _sudo({"/etc/sudoers.d/web": _file({"world_writable": true, "mode": "0666", "refused": "writable by everybody"})}, {}),
		"violations": ["/etc/sudoers.d/web"],
	},
	"group": {"verdict": "fail", "input": _sudo({"/etc/sudoers": _file({"group_writable": true})}, {}), "violations": ["/etc/sudoers"]},
	"owner": {"verdict": "fail", "input": _sudo({"/etc/sudoers": _file({"owner": 1001})}, {}), "violations": ["/etc/sudoers"]},
	"ignored": {
		"verdict": "fail",
		"input": _sudo({"/etc/sudoers": _file({})}, {"/etc/sudoers.d/a.b": {"reason": "its name has a dot", "mode": "0666", "world_writable": true}}),
		"violations": ["/etc/sudoers.d/a.b"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"sudo": {"present": _present}},
		"gaps": [{"path": "sudo.files", "reason": "/etc/sudoers: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_sudo": {"verdict": "not_applicable", "input": {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}},
}
