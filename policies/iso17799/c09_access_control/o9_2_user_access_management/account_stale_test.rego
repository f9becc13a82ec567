package iso17799.c09_access_control.o9_2_user_access_management.account_stale_test

_unset := {"last_change_day": -1, "min_days": -1, "max_days": -1, "warn_days": -1, "inactive_days": -1, "expire_day": -1, "source": "/etc/shadow:9"}

_host(last, changed) := {"accounts": {
	"users": {"alice": {"uid": 1001, "gid": 1001, "home": "/home/alice", "shell": "/bin/bash", "log_on_shell": true, "password_field": "shadowed", "source": "/etc/passwd:9"}},
	"kinds": {"alice": "human"},
	"shadow": {"alice": object.union(_unset, {"last_change_day": changed})},
	"last_logons": {"alice": object.union({"source": "/var/log/lastlog"}, last)},
}}

cases := {
	"yesterday": {"verdict": "pass", "input": _host({"at": "2026-05-31T08:00:00Z"}, 20000), "evidence": "1 person can log on, 0 have not"},
	"new_account": {"verdict": "pass", "input": _host({}, 20600)},
	"long_ago": {"verdict": "fail", "input": _host({"at": "2025-01-01T08:00:00Z"}, 20000), "violations": ["account alice"]},
	"never": {"verdict": "fail", "input": _host({}, 20000), "violations": ["account alice"]},
	"age_unknown": {"verdict": "unknown", "input": _host({}, 0), "reason": "nothing tells how old"},
	"allowed": {"verdict": "pass", "input": _host({}, 20000), "params": {"account_idle_allowed": ["alice"]}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"accounts": object.remove(_host({}, 20000).accounts, ["last_logons"])},
		"gaps": [{"path": "accounts.last_logons", "reason": "/var/log/lastlog: larger than the limit"}],
		"reason": "larger than the limit",
	},
}
