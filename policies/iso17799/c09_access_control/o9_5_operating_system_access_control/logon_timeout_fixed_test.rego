package iso17799.c09_access_control.o9_5_operating_system_access_control.logon_timeout_fixed_test

_tmout(fields) := object.union(
	{"set": true, "known": true, "seconds": 600, "readonly": true, "exported": true, "source": "/etc/profile.d/timeout.sh:1"},
	fields,
)

_none := _tmout({"set": false, "seconds": 0, "readonly": false, "exported": false, "source": "/etc/profile"})

_sessions(root, user) := {"logon": {"sessions": {"root_login": {"tmout": root}, "user_login": {"tmout": user}}}}

cases := {
	"fixed": {"verdict": "pass", "input": _sessions([_tmout({})], [_tmout({})]), "evidence": "readonly true"},
	"changeable": {"verdict": "fail", "input": _sessions([_tmout({"readonly": false})], [_tmout({})]), "violations": ["root_login"]},
	"not_exported": {"verdict": "fail", "input": _sessions([_tmout({})], [_tmout({"exported": false})]), "violations": ["user_login"]},
	"not_set": {"verdict": "not_applicable", "input": _sessions([_none], [_none])},
	"unread": {
		"verdict": "unknown",
		"input": _sessions([_none], [_none]),
		"gaps": [{"path": "logon.sessions[\"user_login\"].tmout[*]", "reason": "/etc/profile.d/a.sh: permission denied"}],
		"reason": "permission denied",
	},
}
