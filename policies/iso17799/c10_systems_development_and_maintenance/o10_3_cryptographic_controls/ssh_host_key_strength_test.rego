package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_host_key_strength_test

_sshd(fields) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"host_keys": {"/etc/ssh/ssh_host_rsa_key": object.union(
		{
			"owner": 0, "group": 0, "group_name": "root", "mode": "0600", "group_access": false, "world_access": false,
		},
		fields,
	)},
}}

cases := {
	"long_rsa": {
		"verdict": "pass",
		"input": _sshd({"type": "ssh-rsa", "bits": 3072, "fingerprint": "SHA256:abc"}),
		"evidence": "ssh-rsa, 3072 bits, SHA256:abc",
	},
	"ed25519": {"verdict": "pass", "input": _sshd({"type": "ssh-ed25519", "bits": 256})},
	"short_rsa": {"verdict": "fail", "input": _sshd({"type": "ssh-rsa", "bits": 1024}), "violations": ["/etc/ssh/ssh_host_rsa_key"]},
	"dsa": {"verdict": "fail", "input": _sshd({"type": "ssh-dss", "bits": 1024}), "violations": ["/etc/ssh/ssh_host_rsa_key"]},
	"size_not_known": {"verdict": "unknown", "input": _sshd({"type": "ssh-rsa"}), "reason": "not known"},
	"no_key_yet": {
		"verdict": "not_applicable",
		"input": {"sshd": {"present": {"value": true, "source": "/etc/ssh/sshd_config"}, "host_keys": {}}},
		"evidence": "no host key exists yet",
	},
	"no_server": {
		"verdict": "not_applicable",
		"input": {"sshd": {"present": {"value": false, "source": "/etc/ssh/sshd_config"}, "host_keys": {}}},
		"evidence": "neither a configuration nor a program",
	},
	"not_readable": {
		"verdict": "unknown",
		"input": {"sshd": {"present": {"value": true, "source": "/etc/ssh/sshd_config"}}},
		"gaps": [{"path": "sshd.host_keys", "reason": "/etc/ssh: permission denied", "denied": true}],
		"reason": "/etc/ssh: permission denied",
	},
}
