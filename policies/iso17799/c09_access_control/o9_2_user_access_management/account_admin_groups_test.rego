package iso17799.c09_access_control.o9_2_user_access_management.account_admin_groups_test

_group(members, primary) := {"gid": 27, "members": members, "primary_members": primary, "password": "none", "source": "/etc/group:20"}

cases := {
	"two": {"verdict": "pass", "input": {"accounts": {"groups": {"sudo": _group(["alice", "bob"], [])}}}, "evidence": "2 administrators: alice, bob"},
	"too_many": {"verdict": "fail", "input": {"accounts": {"groups": {"sudo": _group(["a", "b", "c"], ["d"]), "wheel": _group(["e", "root"], [])}}}, "params": {"account_max_administrators": 4}, "violations": ["administrators"]},
	"not_listed": {"verdict": "fail", "input": {"accounts": {"groups": {"wheel": _group(["alice"], ["mallory"])}}}, "params": {"account_administrators_allowed": ["alice"]}, "violations": ["account mallory"]},
	"no_such_group": {"verdict": "pass", "input": {"accounts": {"groups": {"users": _group(["alice"], [])}}}, "evidence": "0 administrators"},
	"unreadable": {"verdict": "unknown", "input": {"accounts": {}}, "gaps": [{"path": "accounts.groups", "reason": "/etc/group: no such file"}], "reason": "no such file"},
}
