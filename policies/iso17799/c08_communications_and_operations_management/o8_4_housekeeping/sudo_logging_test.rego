package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.sudo_logging_test

_present := {"value": true, "source": "/etc/sudoers"}

_setting(value) := {"value": value, "on": value != "off", "source": "/etc/sudoers:3"}

_sudo(changed) := {"sudo": {"present": _present, "defaults": object.union(
	{"syslog": _setting("authpriv"), "logfile": _setting("off"), "log_allowed": _setting("on"), "log_denied": _setting("on")},
	changed,
)}}

cases := {
	"syslog": {"verdict": "pass", "input": _sudo({}), "evidence": "syslog authpriv"},
	"logfile": {"verdict": "pass", "input": _sudo({"syslog": _setting("off"), "logfile": _setting("/var/log/sudo.log")})},
	"nowhere": {"verdict": "fail", "input": _sudo({"syslog": _setting("off")}), "violations": ["syslog"]},
	"allowed_left_out": {"verdict": "fail", "input": _sudo({"log_allowed": _setting("off")}), "violations": ["log_allowed"]},
	"unread": {
		"verdict": "unknown",
		"input": {"sudo": {"present": _present}},
		"gaps": [{"path": "sudo.defaults[*]", "reason": "/etc/sudoers: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"no_sudo": {"verdict": "not_applicable", "input": {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}},
}
