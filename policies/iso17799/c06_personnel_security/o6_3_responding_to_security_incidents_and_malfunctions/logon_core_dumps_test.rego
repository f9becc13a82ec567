package iso17799.c06_personnel_security.o6_3_responding_to_security_incidents_and_malfunctions.logon_core_dumps_test

_limit(domain, kind, value) := {"domain": domain, "type": kind, "value": value, "source": "/etc/security/limits.conf:9"}

_logon(limits) := {"logon": {"core": {"limits": limits}}}

cases := {
	"off": {"verdict": "pass", "input": _logon([_limit("*", "hard", "0")]), "evidence": "is 0"},
	"both": {"verdict": "pass", "input": _logon([_limit("*", "-", "0")])},
	"none": {"verdict": "fail", "input": _logon([]), "violations": ["core"]},
	"soft_only": {"verdict": "fail", "input": _logon([_limit("*", "soft", "0")]), "violations": ["core"]},
	"later_wins": {"verdict": "fail", "input": _logon([_limit("*", "hard", "0"), _limit("*", "hard", "unlimited")]), "violations": ["core"]},
	"one_group": {"verdict": "fail", "input": _logon([_limit("*", "hard", "0"), _limit("@dev", "-", "unlimited")]), "violations": ["core of @dev"]},
	"unread": {
		"verdict": "unknown",
		"input": {"logon": {}},
		"gaps": [{"path": "logon.core", "reason": "/etc/security/limits.d: permission denied", "denied": true}],
		"reason": "/etc/security/limits.d: permission denied",
	},
}
