package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.logging_forwarded_test

cases := {
	"sent": {
		"verdict": "pass", "input": object.union(
			{"logging": {"daemons": {"rsyslog": object.union(
				{
					"local": ["imuxsock"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
					"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
				},
				{"remotes": {"tcp://loghost:514": {"host": "loghost", "port": "514", "protocol": "tcp", "tls": false, "auth": "", "queue": false, "everything": true, "source": "/etc/rsyslog.conf:8"}}},
			)}}},
			{"logging": {"journal": {"upload": {"value": "", "source": "/etc/systemd/journal-upload.conf:2"}, "upload_tls": false, "retention_days": {"value": -1, "source": "default: systemd-journald"}}}},
		),
		"evidence": "everything goes to",
	},
	"journal_sent": {"verdict": "pass", "input": object.union({"logging": {"daemons": {}}}, {"logging": {"journal": {"upload": {"value": "loghost", "source": "/etc/systemd/journal-upload.conf:2"}, "upload_tls": true, "retention_days": {"value": -1, "source": "default: systemd-journald"}}}}), "evidence": "the journal goes to loghost"},
	"part_sent": {
		"verdict": "fail", "input": object.union(
			{"logging": {"daemons": {"rsyslog": object.union(
				{
					"local": ["imuxsock"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
					"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
				},
				{"remotes": {"tcp://loghost:514": {"host": "loghost", "port": "514", "protocol": "tcp", "tls": false, "auth": "", "queue": false, "everything": false, "source": "/etc/rsyslog.conf:8"}}},
			)}}},
			{"logging": {"journal": {"upload": {"value": "", "source": "/etc/systemd/journal-upload.conf:2"}, "upload_tls": false, "retention_days": {"value": -1, "source": "default: systemd-journald"}}}},
		),
		"violations": ["log forwarding"],
	},
	"nothing_sent": {"verdict": "fail", "input": object.union({"logging": {"daemons": {}}}, {"logging": {"journal": {"upload": {"value": "", "source": "/etc/systemd/journal-upload.conf:2"}, "upload_tls": false, "retention_days": {"value": -1, "source": "default: systemd-journald"}}}}), "violations": ["log forwarding"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {}},
		"gaps": [{"path": "logging.daemons", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
