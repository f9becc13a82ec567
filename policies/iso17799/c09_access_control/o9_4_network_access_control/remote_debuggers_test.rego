package iso17799.c09_access_control.o9_4_network_access_control.remote_debuggers_test

_listen(scope, open) := {
	"kind": "jdwp", "where": "app.service", "address": "*:5005", "scope": scope, "open": open, "source": "/etc/systemd/system/app.service:7",
}

_debug(listens) := {"netservices": {"debug": {"source": "/etc/systemd/system", "looked": 12, "listens": listens}}}

cases := {
	"none": {"verdict": "pass", "evidence": "12 command lines", "input": _debug([])},
	"jdwp": {"verdict": "fail", "violations": ["app.service: jdwp"], "input": _debug([_listen("all", true)])},
	"loopback": {"verdict": "pass", "evidence": "1 debugger", "input": _debug([_listen("loopback", true)])},
	"with_password": {"verdict": "pass", "input": _debug([_listen("all", false)])},
	"unread": {
		"verdict": "unknown", "reason": "permission denied", "input": {"netservices": {"debug": {"source": "/etc/systemd/system", "looked": 1}}},
		"gaps": [{"path": "netservices.debug.listens", "reason": "permission denied", "denied": true}],
	},
}
