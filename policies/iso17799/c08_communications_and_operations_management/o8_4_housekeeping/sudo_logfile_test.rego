package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.sudo_logfile_test

_present := {"value": true, "source": "/etc/sudoers"}

_setting(value, on) := {"value": value, "on": on, "source": "/etc/sudoers:3"}

_sudo(setting) := {"sudo": {"present": _present, "defaults": {"logfile": setting}}}

cases := {
	"set": {"verdict": "pass", "input": _sudo(_setting("/var/log/sudo.log", true)), "evidence": "/var/log/sudo.log"},
	"none": {"verdict": "fail", "input": _sudo(_setting("off", false)), "violations": ["logfile"]},
	"unread": {
		"verdict": "unknown",
		"input": {"sudo": {"present": _present}},
		"gaps": [{"path": "sudo.defaults[*]", "reason": "/etc/sudoers: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_sudo": {"verdict": "not_applicable", "input": {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}},
}
