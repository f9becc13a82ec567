package iso17799.c09_access_control.o9_5_operating_system_access_control.pam_nullok_test

_host(service) := {"passwords": {
	"pam": {"value": true, "source": "/etc/pam.d"},
	"log_on": {"login": object.union(
		{"kind": "log_on", "source": "/etc/pam.d/login"},
		service,
	)},
}}

cases := {
	"without": {"verdict": "pass", "input": _host({"nullok": {"value": false, "source": "/etc/pam.d/common-auth:1"}}), "evidence": "login: nullok false"},
	"nullok": {"verdict": "fail", "input": _host({"nullok": {"value": true, "source": "/etc/pam.d/common-auth:1"}}), "violations": ["PAM service login"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"passwords": {"pam": {"value": true, "source": "/etc/pam.d"}, "log_on": {}}},
		"gaps": [{"path": "passwords.log_on.login", "reason": "/etc/pam.d/login: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
