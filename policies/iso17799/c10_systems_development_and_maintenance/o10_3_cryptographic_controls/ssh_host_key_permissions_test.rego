package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_host_key_permissions_test

_sshd(fields) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"host_keys": {"/etc/ssh/ssh_host_ed25519_key": object.union(
		{
			"owner": 0, "group": 0, "group_name": "root", "mode": "0600", "group_access": false, "world_access": false,
		},
		fields,
	)},
}}

cases := {
	"root_only": {"verdict": "pass", "input": _sshd({}), "evidence": "mode 0600, owner 0"},
	"ssh_keys_group": {"verdict": "pass", "input": _sshd({"mode": "0640", "group": 101, "group_name": "ssh_keys", "group_access": true})},
	"other_group": {
		"verdict": "fail",
		"input": _sshd({"mode": "0640", "group": 100, "group_name": "users", "group_access": true}),
		"violations": ["/etc/ssh/ssh_host_ed25519_key"],
	},
	"everyone": {
		"verdict": "fail",
		"input": _sshd({"mode": "0644", "group_access": true, "world_access": true}),
		"violations": ["/etc/ssh/ssh_host_ed25519_key"],
	},
	"other_owner": {"verdict": "fail", "input": _sshd({"owner": 1001}), "violations": ["/etc/ssh/ssh_host_ed25519_key"]},
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
