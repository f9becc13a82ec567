package iso17799.c09_access_control.o9_4_network_access_control.ssh_password_authentication_test

_option(value) := {"value": value, "source": "/etc/ssh/sshd_config:7"}

_sshd(password, methods, users) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {
		"user": {"passwordauthentication": _option(password), "authenticationmethods": _option(methods)},
		"root": {"passwordauthentication": _option(password), "authenticationmethods": _option(methods)},
	},
	"users": {name: {keyword: _option(value) | some keyword, value in set} | some name, set in users},
}}

cases := {
	"off": {"verdict": "pass", "input": _sshd("no", "any", {}), "evidence": "for every user: PasswordAuthentication no, AuthenticationMethods any"},
	"on": {"verdict": "fail", "input": _sshd("yes", "any", {}), "violations": ["sshd"]},
	"on_with_a_key_as_well": {
		"verdict": "pass",
		"input": _sshd("yes", "publickey,password", {}),
		"evidence": "PasswordAuthentication yes, AuthenticationMethods publickey,password",
	},
	"on_as_one_way_among_others": {"verdict": "fail", "input": _sshd("yes", "publickey password", {}), "violations": ["sshd"]},
	"on_for_one_account": {
		"verdict": "fail",
		"input": _sshd("no", "any", {"alice": {"passwordauthentication": "yes"}}),
		"violations": ["sshd: alice"],
	},
	"one_account_needs_no_key": {
		"verdict": "fail",
		"input": _sshd("yes", "publickey,password", {"alice": {"authenticationmethods": "any"}}),
		"violations": ["sshd: alice"],
	},
	"one_account_needs_a_key_too": {
		"verdict": "pass",
		"input": _sshd("no", "any", {"alice": {"passwordauthentication": "yes", "authenticationmethods": "publickey,password"}}),
	},
	"on_at_a_workstation": {"verdict": "pass", "role": "workstation", "input": _sshd("yes", "any", {})},
	"no_server": {
		"verdict": "not_applicable",
		"input": {"sshd": {"present": {"value": false, "source": "/etc/ssh/sshd_config"}}},
		"evidence": "neither a configuration nor a program",
	},
	"refused_by_sshd": {
		"verdict": "unknown",
		"input": {"sshd": {"present": {"value": true, "source": "/etc/ssh/sshd_config"}}},
		"gaps": [{"path": "sshd.effective", "reason": "sshd refuses line 1 of /etc/ssh/sshd_config: bad configuration option"}],
		"reason": "sshd refuses line 1",
	},
}
