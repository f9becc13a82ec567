package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_required_rsa_size_test

_option(value) := {"value": value, "source": "/etc/ssh/sshd_config:7"}

_sshd(user, root, users) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {"user": {"requiredrsasize": _option(user)}, "root": {"requiredrsasize": _option(root)}},
	"users": {name: {"requiredrsasize": _option(value)} | some name, value in users},
}}

cases := {
	"value_2048": {"verdict": "pass", "input": _sshd("2048", "2048", {}), "evidence": "RequiredRSASize 2048"},
	"value_768": {"verdict": "fail", "input": _sshd("768", "768", {}), "violations": ["sshd"]},
	"value_768_for_root_only": {"verdict": "fail", "input": _sshd("2048", "768", {}), "violations": ["sshd: root"]},
	"value_768_for_one_account": {
		"verdict": "fail",
		"input": _sshd("2048", "2048", {"alice": "768"}),
		"violations": ["sshd: alice"],
	},
	"value_1024": {"verdict": "pass", "input": _sshd("1024", "1024", {})},
	"value_4096": {"verdict": "pass", "input": _sshd("4096", "4096", {})},
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
