package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.logging_rotation_valid_test

_rotation(malformed) := {"logging": {"rotates": {"value": true, "source": "/etc/logrotate.conf"}, "rotation": {"entries": {}, "files": ["/etc/logrotate.conf"], "malformed": malformed}}}

cases := {
	"good": {"verdict": "pass", "input": _rotation([]), "evidence": "0 errors"},
	"bad": {
		"verdict": "fail",
		"input": _rotation([{"reason": "there is no directive foo", "source": "/etc/logrotate.conf:3"}]),
		"violations": ["/etc/logrotate.conf:3"],
	},
	"no_logrotate": {
		"verdict": "not_applicable", "reason": "no configuration",
		"input": {"logging": {"rotates": {"value": false, "source": "/etc/logrotate.conf"}}},
	},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {"rotates": {"value": true, "source": "/etc/logrotate.conf"}}},
		"gaps": [{"path": "logging.rotation", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
