package iso17799.c08_communications_and_operations_management.o8_1_operational_procedures_and_responsibilities.sudo_full_accounts_test

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
	"one": {"verdict": "pass", "input": _sudo({"root": _root, "bob": _grant({"all": true})}), "evidence": "1 account"},
	"too_many": {
		"verdict": "fail",
		"input": _sudo({"a": _grant({"all": true}), "b": _grant({"all": true})}),
		"params": {"sudo_max_full_accounts": 1},
		"violations": ["sudo"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"sudo": {"present": _present}},
		"gaps": [{"path": "sudo.grants", "reason": "/etc/sudoers: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_sudo": {"verdict": "not_applicable", "input": {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}},
}
