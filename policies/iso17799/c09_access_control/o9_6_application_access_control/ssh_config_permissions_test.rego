package iso17799.c09_access_control.o9_6_application_access_control.ssh_config_permissions_test

_sshd(fields) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"config_files": {"/etc/ssh/sshd_config": object.union(
		{
			"owner": 0, "group": 0, "mode": "0600", "group_writable": false, "world_writable": false, "parents_writable": [],
		},
		fields,
	)},
}}

cases := {
	"root_only": {"verdict": "pass", "input": _sshd({}), "evidence": "mode 0600, owner 0"},
	"group_root": {"verdict": "pass", "input": _sshd({"mode": "0664", "group_writable": true})},
	"group": {
		"verdict": "fail",
		"input": _sshd({"mode": "0664", "group": 100, "group_writable": true}),
		"violations": ["/etc/ssh/sshd_config"],
	},
	"everyone": {
		"verdict": "fail",
		"input": _sshd({"mode": "0666", "group_writable": true, "world_writable": true}),
		"violations": ["/etc/ssh/sshd_config"],
	},
	"other_owner": {"verdict": "fail", "input": _sshd({"owner": 1001}), "violations": ["/etc/ssh/sshd_config"]},
	"folder": {"verdict": "fail", "input": _sshd({"parents_writable": ["/etc/ssh"]}), "violations": ["/etc/ssh"]},
	"no_server": {
		"verdict": "not_applicable",
		"input": {"sshd": {"present": {"value": false, "source": "/etc/ssh/sshd_config"}}},
		"evidence": "neither a configuration nor a program",
	},
	"not_readable": {
		"verdict": "unknown",
		"input": {"sshd": {"present": {"value": true, "source": "/etc/ssh/sshd_config"}}},
		"gaps": [{"path": "sshd.config_files", "reason": "/etc/ssh/sshd_config: permission denied", "denied": true}],
		"reason": "/etc/ssh/sshd_config: permission denied",
	},
}
