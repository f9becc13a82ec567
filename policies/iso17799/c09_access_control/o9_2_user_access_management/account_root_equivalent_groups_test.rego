package iso17799.c09_access_control.o9_2_user_access_management.account_root_equivalent_groups_test

_group(members, primary) := {"gid": 27, "members": members, "primary_members": primary, "password": "none", "source": "/etc/group:20"}

cases := {
	"empty": {"verdict": "pass", "input": {"accounts": {"groups": {"docker": _group([], []), "users": _group(["alice"], [])}}}, "evidence": "docker: no member"},
	"none_such": {"verdict": "pass", "input": {"accounts": {"groups": {"users": _group(["alice"], [])}}}, "evidence": "groups that amount to root: none of 1"},
	"docker": {"verdict": "fail", "input": {"accounts": {"groups": {"docker": _group(["alice"], []), "shadow": _group(["root"], ["bob"])}}}, "violations": ["account alice", "account bob"]},
	"allowed": {"verdict": "pass", "input": {"accounts": {"groups": {"docker": _group(["ci"], [])}}}, "params": {"account_root_equivalent_members_allowed": {"docker": ["ci"]}}},
	"unreadable": {"verdict": "unknown", "input": {"accounts": {}}, "gaps": [{"path": "accounts.groups", "reason": "/etc/group: no such file"}], "reason": "no such file"},
}
