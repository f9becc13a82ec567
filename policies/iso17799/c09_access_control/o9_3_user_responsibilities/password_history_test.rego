package iso17799.c09_access_control.o9_3_user_responsibilities.password_history_test

_host(history) := {"passwords": {
	"pam": {"value": true, "source": "/etc/pam.d"},
	"change": {"passwd": {
		"source": "/etc/pam.d/passwd",
		"history": object.union({"enforced": true, "source": "/etc/pam.d/common-password:2"}, history),
	}},
}}

cases := {
	"twelve": {"verdict": "pass", "input": _host({"module": "pam_pwhistory.so", "remember": 12}), "evidence": "passwd: 12 old passwords remembered"},
	"none": {"verdict": "fail", "input": _host({"enforced": false, "why": "nothing keeps old passwords"}), "violations": ["PAM service passwd"]},
	"one": {"verdict": "fail", "input": _host({"module": "pam_unix.so", "remember": 1}), "violations": ["PAM service passwd"]},
	"no_pam": {"verdict": "fail", "input": {"passwords": {"pam": {"value": false, "source": "/etc/pam.d"}, "change": {}}}, "violations": ["PAM"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"passwords": {"pam": {"value": true, "source": "/etc/pam.d"}, "change": {"passwd": {"source": "/etc/pam.d/passwd"}}}},
		"gaps": [{"path": "passwords.change[*].history", "reason": "/etc/security/pwhistory.conf: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
