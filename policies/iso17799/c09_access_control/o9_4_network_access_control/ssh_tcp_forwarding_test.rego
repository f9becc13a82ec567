package iso17799.c09_access_control.o9_4_network_access_control.ssh_tcp_forwarding_test

_option(value) := {"value": value, "source": "/etc/ssh/sshd_config:7"}

_sshd(value, disabled, users) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {
		"user": {"allowtcpforwarding": _option(value), "disableforwarding": _option(disabled)},
		"root": {"allowtcpforwarding": _option(value), "disableforwarding": _option(disabled)},
	},
	"users": {name: {keyword: _option(v) | some keyword, v in set} | some name, set in users},
}}

cases := {
	"off": {"verdict": "pass", "input": _sshd("no", "no", {}), "evidence": "AllowTcpForwarding no"},
	"on": {"verdict": "fail", "input": _sshd("yes", "no", {}), "violations": ["sshd"]},
	"local_only": {"verdict": "fail", "input": _sshd("local", "no", {}), "violations": ["sshd"]},
	"all_forwarding_off": {"verdict": "pass", "input": _sshd("yes", "yes", {}), "evidence": "DisableForwarding yes"},
	"all_forwarding_off_but_for_one": {
		"verdict": "fail",
		"input": _sshd("yes", "yes", {"alice": {"disableforwarding": "no"}}),
		"violations": ["sshd"],
	},
	"on_for_one_account": {
		"verdict": "fail",
		"input": _sshd("no", "no", {"alice": {"allowtcpforwarding": "yes"}}),
		"violations": ["sshd: alice"],
	},
	"on_at_a_workstation": {"verdict": "pass", "role": "workstation", "input": _sshd("yes", "no", {})},
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
