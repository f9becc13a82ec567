package iso17799.c09_access_control.o9_4_network_access_control.ssh_accept_env_test

_option(value) := {"value": value, "source": "/etc/ssh/sshd_config:7"}

_sshd(user, root, users) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {"user": {"acceptenv": _option(user)}, "root": {"acceptenv": _option(root)}},
	"users": {name: {"acceptenv": _option(value)} | some name, value in users},
}}

cases := {
	"none": {"verdict": "pass", "input": _sshd("", "", {})},
	"language": {"verdict": "pass", "input": _sshd("LANG LC_*", "LANG LC_*", {}), "evidence": "AcceptEnv LANG LC_*"},
	"everything": {"verdict": "fail", "input": _sshd("*", "*", {}), "violations": ["sshd"]},
	"one_name": {"verdict": "fail", "input": _sshd("LANG LD_PRELOAD", "LANG LD_PRELOAD", {}), "violations": ["sshd"]},
	"pattern": {"verdict": "fail", "input": _sshd("LD_*", "LD_*", {}), "violations": ["sshd"]},
	"root_only": {"verdict": "fail", "input": _sshd("LANG", "PATH", {}), "violations": ["sshd: root"]},
	"one_account": {"verdict": "fail", "input": _sshd("LANG", "LANG", {"alice": "BASH_ENV"}), "violations": ["sshd: alice"]},
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
