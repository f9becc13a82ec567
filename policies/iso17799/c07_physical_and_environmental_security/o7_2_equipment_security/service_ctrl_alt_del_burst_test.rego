package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.service_ctrl_alt_del_burst_test

_burst(value) := {"services": {"ctrl_alt_del_burst": {"value": value, "source": "/etc/systemd/system.conf:2"}}}

cases := {
	"none": {"verdict": "pass", "input": _burst("none"), "evidence": "CtrlAltDelBurstAction=none"},
	"restart": {"verdict": "fail", "input": _burst("reboot-force"), "violations": ["Ctrl-Alt-Del"]},
	"power_off": {"verdict": "fail", "input": _burst("poweroff-immediate"), "violations": ["Ctrl-Alt-Del"]},
	"another_init": {"verdict": "not_applicable", "input": _burst("not counted")},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {}},
		"gaps": [{"path": "services.ctrl_alt_del_burst", "reason": "/etc/systemd/system.conf: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
