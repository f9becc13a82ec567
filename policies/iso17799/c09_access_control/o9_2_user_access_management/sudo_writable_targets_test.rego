package iso17799.c09_access_control.o9_2_user_access_management.sudo_writable_targets_test

_present := {"value": true, "source": "/etc/sudoers"}

_sudo(targets) := {"sudo": {"present": _present, "targets": targets}}

cases := {
	"root_only": {"verdict": "pass", "input": _sudo({"/usr/bin/id": {"exists": true, "weak": []}}), "evidence": "1 program"},
	"writable": {"verdict": "fail", "input": _sudo({"/opt/x": {"exists": true, "weak": ["/opt/x is writable by everybody"]}}), "violations": ["/opt/x"]},
	"unread": {
		"verdict": "unknown",
		"input": {"sudo": {"present": _present}},
		"gaps": [{"path": "sudo.targets", "reason": "/etc/sudoers: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_sudo": {"verdict": "not_applicable", "input": {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}},
}
