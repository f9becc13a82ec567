package iso17799.c09_access_control.o9_2_user_access_management.account_shared_names_test

_host(name, shell, state) := {"accounts": {
	"users": {name: {"uid": 1001, "gid": 1001, "home": "/home/x", "shell": "/bin/sh", "log_on_shell": shell, "password_field": "shadowed", "source": "/etc/passwd:9"}},
	"credentials": {name: {"state": state, "algorithm": "", "cost": 0, "source": "/etc/shadow:9"}},
}}

cases := {
	"own_names": {"verdict": "pass", "input": _host("alice", true, "set"), "evidence": "0 with a generic name"},
	"locked": {"verdict": "pass", "input": _host("guest", false, "locked")},
	"guest": {"verdict": "fail", "input": _host("Guest", true, "none"), "violations": ["account Guest"]},
	"password_without_shell": {"verdict": "fail", "input": _host("test", false, "set"), "violations": ["account test"]},
	"allowed_by_the_profile": {"verdict": "pass", "input": _host("test", true, "set"), "params": {"account_generic_names": ["guest"]}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"accounts": {"users": _host("guest", true, "set").accounts.users}},
		"gaps": [{"path": "accounts.credentials", "reason": "/etc/shadow: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
