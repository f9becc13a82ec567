package iso17799.c09_access_control.o9_2_user_access_management.sudo_everyone_test

_present := {"value": true, "source": "/etc/sudoers"}

_rule(fields) := object.union(
	{
		"source": "/etc/sudoers:9", "users": ["bob"], "hosts": ["ALL"], "applies": "yes", "runas_users": ["root"],
		"runas_groups": [], "as_root": true, "command": "/usr/bin/id", "name": "id", "arguments": "any", "all": false,
		"wildcard": false, "negated": false, "no_password": false, "password": false, "no_exec": false, "set_env": false,
		"digest": false,
	},
	fields,
)

_sudo(rules) := {"sudo": {"present": _present, "rules": rules}}

cases := {
	"named": {"verdict": "pass", "input": _sudo([_rule({})]), "evidence": "1 command"},
	"everyone": {"verdict": "fail", "input": _sudo([_rule({"users": ["ALL"], "command": "ALL"})]), "violations": ["ALL"]},
	"everyone_but_one": {"verdict": "fail", "input": _sudo([_rule({"users": ["ALL", "!eve"]})]), "violations": ["/usr/bin/id"]},
	"elsewhere": {"verdict": "pass", "input": _sudo([_rule({"users": ["ALL"], "applies": "no"})])},
	"refused": {"verdict": "pass", "input": _sudo([_rule({"users": ["ALL"], "negated": true})])},
	"found_beside_an_unread_file": {
		"verdict": "fail",
		"input": _sudo([_rule({"users": ["ALL"]})]),
		"gaps": [{"path": "sudo.rules[\"/etc/sudoers.d/x\"]", "reason": "/etc/sudoers.d/x: permission denied"}],
		"violations": ["/usr/bin/id"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"sudo": {"present": _present}},
		"gaps": [{"path": "sudo.rules", "reason": "/etc/sudoers: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_sudo": {"verdict": "not_applicable", "input": {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}},
}
