package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.time_one_service_test

_starts(names) := {"services": {"starts": {name: start | some name in names; start := _boot(name)}}}

_boot(name) := {"manager": "systemd", "via": "boot", "source": sprintf("/etc/systemd/system/multi-user.target.wants/%s", [name])}

cases := {
	"chrony": {"verdict": "pass", "input": _starts({"chrony.service", "rsyslog.service"}), "evidence": "chrony starts"},
	"chronyd_by_its_other_name": {"verdict": "pass", "input": _starts({"chronyd.service"})},
	"timesyncd": {"verdict": "pass", "input": _starts({"systemd-timesyncd.service"})},
	"openrc_script": {"verdict": "pass", "input": {"services": {"starts": {"chronyd": {"manager": "openrc", "via": "boot", "source": "/etc/runlevels/default/chronyd"}}}}},
	"none": {"verdict": "fail", "input": _starts({"rsyslog.service"}), "violations": ["clock"]},
	"nothing_starts": {"verdict": "fail", "input": {"services": {"starts": {}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {}},
		"gaps": [{"path": "services.starts", "reason": "/etc/systemd/system: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
