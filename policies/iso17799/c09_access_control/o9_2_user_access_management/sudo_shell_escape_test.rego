package iso17799.c09_access_control.o9_2_user_access_management.sudo_shell_escape_test

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
	"harmless": {"verdict": "pass", "input": _sudo([_rule({})]), "evidence": "id"},
	"editor": {"verdict": "fail", "input": _sudo([_rule({"name": "vim", "command": "/usr/bin/vim", "arguments": "fixed"})]), "violations": ["/usr/bin/vim"]},
	"editor_with_noexec": {"verdict": "pass", "input": _sudo([_rule({"name": "vim", "command": "/usr/bin/vim", "no_exec": true})])},
	"versioned_interpreter": {"verdict": "fail", "input": _sudo([_rule({"name": "python3.11", "command": "/usr/bin/python3.11"})]), "violations": ["/usr/bin/python3.11"]},
	"tar_any": {"verdict": "fail", "input": _sudo([_rule({"name": "tar", "command": "/bin/tar"})]), "violations": ["/bin/tar"]},
	"tar_fixed": {"verdict": "pass", "input": _sudo([_rule({"name": "tar", "command": "/bin/tar", "arguments": "fixed"})])},
	"refused": {"verdict": "pass", "input": _sudo([_rule({"name": "vim", "command": "/usr/bin/vim", "negated": true})])},
	"not_as_root": {"verdict": "pass", "input": _sudo([_rule({"name": "vim", "command": "/usr/bin/vim", "as_root": false})])},
	"root_itself": {"verdict": "pass", "input": _sudo([_rule({"name": "vim", "command": "/usr/bin/vim", "users": ["root"]})])},
	"elsewhere": {"verdict": "pass", "input": _sudo([_rule({"name": "vim", "command": "/usr/bin/vim", "applies": "no"})])},
	"found_beside_an_unread_file": {
		"verdict": "fail",
		"input": _sudo([_rule({"name": "vim", "command": "/usr/bin/vim"})]),
		"gaps": [{"path": "sudo.rules[\"/etc/sudoers.d/x\"]", "reason": "/etc/sudoers.d/x: permission denied"}],
		"violations": ["/usr/bin/vim"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"sudo": {"present": _present}},
		"gaps": [{"path": "sudo.rules", "reason": "/etc/sudoers: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_sudo": {"verdict": "not_applicable", "input": {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}},
}
