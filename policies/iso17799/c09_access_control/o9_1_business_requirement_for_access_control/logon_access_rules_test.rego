package iso17799.c09_access_control.o9_1_business_requirement_for_access_control.logon_access_rules_test

_logon(rules, deny) := {"logon": {"access": {
	"present": {"value": rules > 0, "source": "/etc/security/access.conf"}, "rules": rules, "default_deny": deny,
}}}

cases := {
	"denies": {"verdict": "pass", "input": _logon(2, true), "evidence": "2 rules"},
	"allows": {"verdict": "fail", "input": _logon(0, false), "violations": ["access.conf"]},
	"unread": {
		"verdict": "unknown",
		"input": {"logon": {}},
		"gaps": [{"path": "logon.access", "reason": "/etc/security/access.conf: permission denied", "denied": true}],
		"reason": "/etc/security/access.conf: permission denied",
	},
}
