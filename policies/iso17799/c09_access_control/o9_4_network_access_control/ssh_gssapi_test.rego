package iso17799.c09_access_control.o9_4_network_access_control.ssh_gssapi_test

_sshd(value) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {"user": {"gssapiauthentication": {"value": value, "source": "/etc/ssh/sshd_config:7"}}, "root": {}},
}}

cases := {
	"no": {"verdict": "pass", "input": _sshd("no"), "evidence": "GSSAPIAuthentication no"},
	"yes": {"verdict": "fail", "input": _sshd("yes"), "violations": ["sshd"]},
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
