package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.logging_rules_valid_test

cases := {
	"good": {
		"verdict": "pass", "input": {"logging": {"daemons": {"rsyslog": object.union(
			{
				"local": ["imuxsock"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
				"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
			},
			{},
		)}}},
		"evidence": "0 statements refused",
	},
	"bad": {
		"verdict": "fail", "input": {"logging": {"daemons": {"rsyslog": object.union(
			{
				"local": ["imuxsock"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
				"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
			},
			{"malformed": [{"reason": "there is no facility foo", "source": "/etc/rsyslog.conf:3"}]},
		)}}},
		"violations": ["/etc/rsyslog.conf:3"],
	},
	"no_daemon": {"verdict": "not_applicable", "input": {"logging": {"daemons": {}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {}},
		"gaps": [{"path": "logging.daemons", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
