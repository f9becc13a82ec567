package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.monitor_agent_test

_starts(names) := {"services": {"starts": {name: start | some name in names; start := _boot(name)}}}

_boot(name) := {"manager": "systemd", "via": "boot", "source": sprintf("/etc/systemd/system/multi-user.target.wants/%s", [name])}

cases := {
	"starts": {"verdict": "pass", "input": _starts({"zabbix-agent2.service", "cron.service"}), "evidence": "starts at boot"},
	"none": {"verdict": "fail", "input": _starts({"cron.service"}), "violations": ["monitoring agent"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {}},
		"gaps": [{"path": "services.starts", "reason": "/etc/systemd/system: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
