package iso17799.c09_access_control.o9_5_operating_system_access_control.pam_session_limits_test

_host(service) := {"passwords": {
	"pam": {"value": true, "source": "/etc/pam.d"},
	"log_on": {"login": object.union(
		{"kind": "log_on", "source": "/etc/pam.d/login"},
		service,
	)},
}}

cases := {
	"there": {"verdict": "pass", "input": _host({"limits": {"value": true, "source": "/etc/pam.d/login:9"}}), "evidence": "login: pam_limits true"},
	"missing": {"verdict": "fail", "input": _host({"limits": {"value": false, "source": "/etc/pam.d/login"}}), "violations": ["PAM service login"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"passwords": {"pam": {"value": true, "source": "/etc/pam.d"}, "log_on": {}}},
		"gaps": [{"path": "passwords.log_on.login", "reason": "/etc/pam.d/login: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
