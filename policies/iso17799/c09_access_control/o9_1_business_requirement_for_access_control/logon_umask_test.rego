package iso17799.c09_access_control.o9_1_business_requirement_for_access_control.logon_umask_test

_umask(fields) := object.union(
	{
		"set": true, "known": true, "mask": "0027", "group_write": false, "other_read": false, "other_write": false,
		"source": "/etc/profile:30",
	},
	fields,
)

_loose := _umask({"mask": "0022", "other_read": true})

_sessions(root, user) := {"logon": {"sessions": {"root_login": {"umask": root}, "user_login": {"umask": user}}}}

_zsh(value) := object.union(
	_sessions([_umask({})], [_umask({})]),
	{"logon": {"sessions": {"zsh_login": {"umask": [value]}}}},
)

cases := {
	"closed": {"verdict": "pass", "input": _sessions([_umask({})], [_umask({})]), "evidence": "umask 0027"},
	"readable": {"verdict": "fail", "input": _sessions([_umask({})], [_loose]), "violations": ["user_login"]},
	"readable_allowed": {"verdict": "pass", "input": _sessions([_umask({})], [_loose]), "params": {"logon_umask_lets_others_read": true}},
	"group": {"verdict": "fail", "input": _sessions([_umask({"mask": "0007", "group_write": true})], [_umask({})]), "violations": ["root_login"]},
	"world": {"verdict": "fail", "input": _sessions([_umask({"mask": "0000", "other_write": true})], [_umask({})]), "violations": ["root_login"]},
	"not_set": {"verdict": "fail", "input": _sessions([_umask({"set": false, "mask": ""})], [_umask({})]), "violations": ["root_login"]},
	"computed": {"verdict": "unknown", "input": _sessions([_umask({"known": false, "mask": ""})], [_umask({})]), "reason": "computed"},
	"zsh_as_well": {"verdict": "pass", "input": _zsh(_umask({}))},
	"zsh_without": {"verdict": "fail", "input": _zsh(_loose), "violations": ["zsh_login"]},
	"unread": {
		"verdict": "unknown",
		"input": _sessions([_loose], [_loose]),
		"gaps": [{"path": "logon.sessions[\"user_login\"].umask[*]", "reason": "/etc/profile.d/a.sh: permission denied"}],
		"reason": "permission denied",
	},
}
