package iso17799.c09_access_control.o9_4_network_access_control.ssh_second_factor_test

_option(value) := {"value": value, "source": "/etc/ssh/sshd_config:7"}

_sshd(user, root, users) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {"user": {"authenticationmethods": _option(user)}, "root": {"authenticationmethods": _option(root)}},
	"users": {name: {"authenticationmethods": _option(value)} | some name, value in users},
}}

cases := {
	"publickey_password": {"verdict": "pass", "input": _sshd("publickey,password", "publickey,password", {}), "evidence": "AuthenticationMethods publickey,password"},
	"any": {"verdict": "fail", "input": _sshd("any", "any", {}), "violations": ["sshd"]},
	"any_for_root_only": {"verdict": "fail", "input": _sshd("publickey,password", "any", {}), "violations": ["sshd: root"]},
	"any_for_one_account": {
		"verdict": "fail",
		"input": _sshd("publickey,password", "publickey,password", {"alice": "any"}),
		"violations": ["sshd: alice"],
	},
	"publickey_publickey": {"verdict": "pass", "input": _sshd("publickey,publickey", "publickey,publickey", {})},
	"publickey": {"verdict": "fail", "input": _sshd("publickey", "publickey", {}), "violations": ["sshd"]},
	"publickey_password_hostbased": {"verdict": "fail", "input": _sshd("publickey,password hostbased", "publickey,password hostbased", {}), "violations": ["sshd"]},
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
