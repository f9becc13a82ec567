package iso17799.c09_access_control.o9_5_operating_system_access_control.ssh_max_sessions_test

_option(value) := {"value": value, "source": "/etc/ssh/sshd_config:7"}

_sshd(user, root, users) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {"user": {"maxsessions": _option(user)}, "root": {"maxsessions": _option(root)}},
	"users": {name: {"maxsessions": _option(value)} | some name, value in users},
}}

cases := {
	"value_10": {"verdict": "pass", "input": _sshd("10", "10", {}), "evidence": "MaxSessions 10"},
	"value_100": {"verdict": "fail", "input": _sshd("100", "100", {}), "violations": ["sshd"]},
	"value_100_for_root_only": {"verdict": "fail", "input": _sshd("10", "100", {}), "violations": ["sshd: root"]},
	"value_100_for_one_account": {
		"verdict": "fail",
		"input": _sshd("10", "10", {"alice": "100"}),
		"violations": ["sshd: alice"],
	},
	"value_2": {"verdict": "pass", "input": _sshd("2", "2", {})},
	"value_11": {"verdict": "fail", "input": _sshd("11", "11", {}), "violations": ["sshd"]},
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
