package iso17799.c09_access_control.o9_2_user_access_management.account_duplicate_gids_test

_accounts(twice) := {
	"duplicate_gids": twice,
	"groups": {"root": {"gid": 0, "members": [], "primary_members": [], "password": "none", "source": "/etc/group:1"}},
}

cases := {
	"none": {"verdict": "pass", "input": {"accounts": _accounts([])}, "evidence": "1 group looked at, 0 shared"},
	"two": {
		"verdict": "fail",
		"input": {"accounts": _accounts([{"id": "1020", "names": ["carol", "dave"], "sources": ["/etc/x:3", "/etc/x:4"]}])},
		"violations": ["GID 1020"],
	},
	"unreadable": {
		"verdict": "unknown",
		"input": {"accounts": {}},
		"gaps": [{"path": "accounts", "reason": "/etc/passwd: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
