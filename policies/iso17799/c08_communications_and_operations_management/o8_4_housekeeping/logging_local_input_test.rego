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
	"kernel_only": {
		"verdict": "fail", "input": {"logging": {"daemons": {"rsyslog": {
			"local": ["imklog"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
			"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
		}}}},
		"violations": ["rsyslog"],
	},
	"syslog_ng_itself_only": {
		"verdict": "fail", "input": {"logging": {"daemons": {"syslog-ng": {
			"local": ["file", "internal"], "source": "/etc/syslog-ng/syslog-ng.conf", "files": ["/etc/syslog-ng/syslog-ng.conf"],
			"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
		}}}},
		"violations": ["syslog-ng"],
	},
	"no_daemon": {"verdict": "not_applicable", "input": {"logging": {"daemons": {}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {}},
		"gaps": [{"path": "logging.daemons", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
