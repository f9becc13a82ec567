package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.time_single_service_test

_starts(names) := {"services": {"starts": {name: start | some name in names; start := _boot(name)}}}

_boot(name) := {"manager": "systemd", "via": "boot", "source": sprintf("/etc/systemd/system/multi-user.target.wants/%s", [name])}

cases := {
	"one": {"verdict": "pass", "input": _starts({"chrony.service"}), "evidence": "chrony"},
	"none": {"verdict": "pass", "input": _starts({"rsyslog.service"}), "evidence": "no time service"},
	"two": {"verdict": "fail", "input": _starts({"chrony.service", "systemd-timesyncd.service"}), "violations": ["chrony", "systemd-timesyncd"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {}},
		"gaps": [{"path": "services.starts", "reason": "/etc/systemd/system: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
