package iso17799.c09_access_control.o9_5_operating_system_access_control.pam_other_denies_test

_host(denies, allows) := {"passwords": {
	"pam": {"value": true, "source": "/etc/pam.d"},
	"other": {"denies": denies, "allows": allows, "source": "/etc/pam.d/other"},
}}

cases := {
	"denies": {"verdict": "pass", "input": _host(["auth", "account", "password", "session"], []), "evidence": "other denies auth, account"},
	"allows": {"verdict": "fail", "input": _host([], ["auth", "account"]), "violations": ["PAM service other"]},
	"unreadable": {"verdict": "unknown", "input": {"passwords": {"pam": {"value": true, "source": "/etc/pam.d"}}}, "gaps": [{"path": "passwords.other", "reason": "/etc/pam.d/other: permission denied", "denied": true}], "reason": "permission denied"},
}
