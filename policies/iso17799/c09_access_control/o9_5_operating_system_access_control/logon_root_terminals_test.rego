package iso17799.c09_access_control.o9_5_operating_system_access_control.logon_root_terminals_test

_logon(present, terminals) := {"logon": {"securetty": {"present": {"value": present, "source": "/etc/securetty"}, "terminals": terminals}}}

cases := {
	"empty": {"verdict": "pass", "input": _logon(true, []), "evidence": "0 terminals"},
	"console": {"verdict": "pass", "input": _logon(true, ["console", "tty1"])},
	"network": {"verdict": "fail", "input": _logon(true, ["pts/0"]), "violations": ["pts/0"]},
	"missing": {"verdict": "fail", "input": _logon(false, []), "violations": ["/etc/securetty"]},
	"unread": {
		"verdict": "unknown",
		"input": {"logon": {}},
		"gaps": [{"path": "logon.securetty", "reason": "/etc/securetty: permission denied", "denied": true}],
		"reason": "/etc/securetty: permission denied",
	},
}
