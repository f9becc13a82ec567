package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_retired_algorithms_test

_sshd(refused) := {"sshd": {"present": {"value": true, "source": "/etc/ssh/sshd_config"}, "refused": refused}}

_ciphers(list) := _sshd({"ciphers": {"value": list, "source": "/etc/ssh/sshd_config:7"}})

cases := {
	"taken": {"verdict": "pass", "input": _sshd({}), "evidence": "0 algorithm lists"},
	"arcfour": {"verdict": "fail", "input": _ciphers("aes256-ctr,arcfour,blowfish-cbc"), "violations": ["sshd: ciphers"]},
	"names_of_the_future": {"verdict": "unknown", "input": _ciphers("aes512-xyz"), "reason": "sshd refuses its configuration for the list of ciphers"},
	"no_server": {
		"verdict": "not_applicable",
		"input": {"sshd": {"present": {"value": false, "source": "/etc/ssh/sshd_config"}}},
		"evidence": "neither a configuration nor a program",
	},
	"refused_for_something_else": {
		"verdict": "unknown",
		"input": {"sshd": {"present": {"value": true, "source": "/etc/ssh/sshd_config"}}},
		"gaps": [{"path": "sshd.refused", "reason": "sshd refuses line 1 of /etc/ssh/sshd_config: bad configuration option"}],
		"reason": "sshd refuses line 1",
	},
}
