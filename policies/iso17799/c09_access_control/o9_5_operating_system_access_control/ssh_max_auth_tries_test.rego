package iso17799.c09_access_control.o9_5_operating_system_access_control.ssh_max_auth_tries_test

_option(value) := {"value": value, "source": "/etc/ssh/sshd_config:7"}

_sshd(user, root, users) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {"user": {"maxauthtries": _option(user)}, "root": {"maxauthtries": _option(root)}},
	"users": {name: {"maxauthtries": _option(value)} | some name, value in users},
}}

cases := {
	"value_4": {"verdict": "pass", "input": _sshd("4", "4", {}), "evidence": "MaxAuthTries 4"},
	"value_20": {"verdict": "fail", "input": _sshd("20", "20", {}), "violations": ["sshd"]},
	"value_20_for_root_only": {"verdict": "fail", "input": _sshd("4", "20", {}), "violations": ["sshd: root"]},
	"value_20_for_one_account": {
		"verdict": "fail",
		"input": _sshd("4", "4", {"alice": "20"}),
		"violations": ["sshd: alice"],
	},
	"value_1": {"verdict": "pass", "input": _sshd("1", "1", {})},
	"value_5": {"verdict": "fail", "input": _sshd("5", "5", {}), "violations": ["sshd"]},
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
