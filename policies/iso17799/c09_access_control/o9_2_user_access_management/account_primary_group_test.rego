package iso17799.c09_access_control.o9_2_user_access_management.account_primary_group_test

_host(users) := {"accounts": {
	"users": {name: user |
		some name, gid in users
		user := {"uid": 1000, "gid": gid, "home": "/home/x", "shell": "/bin/sh", "source": "/etc/passwd:9"}
	},
	"groups": {"root": {"gid": 0, "members": [], "primary_members": [], "source": "/etc/group:1"}, "users": {"gid": 100, "members": [], "primary_members": [], "source": "/etc/group:2"}},
}}

cases := {
	"all_there": {"verdict": "pass", "input": _host({"root": 0, "alice": 100}), "evidence": "2 accounts, 0 of them"},
	"one_is_not": {"verdict": "fail", "input": _host({"root": 0, "svc": 4242}), "violations": ["svc"]},
	"groups_unreadable": {
		"verdict": "unknown",
		"input": {"accounts": object.remove(_host({"root": 0, "svc": 4242}).accounts, ["groups"])},
		"gaps": [{"path": "accounts.groups", "reason": "/etc/group: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
