package iso17799.c09_access_control.o9_3_user_responsibilities.password_dictionary_test

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

_strange := {"passwords": {
	"pam": {"value": true, "source": "/etc/pam.d"},
	"change": {"passwd": {
		"source": "/etc/pam.d/passwd",
		"quality": {"module": "pam_passwdqc.so", "enforced": true, "source": "/etc/pam.d/passwd:1"},
	}},
}}

cases := {
	"good": {"verdict": "pass", "input": _host({"dictionary_check": true}), "evidence": "passwd: "},
	"weak": {"verdict": "fail", "input": _host({"dictionary_check": false}), "violations": ["PAM service passwd"]},
	"no_module": {"verdict": "fail", "input": _none, "violations": ["PAM service passwd"]},
	"not_told": {"verdict": "unknown", "input": _strange, "reason": "cannot be told"},
	"unreadable": {
		"verdict": "unknown",
		"input": {"passwords": {"pam": {"value": true, "source": "/etc/pam.d"}, "change": {"passwd": {"source": "/etc/pam.d/passwd"}}}},
		"gaps": [{"path": "passwords.change[*].quality", "reason": "/etc/security/pwquality.conf: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
