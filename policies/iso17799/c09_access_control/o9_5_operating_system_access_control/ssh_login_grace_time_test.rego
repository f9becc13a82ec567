package iso17799.c09_access_control.o9_5_operating_system_access_control.ssh_login_grace_time_test

_sshd(value) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {"user": {"logingracetime": {"value": value, "source": "/etc/ssh/sshd_config:7"}}, "root": {}},
}}

cases := {
	"value_60": {"verdict": "pass", "input": _sshd("60"), "evidence": "LoginGraceTime 60"},
	"value_120": {"verdict": "fail", "input": _sshd("120"), "violations": ["sshd"]},
	"value_30": {"verdict": "pass", "input": _sshd("30")},
	"value_0": {"verdict": "fail", "input": _sshd("0"), "violations": ["sshd"]},
	"value_61": {"verdict": "fail", "input": _sshd("61"), "violations": ["sshd"]},
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
