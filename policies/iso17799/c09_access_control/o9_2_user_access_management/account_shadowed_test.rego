package iso17799.c09_access_control.o9_2_user_access_management.account_shadowed_test

_host(field, state) := {"accounts": {
	"users": {"alice": {"uid": 1001, "gid": 1001, "home": "/home/alice", "shell": "/bin/sh", "log_on_shell": true, "password_field": field, "source": "/etc/passwd:9"}},
	"credentials": {"alice": {"state": state, "algorithm": "", "cost": 0, "source": "/etc/passwd:9"}},
}}

cases := {
	"all": {"verdict": "pass", "input": _host("shadowed", "set"), "evidence": "1 account, 1 with their password in /etc/shadow"},
	"none_needed": {"verdict": "pass", "input": _host("none", "none")},
	"hash_in_passwd": {"verdict": "fail", "input": _host("hash", "set"), "violations": ["account alice"]},
	"no_entry": {"verdict": "fail", "input": _host("shadowed", "missing"), "violations": ["account alice"]},
	"unreadable": {"verdict": "unknown", "input": {"accounts": {"users": _host("shadowed", "set").accounts.users}}, "gaps": [{"path": "accounts.credentials", "reason": "/etc/shadow: permission denied", "denied": true}], "reason": "permission denied"},
}
