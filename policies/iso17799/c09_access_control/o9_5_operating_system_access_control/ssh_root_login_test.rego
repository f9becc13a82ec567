package iso17799.c09_access_control.o9_5_operating_system_access_control.ssh_root_login_test

_sshd(value) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {
		"root": {"permitrootlogin": {"value": value, "source": "/etc/ssh/sshd_config:33"}},
		"user": {"permitrootlogin": {"value": "yes", "source": "/etc/ssh/sshd_config:33"}},
	},
}}

cases := {
	"no": {"verdict": "pass", "input": _sshd("no"), "evidence": "PermitRootLogin no for root"},
	"yes": {"verdict": "fail", "input": _sshd("yes"), "violations": ["sshd"]},
	"with_a_key": {"verdict": "fail", "input": _sshd("prohibit-password"), "violations": ["sshd"]},
	"forced_commands": {"verdict": "pass", "input": _sshd("forced-commands-only")},
	"forced_commands_strict": {
		"verdict": "fail",
		"input": _sshd("forced-commands-only"),
		"params": {"ssh_root_login_allowed": ["no"]},
		"violations": ["sshd"],
	},
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
