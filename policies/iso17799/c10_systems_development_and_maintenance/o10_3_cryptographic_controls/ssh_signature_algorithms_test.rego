package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_signature_algorithms_test

_option(value) := {"value": value, "source": "/etc/ssh/sshd_config:7"}

_sshd(keys, hosts, cas, users) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {
		"user": {
			"pubkeyacceptedalgorithms": _option(keys),
			"hostbasedacceptedalgorithms": _option(hosts),
			"casignaturealgorithms": _option(cas),
		},
		"root": {"pubkeyacceptedalgorithms": _option(keys)},
	},
	"users": {name: {"pubkeyacceptedalgorithms": _option(value)} | some name, value in users},
}}

_strong := "ssh-ed25519,rsa-sha2-512"

cases := {
	"strong": {
		"verdict": "pass",
		"input": _sshd(_strong, _strong, _strong, {}),
		"evidence": "PubkeyAcceptedAlgorithms for every user: 2 accepted",
	},
	"weak_keys": {"verdict": "fail", "input": _sshd("ssh-ed25519,ssh-rsa", _strong, _strong, {}), "violations": ["sshd"]},
	"weak_hosts": {"verdict": "fail", "input": _sshd(_strong, "ssh-dss", _strong, {}), "violations": ["sshd"]},
	"weak_certificates": {"verdict": "fail", "input": _sshd(_strong, _strong, "ssh-rsa", {}), "violations": ["sshd"]},
	"weak_for_one_account": {
		"verdict": "fail",
		"input": _sshd(_strong, _strong, _strong, {"alice": "ssh-rsa"}),
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
