package iso17799.c09_access_control.o9_5_operating_system_access_control.pam_open_access_test

_host(open) := {"passwords": {"pam": {"value": true, "source": "/etc/pam.d"}, "open": open}}

_way(fields) := object.union({"service": "login", "module": "pam_permit.so", "condition": "", "source": "/etc/pam.d/login:1"}, fields)

cases := {
	"closed": {"verdict": "pass", "input": _host([]), "evidence": "0 ways into a service"},
	"permit": {"verdict": "fail", "input": _host([_way({})]), "violations": ["PAM service login"]},
	"greeter": {"verdict": "pass", "input": _host([_way({"service": "lightdm-greeter"})])},
	"condition": {"verdict": "pass", "input": _host([_way({"condition": "user ingroup x", "module": "pam_succeed_if.so"})])},
	"unreadable": {
		"verdict": "unknown",
		"input": {"passwords": {"pam": {"value": true, "source": "/etc/pam.d"}}},
		"gaps": [{"path": "passwords.open", "reason": "/etc/pam.d/common-auth: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
