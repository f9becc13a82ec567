package iso17799.c09_access_control.o9_4_network_access_control.logging_listens_test

cases := {
	"none": {
		"verdict": "pass", "input": {"logging": {"daemons": {"rsyslog": object.union(
			{
				"local": ["imuxsock"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
				"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
			},
			{},
		)}}},
		"evidence": "0 inputs",
	},
	"own_host": {"verdict": "pass", "input": {"logging": {"daemons": {"rsyslog": object.union(
		{
			"local": ["imuxsock"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
			"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
		},
		{"listens": {"imudp:514": {"protocol": "udp", "address": "", "port": "514", "loopback": true, "tls": false, "source": "/etc/rsyslog.conf:4"}}},
	)}}}},
	"open": {
		"verdict": "fail", "input": {"logging": {"daemons": {"rsyslog": object.union(
			{
				"local": ["imuxsock"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
				"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
			},
			{"listens": {"imudp:514": {"protocol": "udp", "address": "", "port": "514", "loopback": false, "tls": false, "source": "/etc/rsyslog.conf:4"}}},
		)}}},
		"violations": ["rsyslog imudp:514"],
	},
	"log_server": {
		"verdict": "pass", "input": {"logging": {"daemons": {"rsyslog": object.union(
			{
				"local": ["imuxsock"], "source": "/etc/rsyslog.conf", "files": ["/etc/rsyslog.conf"],
				"routes": {}, "logs": {}, "remotes": {}, "listens": {}, "discards": [], "malformed": [],
			},
			{"listens": {"imudp:514": {"protocol": "udp", "address": "", "port": "514", "loopback": false, "tls": false, "source": "/etc/rsyslog.conf:4"}}},
		)}}},
		"params": {"logging_collector": true},
	},
	"no_daemon": {"verdict": "not_applicable", "input": {"logging": {"daemons": {}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {}},
		"gaps": [{"path": "logging.daemons", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
