package iso17799.c09_access_control.o9_5_operating_system_access_control.pam_conditional_access_test

_host(open) := {"passwords": {"pam": {"value": true, "source": "/etc/pam.d"}, "open": open}}

_way(fields) := object.union({"service": "login", "module": "pam_permit.so", "condition": "", "source": "/etc/pam.d/login:1"}, fields)

_both(open, members) := object.union(_host(open), {"accounts": {"groups": {"quick": {"gid": 2000, "members": members, "primary_members": [], "password": "none", "source": "/etc/group:40"}}}})

cases := {
	"none": {"verdict": "pass", "input": _both([], ["alice"]), "evidence": "0 conditions"},
	"empty_group": {"verdict": "pass", "input": _both([_way({"condition": "user ingroup quick", "group": "quick", "module": "pam_succeed_if.so"})], [])},
	"no_such_group": {"verdict": "pass", "input": _both([_way({"condition": "user ingroup other", "group": "other", "module": "pam_succeed_if.so"})], [])},
	"member": {"verdict": "fail", "input": _both([_way({"condition": "user ingroup quick", "group": "quick", "module": "pam_succeed_if.so"})], ["alice"]), "violations": ["PAM service login"]},
	"no_group": {"verdict": "fail", "input": _both([_way({"condition": "uid >= 1000", "module": "pam_succeed_if.so"})], []), "violations": ["PAM service login"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"passwords": {"pam": {"value": true, "source": "/etc/pam.d"}}, "accounts": _both([], []).accounts},
		"gaps": [{"path": "passwords.open", "reason": "/etc/pam.d/common-auth: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
