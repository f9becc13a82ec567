package iso17799.c09_access_control.o9_2_user_access_management.sudo_nopasswd_commands_test

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
	"nobody": {"verdict": "pass", "input": _sudo({"root": _root, "bob": _grant({})}), "evidence": "0 of them"},
	"bob": {"verdict": "fail", "input": _sudo({"bob": _grant({"no_password": ["/bin/cat"]})}), "violations": ["bob"]},
	"service": {
		"verdict": "pass",
		"input": _sudo({"nagios": _grant({"no_password": ["/bin/cat"]})}),
		"params": {"sudo_nopasswd_accounts": ["nagios"]},
	},
	"found_beside_an_unread_file": {
		"verdict": "fail",
		"input": _sudo({"bob": _grant({"no_password": ["/bin/cat"]})}),
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
