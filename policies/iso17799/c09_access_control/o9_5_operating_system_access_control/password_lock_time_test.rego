package iso17799.c09_access_control.o9_5_operating_system_access_control.password_lock_time_test

_host(service) := {"passwords": {
	"pam": {"value": true, "source": "/etc/pam.d"},
	"log_on": {"login": object.union(
		{"kind": "log_on", "source": "/etc/pam.d/login"},
		service,
	)},
}}

_lock(seconds) := _host({"lockout": {"module": "pam_faillock.so", "enforced": true, "resets": true, "unlock_seconds": {"value": seconds, "source": "/etc/security/faillock.conf:2"}, "source": "/etc/pam.d/common-auth:1"}})

cases := {
	"quarter_of_an_hour": {"verdict": "pass", "input": _lock(900), "evidence": "login: locked for 900 seconds"},
	"for_good": {"verdict": "pass", "input": _lock(0), "evidence": "only an administrator opens it"},
	"a_minute": {"verdict": "fail", "input": _lock(60), "violations": ["PAM service login"]},
	"none": {"verdict": "fail", "input": _host({"lockout": {"enforced": false, "why": "none", "resets": false, "source": "/etc/pam.d/login"}}), "violations": ["PAM service login"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"passwords": {"pam": {"value": true, "source": "/etc/pam.d"}, "log_on": {}}},
		"gaps": [{"path": "passwords.log_on.login", "reason": "/etc/pam.d/login: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
