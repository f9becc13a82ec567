package iso17799.c09_access_control.o9_5_operating_system_access_control.os_host_name_test

_name(value) := {"host": {"static_name": {"value": value, "source": "/etc/hostname:1"}}}

cases := {
	"named": {"verdict": "pass", "input": _name("www1"), "evidence": "www1"},
	"localhost": {"verdict": "fail", "input": _name("localhost"), "violations": ["host name"]},
	"default_in_capitals": {"verdict": "fail", "input": _name("Ubuntu")},
	"empty": {"verdict": "fail", "input": _name("")},
	"unreadable": {
		"verdict": "unknown",
		"input": {"host": {}},
		"gaps": [{"path": "host.static_name", "reason": "/etc/hostname: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
