package iso17799.c09_access_control.o9_2_user_access_management.account_empty_password_test

_host(entries) := {"accounts": {"credentials": {name: object.union({"source": "/etc/shadow:5", "algorithm": "", "cost": 0}, entry) | some name, entry in entries}}}

cases := {
	"all_have_one": {"verdict": "pass", "input": _host({"root": {"state": "none"}, "alice": {"state": "set", "algorithm": "yescrypt"}}), "evidence": "2 accounts looked at, 0 without a password"},
	"empty": {"verdict": "fail", "input": _host({"guest2": {"state": "empty"}, "alice": {"state": "set"}}), "violations": ["account guest2"]},
	"empty_in_passwd_though_shadow_is_unreadable": {"verdict": "fail", "input": _host({"open": {"state": "empty", "source": "/etc/passwd:7"}}), "gaps": [{"path": "accounts.credentials.root", "reason": "/etc/shadow: permission denied", "denied": true}], "violations": ["account open"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"accounts": {}},
		"gaps": [{"path": "accounts.credentials", "reason": "/etc/shadow: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
