package iso17799.c09_access_control.o9_5_operating_system_access_control.password_lockout_test

_host(service) := {"passwords": {
	"pam": {"value": true, "source": "/etc/pam.d"},
	"log_on": {"login": object.union(
		{"kind": "log_on", "source": "/etc/pam.d/login"},
		service,
	)},
}}

cases := {
	"three": {"verdict": "pass", "input": _host({"lockout": {"module": "pam_faillock.so", "enforced": true, "resets": true, "deny": {"value": 3, "source": "/etc/security/faillock.conf:1"}, "source": "/etc/pam.d/common-auth:1"}}), "evidence": "login: pam_faillock.so, enforced: true, locks after 3"},
	"none": {"verdict": "fail", "input": _host({"lockout": {"enforced": false, "why": "no module counts failed attempts", "resets": false, "source": "/etc/pam.d/login"}}), "violations": ["PAM service login"]},
	"too_many": {"verdict": "fail", "input": _host({"lockout": {"module": "pam_faillock.so", "enforced": true, "resets": true, "deny": {"value": 50, "source": "/etc/security/faillock.conf:1"}, "source": "/etc/pam.d/common-auth:1"}}), "violations": ["PAM service login"]},
	"no_pam": {"verdict": "fail", "input": {"passwords": {"pam": {"value": false, "source": "/etc/pam.d"}, "log_on": {}}}, "violations": ["PAM"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"passwords": {"pam": {"value": true, "source": "/etc/pam.d"}, "log_on": {}}},
		"gaps": [{"path": "passwords.log_on.login", "reason": "/etc/pam.d/login: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
