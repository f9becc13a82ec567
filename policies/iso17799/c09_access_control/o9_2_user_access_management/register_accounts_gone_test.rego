package iso17799.c09_access_control.o9_2_user_access_management.register_accounts_gone_test

_host(listed, remote) := {
	"ledger": {"registered": true, "asset": {
		"accounts": {name: {"owner": "Anna Baker", "purpose": ""} | some name in listed},
		"source": "ledger: assets.yaml:4",
	}},
	"accounts": {
		"users": {"root": {"source": "/etc/passwd:1"}, "anna": {"source": "/etc/passwd:30"}},
		"remote": {"value": remote, "source": "/etc/nsswitch.conf"},
	},
}

cases := {
	"all_there": {"verdict": "pass", "input": _host(["anna", "root"], []), "evidence": "2 accounts in the entry, 2 of them on the host"},
	"none_listed": {"verdict": "pass", "input": _host([], []), "evidence": "0 accounts in the entry"},
	"one_gone": {"verdict": "fail", "input": _host(["anna", "bert"], []), "violations": ["account bert"]},
	"other_capitals": {"verdict": "fail", "input": _host(["Anna"], []), "violations": ["account Anna"]},
	"perhaps_of_a_directory": {"verdict": "unknown", "input": _host(["anna", "bert"], ["sss"]), "reason": "may come from sss"},
	"not_registered": {
		"verdict": "unknown", "input": {"ledger": {"registered": false}}, "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
