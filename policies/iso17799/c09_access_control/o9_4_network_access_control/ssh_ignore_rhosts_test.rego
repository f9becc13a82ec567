package iso17799.c09_access_control.o9_4_network_access_control.ssh_ignore_rhosts_test

_option(value) := {"value": value, "source": "/etc/ssh/sshd_config:7"}

_sshd(user, root, users) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {"user": {"ignorerhosts": _option(user)}, "root": {"ignorerhosts": _option(root)}},
	"users": {name: {"ignorerhosts": _option(value)} | some name, value in users},
}}

cases := {
	"yes": {"verdict": "pass", "input": _sshd("yes", "yes", {}), "evidence": "IgnoreRhosts yes"},
	"no": {"verdict": "fail", "input": _sshd("no", "no", {}), "violations": ["sshd"]},
	"no_for_root_only": {"verdict": "fail", "input": _sshd("yes", "no", {}), "violations": ["sshd: root"]},
	"no_for_one_account": {
		"verdict": "fail",
		"input": _sshd("yes", "yes", {"alice": "no"}),
		"violations": ["sshd: alice"],
	},
	"shosts_only": {"verdict": "pass", "input": _sshd("shosts-only", "shosts-only", {})},
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
