package iso17799.c09_access_control.o9_4_network_access_control.ssh_authorized_keys_permissions_test

_item(fields) := object.union({"owner": 1001, "mode": "0600", "group_writable": false, "group_private": false, "world_writable": false}, fields)

_sshd(file, folder) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"authorized_keys": {"alice": {"home": "/home/alice", "uid": 1001, "files": {"/home/alice/.ssh/authorized_keys": object.union(
		_item(file),
		{"keys": [], "ignored": 0, "parents": [object.union(_item({"path": "/home/alice/.ssh", "mode": "0700"}), folder)]},
	)}}},
}}

cases := {
	"own_file": {"verdict": "pass", "input": _sshd({}, {}), "evidence": "1 account, 1 authorized_keys file"},
	"owned_by_root": {"verdict": "pass", "input": _sshd({"owner": 0}, {"owner": 0})},
	"file_open_to_everyone": {
		"verdict": "fail",
		"input": _sshd({"mode": "0666", "world_writable": true, "group_writable": true}, {}),
		"violations": ["/home/alice/.ssh/authorized_keys"],
	},
	"folder_open_to_the_group": {
		"verdict": "fail",
		"input": _sshd({}, {"mode": "0770", "group_writable": true}),
		"violations": ["/home/alice/.ssh"],
	},
	"folder_open_to_a_private_group": {
		"verdict": "pass",
		"input": _sshd({}, {"mode": "0775", "group_writable": true, "group_private": true}),
	},
	"file_of_somebody_else": {
		"verdict": "fail",
		"input": _sshd({"owner": 1002}, {}),
		"violations": ["/home/alice/.ssh/authorized_keys"],
	},
	"no_files": {
		"verdict": "pass",
		"input": {"sshd": {
			"present": {"value": true, "source": "/etc/ssh/sshd_config"},
			"authorized_keys": {"bob": {"home": "/home/bob", "uid": 1002, "files": {}}},
		}},
		"evidence": "1 account, 0 authorized_keys files",
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
