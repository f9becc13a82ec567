package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.logging_local_input_test

cases := {
	"socket": {
		"verdict": "pass", "input": {"logging": {"daemons": {"rsyslog": object.union(
			{
				"local": ["imuxsock"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
				"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
			},
			{},
		)}}},
		"evidence": "imuxsock",
	},
	"none": {
		"verdict": "fail", "input": {"logging": {"daemons": {"rsyslog": object.union(
			{
				"local": ["imuxsock"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
				"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
			},
			{"local": []},
		)}}},
		"violations": ["rsyslog"],
	},
	"no_daemon": {"verdict": "not_applicable", "input": {"logging": {"daemons": {}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {}},
		"gaps": [{"path": "logging.daemons", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
