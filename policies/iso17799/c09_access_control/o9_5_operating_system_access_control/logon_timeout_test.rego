package iso17799.c09_access_control.o9_5_operating_system_access_control.logon_timeout_test

_tmout(fields) := object.union(
	{"set": true, "known": true, "seconds": 600, "readonly": true, "exported": true, "source": "/etc/profile.d/timeout.sh:1"},
	fields,
)

_none := _tmout({"set": false, "seconds": 0, "readonly": false, "exported": false, "source": "/etc/profile"})

_sessions(root, user) := {"logon": {"sessions": {"root_login": {"tmout": root}, "user_login": {"tmout": user}}}}

_zsh(value) := object.union(
	_sessions([_tmout({})], [_tmout({})]),
	{"logon": {"sessions": {"zsh_login": {"tmout": [value]}}}},
)

cases := {
	"ten_minutes": {"verdict": "pass", "input": _sessions([_tmout({})], [_tmout({})]), "evidence": "TMOUT 600"},
	"none": {"verdict": "fail", "input": _sessions([_none], [_none]), "violations": ["root_login", "user_login"]},
	"zero": {"verdict": "fail", "input": _sessions([_tmout({"seconds": 0})], [_tmout({})]), "violations": ["root_login"]},
	"an_hour": {"verdict": "fail", "input": _sessions([_tmout({})], [_tmout({"seconds": 3600})]), "violations": ["user_login"]},
	"perhaps_none": {"verdict": "fail", "input": _sessions([_tmout({})], [_tmout({}), _none]), "violations": ["user_login"]},
	"computed": {"verdict": "unknown", "input": _sessions([_tmout({})], [_tmout({"known": false})]), "reason": "computed"},
	"zsh_as_well": {"verdict": "pass", "input": _zsh(_tmout({}))},
	"zsh_without": {"verdict": "fail", "input": _zsh(_none), "violations": ["zsh_login"]},
	"unread": {
		"verdict": "unknown",
		"input": _sessions([_none], [_none]),
		"gaps": [{"path": "logon.sessions[\"user_login\"].tmout[*]", "reason": "/etc/profile.d/a.sh: permission denied"}],
		"reason": "permission denied",
	},
}
