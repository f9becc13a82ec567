package iso17799.c09_access_control.o9_2_user_access_management.sudo_waiting_groups_test

_present := {"value": true, "source": "/etc/sudoers"}

_grant(fields) := object.union(
	{
		"uid": 4294967294, "all": false, "all_no_password": false, "no_password": [], "excluded": [],
		"via": ["%ops"], "maybe": false, "sources": ["/etc/sudoers:7"],
	},
	fields,
)

_sudo(waiting) := {"sudo": {"present": _present, "waiting": waiting}}

_free := _grant({"all": true, "all_no_password": true})

cases := {
	"none": {"verdict": "pass", "input": _sudo({}), "evidence": "0 groups"},
	"one_command": {"verdict": "pass", "input": _sudo({"ops": _grant({"no_password": ["/bin/id"]})}), "evidence": "1 group"},
	"administrators_with_a_password": {"verdict": "pass", "input": _sudo({"sudo": _grant({"all": true})})},
	"administrators_without_a_password": {"verdict": "fail", "input": _sudo({"sudo": _free}), "violations": ["%sudo"]},
	"others_with_a_password": {"verdict": "fail", "input": _sudo({"ops": _grant({"all": true})}), "violations": ["%ops"]},
	"others_without_a_password": {"verdict": "fail", "input": _sudo({"ops": _free}), "violations": ["%ops"]},
	"found_beside_an_unread_file": {
		"verdict": "fail",
		"input": _sudo({"ops": _free}),
		"gaps": [{"path": "sudo.waiting[\"/etc/sudoers.d/x\"]", "reason": "/etc/sudoers.d/x: permission denied"}],
		"violations": ["%ops"],
	},
	"nothing_found_beside_an_unread_file": {
		"verdict": "unknown",
		"input": _sudo({}),
		"gaps": [{"path": "sudo.waiting[\"/etc/sudoers.d/x\"]", "reason": "/etc/sudoers.d/x: permission denied"}],
		"reason": "permission denied",
	},
	"unread": {
		"verdict": "unknown",
		"input": {"sudo": {"present": _present}},
		"gaps": [{"path": "sudo.waiting", "reason": "/etc/group: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_sudo": {"verdict": "not_applicable", "input": {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}},
}
