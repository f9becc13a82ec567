package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.service_ctrl_alt_del_test

_keys(value) := {"services": {"ctrl_alt_del": {"value": value, "source": "/etc/systemd/system/ctrl-alt-del.target"}}}

cases := {
	"masked": {"verdict": "pass", "input": _keys("masked"), "evidence": "masked"},
	"none": {"verdict": "pass", "input": _keys("none")},
	"restart": {"verdict": "fail", "input": _keys("reboot.target"), "violations": ["Ctrl-Alt-Del"]},
	"inittab": {"verdict": "fail", "input": _keys("shutdown")},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {}},
		"gaps": [{"path": "services.ctrl_alt_del", "reason": "/etc/systemd/system: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
