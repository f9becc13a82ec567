package iso17799.c09_access_control.o9_5_operating_system_access_control.logon_idle_sessions_test

_logon(stop, action) := {"logon": {"logind": {
	"StopIdleSessionSec": {"value": stop, "source": "/etc/systemd/logind.conf:40"},
	"IdleAction": {"value": action, "source": "default: systemd-logind"},
}}}

cases := {
	"ended": {"verdict": "pass", "input": _logon("15min", "ignore"), "evidence": "15min"},
	"locked": {"verdict": "pass", "input": _logon("infinity", "lock")},
	"never": {"verdict": "fail", "input": _logon("infinity", "ignore"), "violations": ["logind.conf"]},
	"unread": {
		"verdict": "unknown",
		"input": {"logon": {}},
		"gaps": [{"path": "logon.logind", "reason": "/etc/systemd/logind.conf: permission denied", "denied": true}],
		"reason": "/etc/systemd/logind.conf: permission denied",
	},
}
