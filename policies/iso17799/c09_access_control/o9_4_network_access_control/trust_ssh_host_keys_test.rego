package iso17799.c09_access_control.o9_4_network_access_control.trust_ssh_host_keys_test

_line(option, value) := {"account": "", "hosts": "*", "option": option, "value": value, "source": "/etc/ssh/ssh_config:3"}

_client(default_value, lines) := {"netservices": {"ssh_client": {
	"present": {"value": true, "source": "/etc/ssh/ssh_config"}, "default": {"value": default_value, "source": "/etc/ssh/ssh_config:3"},
	"settings": lines,
}}}

cases := {
	"asks": {"verdict": "pass", "evidence": "StrictHostKeyChecking ask", "input": _client("ask", [])},
	"off": {"verdict": "fail", "violations": ["/etc/ssh/ssh_config:3"], "input": _client("no", [_line("stricthostkeychecking", "no")])},
	"thrown_away": {"verdict": "fail", "violations": ["/etc/ssh/ssh_config:3"], "input": _client("ask", [_line("userknownhostsfile", "/dev/null")])},
	"strict": {"verdict": "pass", "input": _client("yes", [_line("stricthostkeychecking", "yes")])},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"ssh_client": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"ssh_client": {"present": {"value": true, "source": "/etc/ssh_client"}, "default": {"value": "ask", "source": "default: OpenSSH"}}}},
		"gaps": [{"path": `netservices.ssh_client.settings`, "reason": "permission denied", "denied": true}],
	},
}
