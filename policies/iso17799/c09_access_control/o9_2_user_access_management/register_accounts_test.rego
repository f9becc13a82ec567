package iso17799.c09_access_control.o9_2_user_access_management.register_accounts_test

_user(uid, shell, line) := {"uid": uid, "log_on_shell": shell, "source": sprintf("/etc/passwd:%d", [line])}

_host(owners, shell, state) := {
	"ledger": {"registered": true, "asset": {
		"accounts": {name: {"owner": owner, "purpose": ""} | some name, owner in owners},
		"source": "ledger: assets.yaml:4",
	}},
	"accounts": {
		"users": {"root": _user(0, true, 1), "www-data": _user(33, false, 12), "anna": _user(1000, true, 30), "bert": _user(1001, shell, 31)},
		"kinds": {"root": "root", "www-data": "system", "anna": "human", "bert": "human"},
		"credentials": {
			"root": {"state": "set"}, "www-data": {"state": "none"},
			"anna": {"state": "set"}, "bert": {"state": state},
		},
	},
}

_both := {"anna": "Anna Baker", "bert": "Bert Baker"}

cases := {
	"all_owned": {"verdict": "pass", "input": _host(_both, true, "set"), "evidence": "2 accounts of people that can be used, 2 of them with an owner"},
	"one_unknown": {"verdict": "fail", "input": _host({"anna": "Anna Baker"}, true, "none"), "violations": ["account bert"]},
	"one_unknown_with_a_password_only": {"verdict": "fail", "input": _host({"anna": "Anna Baker"}, false, "set"), "violations": ["account bert"]},
	"one_that_cannot_be_used": {"verdict": "pass", "input": _host({"anna": "Anna Baker"}, false, "locked"), "evidence": "1 account"},
	"owner_left_blank": {"verdict": "fail", "input": _host({"anna": "Anna Baker", "bert": " "}, true, "set"), "violations": ["account bert"]},
	"register_without_accounts": {"verdict": "fail", "input": _host({}, true, "set"), "violations": ["account anna", "account bert"]},
	"exempt": {
		"verdict": "pass", "params": {"register_accounts_exempt": ["bert"]}, "input": _host({"anna": "Anna Baker"}, true, "set"),
	},
	"unprivileged": {
		"verdict": "unknown", "reason": "permission denied", "input": {"ledger": _host(_both, true, "set").ledger},
		"gaps": [{"path": "accounts", "reason": "/etc/shadow: permission denied", "denied": true}],
	},
	"not_registered": {
		"verdict": "unknown", "input": object.union(_host(_both, true, "set"), {"ledger": {"registered": false, "asset": {}}}), "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
