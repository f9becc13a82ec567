package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.service_rescue_password_test

_shell(exec, asks, forced) := {"services": {"emergency": {"rescue.service": {"exec": exec, "asks": asks, "forced": forced, "source": "/usr/lib/systemd/system/rescue.service:22"}}}}

cases := {
	"sulogin": {"verdict": "pass", "input": _shell("/lib/systemd/systemd-sulogin-shell", true, false), "evidence": "systemd-sulogin-shell"},
	"plain_shell": {"verdict": "fail", "input": _shell("/bin/bash", false, false), "violations": ["rescue.service"]},
	"forced": {"verdict": "fail", "input": _shell("/lib/systemd/systemd-sulogin-shell", true, true), "violations": ["rescue.service"]},
	"no_such_unit": {"verdict": "unknown", "input": {"services": {"emergency": {}}}, "reason": "neither rescue.service"},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {}},
		"gaps": [{"path": "services.emergency", "reason": "/etc/systemd/system: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
