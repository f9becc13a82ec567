package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.fault_kernel_messages_test

_route(unkept, dropped) := {"logging": {"daemons": {"rsyslog": object.union(
	{
		"local": ["imuxsock"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
		"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
	},
	{"routes": {"kern": {"files": [], "remotes": [], "unkept": unkept, "unsent": [], "dropped": dropped}}},
)}}}

cases := {
	"kept": {"verdict": "pass", "input": _route([], []), "evidence": "is kept"},
	"lost": {"verdict": "fail", "input": _route(["info"], ["/etc/rsyslog.d/a.conf:1"]), "violations": ["rsyslog kern"]},
	"no_daemon": {"verdict": "not_applicable", "input": {"logging": {"daemons": {}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {}},
		"gaps": [{"path": "logging.daemons", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
