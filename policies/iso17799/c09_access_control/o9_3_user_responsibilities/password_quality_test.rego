package iso17799.c09_access_control.o9_3_user_responsibilities.password_quality_test

_host(quality) := {"passwords": {
	"pam": {"value": true, "source": "/etc/pam.d"},
	"change": {"passwd": {
		"source": "/etc/pam.d/passwd",
		"quality": object.union(
			{"module": "pam_pwquality.so", "enforced": true, "min_length": 14, "min_classes": 4, "dictionary_check": true, "enforce_for_root": true, "source": "/etc/pam.d/common-password:1", "length_source": "/etc/security/pwquality.conf:1"},
			quality,
		),
	}},
}}

_none := {"passwords": {
	"pam": {"value": true, "source": "/etc/pam.d"},
	"change": {"passwd": {
		"source": "/etc/pam.d/passwd",
		"quality": {"enforced": false, "why": "no module in the stack judges new passwords", "source": "/etc/pam.d/passwd"},
	}},
}}

cases := {
	"enforced": {"verdict": "pass", "input": _host({}), "evidence": "passwd: pam_pwquality.so, enforced: true"},
	"no_module": {"verdict": "fail", "input": _none, "violations": ["PAM service passwd"]},
	"goes_round": {"verdict": "fail", "input": _host({"enforced": false, "why": "pam_unix has no use_authtok"}), "violations": ["PAM service passwd"]},
	"no_pam": {"verdict": "fail", "input": {"passwords": {"pam": {"value": false, "source": "/etc/pam.d"}, "change": {}}}, "violations": ["PAM"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"passwords": {"pam": {"value": true, "source": "/etc/pam.d"}, "change": {"passwd": {"source": "/etc/pam.d/passwd"}}}},
		"gaps": [{"path": "passwords.change[*].quality", "reason": "/etc/security/pwquality.conf: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
