package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_ciphers_test

_sshd(value) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {"user": {"ciphers": {"value": value, "source": "/etc/ssh/sshd_config:20"}}, "root": {}},
}}

cases := {
	"strong": {"verdict": "pass", "input": _sshd("chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes256-ctr"), "evidence": "chacha20-poly1305@openssh.com first"},
	"weak_among_strong": {"verdict": "fail", "input": _sshd("chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes256-ctr,aes256-cbc"), "violations": ["sshd"]},
	"weak_only": {"verdict": "fail", "input": _sshd("aes256-cbc"), "violations": ["sshd"]},
	"accepted_by_the_site": {"verdict": "pass", "input": _sshd("aes256-cbc"), "params": {"ssh_weak_ciphers": ["rot13"]}},
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
	"release_not_known": {
		"verdict": "unknown",
		"input": {"sshd": {"present": {"value": true, "source": "/etc/ssh/sshd_config"}, "effective": {"user": {}, "root": {}}}},
		"gaps": [{"path": "sshd.effective.user.ciphers", "reason": "the release of sshd is not known, and the value depends on it"}],
		"reason": "release of sshd is not known",
	},
}
