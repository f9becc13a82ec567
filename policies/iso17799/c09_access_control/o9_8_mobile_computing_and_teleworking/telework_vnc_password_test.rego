package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_vnc_password_test

_vnc(changes) := {"mobile": {
	"present": {"vnc": {"value": true, "source": "/etc/systemd/system"}},
	"vnc": {_unit: object.union({"program": "x11vnc", "password": true, "local": true, "encrypted": false, "source": _unit}, changes)},
}}

_unit := "/etc/systemd/system/x11vnc.service:7"

_none := {"mobile": {"present": {"vnc": {"value": false, "source": "/etc/systemd/system"}}, "vnc": {}}}

cases := {
	"password": {"verdict": "pass", "input": _vnc({}), "evidence": "x11vnc"},
	"nopw": {"verdict": "fail", "input": _vnc({"password": false}), "violations": [_unit]},
	"none": {"verdict": "not_applicable", "input": _none},
	"unreadable": {
		"verdict": "unknown",
		"input": {"mobile": {"present": {"vnc": {"value": true, "source": "/etc/systemd/system"}}}},
		"gaps": [{"path": "mobile.vnc", "reason": "permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
