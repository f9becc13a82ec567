package iso17799.c04_organizational_security.o4_2_security_of_third_party_access.register_third_party_expiry_test

_asset(purpose, parties) := {
	"accounts": {"hosting": {"owner": "Anna Baker", "purpose": purpose}, "anna": {"owner": "Anna Baker", "purpose": ""}},
	"third_parties": [{"name": name, "access": "", "contract": ""} | some name in parties],
	"source": "ledger: assets.yaml:4",
}

_host(asset, shell, state, day) := {"ledger": {"registered": true, "asset": asset}, "accounts": {
	"users": {
		"hosting": {"log_on_shell": shell, "source": "/etc/passwd:30"},
		"anna": {"log_on_shell": true, "source": "/etc/passwd:31"},
	},
	"credentials": {"hosting": {"state": state}, "anna": {"state": "set"}},
	"shadow": {
		"hosting": {"expire_day": day, "source": "/etc/shadow:30"},
		"anna": {"expire_day": -1, "source": "/etc/shadow:31"},
	},
	"remote": {"value": [], "source": "/etc/nsswitch.conf"},
}}

_theirs := _asset("nightly work of Hosting Ltd.", ["Hosting Ltd"])

_gone(remote) := {"ledger": {"registered": true, "asset": _theirs}, "accounts": {
	"users": {"anna": {"log_on_shell": true, "source": "/etc/passwd:31"}},
	"credentials": {"anna": {"state": "set"}},
	"shadow": {"anna": {"expire_day": -1, "source": "/etc/shadow:31"}},
	"remote": {"value": remote, "source": "/etc/nsswitch.conf"},
}}

# 20605 is 2026-06-01, the day of these cases.
cases := {
	"in_half_a_year": {"verdict": "pass", "input": _host(_theirs, true, "none", 20788), "evidence": "hosting (Hosting Ltd): closes on 2026-12-01"},
	"closed_already": {"verdict": "pass", "input": _host(_theirs, true, "set", 20000)},
	"cannot_be_used": {"verdict": "pass", "input": _host(_theirs, false, "locked", -1), "evidence": "1 account of third parties in the entry, 0 of them can be used"},
	"no_end": {"verdict": "fail", "input": _host(_theirs, true, "none", -1), "violations": ["account hosting"]},
	"no_shell_but_a_password": {"verdict": "fail", "input": _host(_theirs, false, "set", -1), "violations": ["account hosting"]},
	"end_far_away": {"verdict": "fail", "input": _host(_theirs, true, "set", 21000), "violations": ["account hosting"]},
	"end_within_a_longer_time": {
		"verdict": "pass", "params": {"register_third_party_max_days": 400}, "input": _host(_theirs, true, "set", 21000),
	},
	"owned_by_the_party": {
		"verdict": "fail", "violations": ["account hosting"],
		"input": _host(object.union(_theirs, {"accounts": {"hosting": {"owner": "Hosting Ltd", "purpose": ""}}}), true, "set", -1),
	},
	"no_third_party": {"verdict": "not_applicable", "input": _host(_asset("nightly work", []), true, "set", -1), "evidence": "no third party"},
	"no_account_of_theirs": {
		"verdict": "not_applicable", "input": _host(_asset("nightly work", ["Hosting Ltd"]), true, "set", -1), "evidence": "does not give it an account",
	},
	"not_on_the_host": {"verdict": "pass", "input": _gone([]), "evidence": "0 of them can be used"},
	"of_a_directory": {"verdict": "unknown", "input": _gone(["sss"]), "reason": "may come from sss"},
	"unprivileged": {
		"verdict": "unknown", "reason": "permission denied",
		"input": object.remove(_host(_theirs, true, "none", 20788), ["accounts"]),
		"gaps": [{"path": "accounts", "reason": "/etc/shadow: permission denied", "denied": true}],
	},
	"not_registered": {
		"verdict": "unknown", "input": {"ledger": {"registered": false}}, "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
