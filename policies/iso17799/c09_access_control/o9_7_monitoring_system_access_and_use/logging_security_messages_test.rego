package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.logging_security_messages_test

_route(unkept, dropped) := {"logging": {"daemons": {"rsyslog": object.union(
	{
		"local": ["imuxsock"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
		"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
	},
	{"routes": {"auth": {"files": [], "remotes": [], "unkept": unkept, "unsent": [], "dropped": dropped}}},
)}}}

cases := {
	"kept": {"verdict": "pass", "input": _route([], []), "evidence": "is kept"},
	"lost": {"verdict": "fail", "input": _route(["info"], ["/etc/rsyslog.d/a.conf:1"]), "violations": ["rsyslog auth"]},
	"no_daemon": {"verdict": "not_applicable", "input": {"logging": {"daemons": {}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {}},
		"gaps": [{"path": "logging.daemons", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
