package iso17799.c09_access_control.o9_2_user_access_management.sudo_all_commands_test

_present := {"value": true, "source": "/etc/sudoers"}

_grant(fields) := object.union(
	{
		"uid": 1002, "all": false, "all_no_password": false, "no_password": [], "excluded": [],
		"via": ["bob"], "maybe": false, "sources": ["/etc/sudoers:7"],
	},
	fields,
)

_sudo(grants) := {"sudo": {"present": _present, "grants": grants}}

_root := _grant({"uid": 0, "all": true, "all_no_password": true, "via": ["root"]})

cases := {
	"group": {"verdict": "pass", "input": _sudo({"root": _root, "bob": _grant({"all": true, "via": ["%sudo"]})}), "evidence": "1 account may run everything: bob"},
	"group_and_more": {"verdict": "pass", "input": _sudo({"bob": _grant({"all": true, "via": ["%sudo", "bob"]})})},
	"one_person": {"verdict": "fail", "input": _sudo({"root": _root, "bob": _grant({"all": true})}), "violations": ["bob"]},
	"group_of_theirs": {
		"verdict": "pass",
		"input": _sudo({"bob": _grant({"all": true, "via": ["%ops"]})}),
		"params": {"sudo_admin_groups": ["ops"]},
	},
	"found_beside_an_unread_file": {
		"verdict": "fail",
		"input": _sudo({"bob": _grant({"all": true})}),
		"gaps": [{"path": "sudo.grants[\"/etc/sudoers.d/x\"]", "reason": "/etc/sudoers.d/x: permission denied"}],
		"violations": ["bob"],
	},
	"nothing_found_beside_an_unread_file": {
		"verdict": "unknown",
		"input": _sudo({"root": _root, "bob": _grant({})}),
		"gaps": [{"path": "sudo.grants[\"/etc/sudoers.d/x\"]", "reason": "/etc/sudoers.d/x: permission denied"}],
		"reason": "permission denied",
	},
	"unread": {
		"verdict": "unknown",
		"input": {"sudo": {"present": _present}},
		"gaps": [{"path": "sudo.grants", "reason": "/etc/sudoers: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_sudo": {"verdict": "not_applicable", "input": {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}},
}
