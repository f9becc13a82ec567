package iso17799.c09_access_control.o9_2_user_access_management.account_password_warning_test

_unset := {"last_change_day": -1, "min_days": -1, "max_days": -1, "warn_days": -1, "inactive_days": -1, "expire_day": -1, "source": "/etc/shadow:9"}

_host(state, entry) := {"accounts": {
	"credentials": {
		"alice": {"state": state, "algorithm": "", "cost": 0, "source": "/etc/shadow:9"},
		"root": {"state": "none", "algorithm": "", "cost": 0, "source": "/etc/shadow:1"},
	},
	"shadow": {"alice": object.union(_unset, entry), "root": _unset},
}}

cases := {
	"a_week": {"verdict": "pass", "input": _host("set", {"warn_days": 7}), "evidence": "1 account with a password, 0 of them out of line"},
	"no_password": {"verdict": "pass", "input": _host("none", {}), "evidence": "0 accounts with a password, 0 of them out of line"},
	"none": {"verdict": "fail", "input": _host("set", {}), "violations": ["account alice"]},
	"too_late": {"verdict": "fail", "input": _host("set", {"warn_days": 1}), "violations": ["account alice"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {},
		"gaps": [{"path": "accounts", "reason": "/etc/shadow: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
