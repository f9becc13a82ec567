package iso17799.c09_access_control.o9_5_operating_system_access_control.password_last_logon_test

_host(service) := {"passwords": {
	"pam": {"value": true, "source": "/etc/pam.d"},
	"log_on": {"login": object.union(
		{"kind": "log_on", "source": "/etc/pam.d/login"},
		service,
	)},
}}

cases := {
	"shown": {"verdict": "pass", "input": _host({"last_logon": {"value": "shown", "source": "/etc/pam.d/login:82"}}), "evidence": "login: last log-on shown"},
	"silent": {"verdict": "fail", "input": _host({"last_logon": {"value": "silent", "source": "/etc/pam.d/login:82"}}), "violations": ["PAM service login"]},
	"absent": {"verdict": "unknown", "input": _host({"last_logon": {"value": "absent", "source": "/etc/pam.d/login"}}), "reason": "cannot be told"},
	"unreadable": {
		"verdict": "unknown",
		"input": {"passwords": {"pam": {"value": true, "source": "/etc/pam.d"}, "log_on": {}}},
		"gaps": [{"path": "passwords.log_on.login", "reason": "/etc/pam.d/login: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
