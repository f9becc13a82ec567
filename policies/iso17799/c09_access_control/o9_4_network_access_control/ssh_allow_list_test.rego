package iso17799.c09_access_control.o9_4_network_access_control.ssh_allow_list_test

_option(value) := {"value": value, "source": "/etc/ssh/sshd_config:7"}

_sshd(users, groups) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {"user": {"allowusers": _option(users), "allowgroups": _option(groups)}, "root": {}},
}}

cases := {
	"groups": {"verdict": "pass", "input": _sshd("", "operators"), "evidence": "AllowGroups operators"},
	"users": {"verdict": "pass", "input": _sshd("alice bob@192.0.2.0/24", "")},
	"none": {"verdict": "fail", "input": _sshd("", ""), "violations": ["sshd"]},
	"everyone": {"verdict": "fail", "input": _sshd("*", ""), "violations": ["sshd"]},
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
