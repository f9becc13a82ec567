package iso17799.c09_access_control.o9_2_user_access_management.account_expired_enabled_test

_unset := {"last_change_day": -1, "min_days": -1, "max_days": -1, "warn_days": -1, "inactive_days": -1, "expire_day": -1, "source": "/etc/shadow:9"}

_host(log_on, state, expire) := {"accounts": {
	"users": {"alice": {"uid": 1001, "gid": 1001, "home": "/home/alice", "shell": "/bin/bash", "log_on_shell": log_on, "password_field": "shadowed", "source": "/etc/passwd:9"}},
	"credentials": {"alice": {"state": state, "algorithm": "", "cost": 0, "source": "/etc/shadow:9"}},
	"shadow": {"alice": object.union(_unset, expire)},
}}

cases := {
	"not_expired": {"verdict": "pass", "input": _host(true, "set", {}), "evidence": "0 accounts have expired"},
	"to_come": {"verdict": "pass", "input": _host(true, "set", {"expire_day": 30000})},
	"just_now": {"verdict": "pass", "input": _host(true, "set", {"expire_day": 20600})},
	"locked": {"verdict": "pass", "input": _host(true, "locked", {"expire_day": 20000})},
	"closed_with_usermod": {"verdict": "pass", "input": _host(true, "set", {"expire_day": 1})},
	"open": {"verdict": "fail", "input": _host(true, "set", {"expire_day": 20000}), "violations": ["account alice"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {},
		"gaps": [{"path": "accounts", "reason": "/etc/shadow: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
