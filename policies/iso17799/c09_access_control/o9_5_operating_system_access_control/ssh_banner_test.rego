package iso17799.c09_access_control.o9_5_operating_system_access_control.ssh_banner_test

_option(value) := {"value": value, "source": "/etc/ssh/sshd_config:7"}

_sshd(user, root, users) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {"user": {"banner": _option(user)}, "root": {"banner": _option(root)}},
	"users": {name: {"banner": _option(value)} | some name, value in users},
}}

cases := {
	"_etc_issue_net": {"verdict": "pass", "input": _sshd("/etc/issue.net", "/etc/issue.net", {}), "evidence": "Banner /etc/issue.net"},
	"none": {"verdict": "fail", "input": _sshd("none", "none", {}), "violations": ["sshd"]},
	"none_for_root_only": {"verdict": "fail", "input": _sshd("/etc/issue.net", "none", {}), "violations": ["sshd: root"]},
	"none_for_one_account": {
		"verdict": "fail",
		"input": _sshd("/etc/issue.net", "/etc/issue.net", {"alice": "none"}),
		"violations": ["sshd: alice"],
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
