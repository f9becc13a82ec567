package iso17799.c09_access_control.o9_4_network_access_control.ssh_tunnel_devices_test

_option(value) := {"value": value, "source": "/etc/ssh/sshd_config:7"}

_sshd(user, root, users) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {"user": {"permittunnel": _option(user)}, "root": {"permittunnel": _option(root)}},
	"users": {name: {"permittunnel": _option(value)} | some name, value in users},
}}

cases := {
	"no": {"verdict": "pass", "input": _sshd("no", "no", {}), "evidence": "PermitTunnel no"},
	"yes": {"verdict": "fail", "input": _sshd("yes", "yes", {}), "violations": ["sshd"]},
	"yes_for_root_only": {"verdict": "fail", "input": _sshd("no", "yes", {}), "violations": ["sshd: root"]},
	"yes_for_one_account": {
		"verdict": "fail",
		"input": _sshd("no", "no", {"alice": "yes"}),
		"violations": ["sshd: alice"],
	},
	"ethernet": {"verdict": "fail", "input": _sshd("ethernet", "ethernet", {}), "violations": ["sshd"]},
	"point_to_point": {"verdict": "fail", "input": _sshd("point-to-point", "point-to-point", {}), "violations": ["sshd"]},
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
