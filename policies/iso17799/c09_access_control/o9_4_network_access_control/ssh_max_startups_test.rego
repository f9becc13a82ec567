package iso17799.c09_access_control.o9_4_network_access_control.ssh_max_startups_test

_sshd(value) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {"user": {"maxstartups": {"value": value, "source": "/etc/ssh/sshd_config:7"}}, "root": {}},
}}

cases := {
	"value_10_30_100": {"verdict": "pass", "input": _sshd("10:30:100"), "evidence": "MaxStartups 10:30:100"},
	"value_100_30_200": {"verdict": "fail", "input": _sshd("100:30:200"), "violations": ["sshd"]},
	"value_5_50_20": {"verdict": "pass", "input": _sshd("5:50:20")},
	"value_10_30_1000": {"verdict": "fail", "input": _sshd("10:30:1000"), "violations": ["sshd"]},
	"value_200_30_200": {"verdict": "fail", "input": _sshd("200:30:200"), "violations": ["sshd"]},
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
