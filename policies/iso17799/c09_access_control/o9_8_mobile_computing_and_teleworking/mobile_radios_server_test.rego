package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.mobile_radios_server_test

_radio(blocked) := {"mobile": {"radios": {"rfkill0": {"kind": "wlan", "blocked": blocked, "source": "/sys/class/rfkill/rfkill0"}}}}

cases := {
	"off": {"verdict": "pass", "input": _radio(true), "evidence": "1 radio, 0 of them on"},
	"no_radio": {"verdict": "pass", "input": {"mobile": {"radios": {}}}, "evidence": "0 radios"},
	"on": {"verdict": "fail", "input": _radio(false), "violations": ["rfkill0"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"mobile": {}},
		"gaps": [{"path": "mobile.radios", "reason": "permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
