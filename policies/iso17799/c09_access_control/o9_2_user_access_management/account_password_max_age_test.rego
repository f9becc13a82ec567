package iso17799.c09_access_control.o9_2_user_access_management.account_password_max_age_test

_unset := {"last_change_day": -1, "min_days": -1, "max_days": -1, "warn_days": -1, "inactive_days": -1, "expire_day": -1, "source": "/etc/shadow:9"}

_host(state, entry) := {"accounts": {
	"credentials": {
		"alice": {"state": state, "algorithm": "", "cost": 0, "source": "/etc/shadow:9"},
		"root": {"state": "none", "algorithm": "", "cost": 0, "source": "/etc/shadow:1"},
	},
	"shadow": {"alice": object.union(_unset, entry), "root": _unset},
}}

cases := {
	"ninety": {"verdict": "pass", "input": _host("set", {"last_change_day": 20400, "max_days": 90}), "evidence": "1 account with a password, 0 of them out of line"},
	"service_account": {"verdict": "pass", "input": _host("none", {"last_change_day": 20400, "max_days": 99999}), "evidence": "0 accounts with a password, 0 of them out of line"},
	"closed_account": {"verdict": "pass", "input": _host("set", {"last_change_day": 20400, "max_days": 99999, "expire_day": 20000}), "evidence": "0 accounts with a password, 0 of them out of line"},
	"must_change_now": {"verdict": "pass", "input": _host("set", {"last_change_day": 0, "max_days": 90}), "evidence": "1 account with a password, 0 of them out of line"},
	"never": {"verdict": "fail", "input": _host("set", {"last_change_day": 20400, "max_days": 99999}), "violations": ["account alice"]},
	"not_set": {"verdict": "fail", "input": _host("set", {"last_change_day": 20400}), "violations": ["account alice"]},
	"ageing_off": {"verdict": "fail", "input": _host("set", {"max_days": 90}), "violations": ["account alice"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {},
		"gaps": [{"path": "accounts", "reason": "/etc/shadow: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
