package iso17799.c09_access_control.o9_2_user_access_management.account_duplicate_uids_test

_accounts(twice) := {
	"duplicate_uids": twice,
	"users": {"root": {"uid": 0, "gid": 0, "home": "/root", "shell": "/bin/bash", "log_on_shell": true, "password_field": "shadowed", "source": "/etc/passwd:1"}},
}

cases := {
	"none": {"verdict": "pass", "input": {"accounts": _accounts([])}, "evidence": "1 account looked at, 0 shared"},
	"two": {
		"verdict": "fail",
		"input": {"accounts": _accounts([{"id": "1020", "names": ["carol", "dave"], "sources": ["/etc/x:3", "/etc/x:4"]}])},
		"violations": ["UID 1020"],
	},
	"unreadable": {
		"verdict": "unknown",
		"input": {"accounts": {}},
		"gaps": [{"path": "accounts", "reason": "/etc/passwd: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
