package iso17799.c09_access_control.o9_2_user_access_management.account_group_passwords_test

_group(state) := {"gid": 27, "members": [], "primary_members": [], "password": state, "source": "/etc/group:20"}

cases := {
	"none": {"verdict": "pass", "input": {"accounts": {"groups": {"sudo": _group("none"), "users": _group("empty"), "x": _group("locked")}}}, "evidence": "3 groups looked at, 0 with a password"},
	"one": {"verdict": "fail", "input": {"accounts": {"groups": {"sudo": _group("set")}}}, "violations": ["group sudo"]},
	"one_though_gshadow_is_unreadable": {"verdict": "fail", "input": {"accounts": {"groups": {"sudo": _group("set"), "users": {"gid": 100, "members": [], "primary_members": [], "password": "unknown", "source": "/etc/group:9"}}}}, "gaps": [{"path": "accounts.groups.users.password", "reason": "/etc/gshadow: permission denied", "denied": true}], "violations": ["group sudo"]},
	"unreadable": {"verdict": "unknown", "input": {"accounts": {"groups": {"users": _group("unknown")}}}, "gaps": [{"path": "accounts.groups.users.password", "reason": "/etc/gshadow: permission denied", "denied": true}], "reason": "permission denied"},
}
