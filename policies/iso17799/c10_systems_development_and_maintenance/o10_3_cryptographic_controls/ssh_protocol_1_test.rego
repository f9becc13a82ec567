package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_protocol_1_test

_sshd(obsolete) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {"user": {"port": {"value": "22", "source": "default: OpenSSH 9.2"}}, "root": {}},
	"obsolete": {keyword: {"value": value, "source": "/etc/ssh/sshd_config:9"} | some keyword, value in obsolete},
}}

cases := {
	"no_line": {"verdict": "pass", "input": _sshd({"serverkeybits": "1024"}), "evidence": "no line asks"},
	"version_2": {"verdict": "pass", "input": _sshd({"protocol": "2"}), "evidence": "Protocol 2"},
	"version_1": {"verdict": "fail", "input": _sshd({"protocol": "1"}), "violations": ["sshd"]},
	"both": {"verdict": "fail", "input": _sshd({"protocol": "2,1"}), "violations": ["sshd"]},
	"no_server": {
		"verdict": "not_applicable",
		"input": {"sshd": {"present": {"value": false, "source": "/etc/ssh/sshd_config"}}},
		"evidence": "neither a configuration nor a program",
	},
	"refused_by_sshd": {
		"verdict": "unknown",
		"input": {"sshd": {"present": {"value": true, "source": "/etc/ssh/sshd_config"}}},
		"gaps": [{"path": "sshd", "reason": "sshd refuses line 1 of /etc/ssh/sshd_config: bad configuration option"}],
		"reason": "sshd refuses line 1",
	},
}
