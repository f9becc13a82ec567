package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.logging_forwarding_protocol_test

cases := {
	"good": {
		"verdict": "pass", "input": {"logging": {"daemons": {"rsyslog": object.union(
			{
				"local": ["imuxsock"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
				"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
			},
			{"remotes": {"tcp://loghost:514": {"host": "loghost", "port": "514", "protocol": "tcp", "tls": false, "auth": "", "queue": false, "everything": true, "source": "/etc/rsyslog.conf:8"}}},
		)}}},
		"evidence": "loghost",
	},
	"bad": {
		"verdict": "fail", "input": {"logging": {"daemons": {"rsyslog": object.union(
			{
				"local": ["imuxsock"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
				"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
			},
			{"remotes": {"udp://loghost:514": {"host": "loghost", "port": "514", "protocol": "udp", "tls": false, "auth": "", "queue": false, "everything": true, "source": "/etc/rsyslog.conf:8"}}},
		)}}},
		"violations": ["rsyslog udp://loghost:514"],
	},
	"nothing_sent": {"verdict": "not_applicable", "input": {"logging": {"daemons": {"rsyslog": object.union(
		{
			"local": ["imuxsock"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
			"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
		},
		{},
	)}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {}},
		"gaps": [{"path": "logging.daemons", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
