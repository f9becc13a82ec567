package iso17799.c09_access_control.o9_5_operating_system_access_control.pam_su_restricted_test

cases := {
	"wheel": {"verdict": "pass", "input": {"passwords": {"su": {"su": {"restricted": true, "module": "pam_wheel.so", "group": "sudo", "source": "/etc/pam.d/su:15"}}}}, "evidence": "su: restricted true"},
	"open": {"verdict": "fail", "input": {"passwords": {"su": {"su": {"restricted": false, "why": "no pam_wheel", "source": "/etc/pam.d/su"}}}}, "violations": ["PAM service su"]},
	"unreadable": {"verdict": "unknown", "input": {"passwords": {"su": {}}}, "gaps": [{"path": "passwords.su.su", "reason": "/etc/pam.d/su: permission denied", "denied": true}], "reason": "permission denied"},
}
