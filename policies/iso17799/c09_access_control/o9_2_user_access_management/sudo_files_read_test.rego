package iso17799.c09_access_control.o9_2_user_access_management.sudo_files_read_test

_present := {"value": true, "source": "/etc/sudoers"}

_file(fields) := object.union(
	{
		"directory": false, "owner": 0, "group": 0, "mode": "0440", "group_writable": false, "world_writable": false,
		"world_readable": false, "parse_ok": true, "source": "/etc/sudoers:7",
	},
	fields,
)

_sudo(files, errors) := {"sudo": {"present": _present, "files": files, "errors": errors}}

cases := {
	"right": {"verdict": "pass", "input": _sudo({"/etc/sudoers": _file({})}, []), "evidence": "0 lines"},
	"syntax": {
		"verdict": "fail",
		"input": _sudo({"/etc/sudoers": _file({"parse_ok": false})}, [{"message": "syntax error", "setting": false, "source": "/etc/sudoers:4"}]),
		"gaps": [{"path": "sudo.errors[\"/etc/sudoers\"]", "reason": "/etc/sudoers: sudo cannot parse it"}],
		"violations": ["/etc/sudoers:4"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"sudo": {"present": _present}},
		"gaps": [{"path": "sudo.files", "reason": "/etc/sudoers: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_sudo": {"verdict": "not_applicable", "input": {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}},
}
