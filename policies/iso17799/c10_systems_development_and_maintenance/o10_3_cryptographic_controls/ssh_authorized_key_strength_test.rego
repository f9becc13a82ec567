package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_authorized_key_strength_test

_sshd(keys) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"authorized_keys": {"alice": {"home": "/home/alice", "uid": 1001, "files": {"/home/alice/.ssh/authorized_keys": {
		"owner": 1001, "mode": "0600", "group_writable": false, "group_private": false, "world_writable": false, "parents": [], "ignored": 0,
		"keys": [object.union({"line": 1, "fingerprint": "SHA256:abc", "options": []}, key) | some key in keys],
	}}}},
}}

cases := {
	"ed25519": {"verdict": "pass", "input": _sshd([{"type": "ssh-ed25519", "bits": 256}]), "evidence": "1 key: ssh-ed25519"},
	"long_rsa": {"verdict": "pass", "input": _sshd([{"type": "ssh-rsa", "bits": 4096}])},
	"short_rsa": {
		"verdict": "fail",
		"input": _sshd([{"type": "ssh-ed25519", "bits": 256}, {"type": "ssh-rsa", "bits": 1024}]),
		"violations": ["/home/alice/.ssh/authorized_keys"],
	},
	"dsa": {"verdict": "fail", "input": _sshd([{"type": "ssh-dss", "bits": 1024}]), "violations": ["/home/alice/.ssh/authorized_keys"]},
	"rsa_of_unknown_size": {"verdict": "unknown", "input": _sshd([{"type": "ssh-rsa"}]), "reason": "size of the ssh-rsa key is not known"},
	"no_keys": {"verdict": "pass", "input": _sshd([]), "evidence": "1 account without any key"},
	"file_not_readable": {
		"verdict": "unknown",
		"input": {"sshd": {
			"present": {"value": true, "source": "/etc/ssh/sshd_config"},
			"authorized_keys": {"bob": {"home": "/home/bob", "uid": 1002, "files": {}}},
		}},
		"gaps": [{"path": "sshd.authorized_keys[\"alice\"]", "reason": "permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_server": {
		"verdict": "not_applicable",
		"input": {"sshd": {"present": {"value": false, "source": "/etc/ssh/sshd_config"}}},
		"evidence": "neither a configuration nor a program",
	},
	"not_readable": {
		"verdict": "unknown",
		"input": {"sshd": {"present": {"value": true, "source": "/etc/ssh/sshd_config"}}},
		"gaps": [{"path": "sshd.authorized_keys", "reason": "/home/alice/.ssh: permission denied", "denied": true}],
		"reason": "/home/alice/.ssh: permission denied",
	},
}
