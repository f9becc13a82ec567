package iso17799.c09_access_control.o9_4_network_access_control.service_graphical_test

_starts(names) := {"services": {"starts": {name: start | some name in names; start := _boot(name)}}}

_boot(name) := {"manager": "systemd", "via": "boot", "source": sprintf("/etc/systemd/system/multi-user.target.wants/%s", [name])}

cases := {
	"none": {"verdict": "pass", "input": _starts({"cron.service", "ssh.service"}), "evidence": "0 of them"},
	"starts": {"verdict": "fail", "input": _starts({"cron.service", "gdm.service"}), "violations": ["gdm.service"]},
	"found_though_the_rest_is_unreadable": {
		"verdict": "fail",
		"input": _starts({"gdm.service"}),
		"gaps": [{"path": "services.starts[\"/run/systemd/system\"]", "reason": "/run/systemd/system: permission denied", "denied": true}],
	},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {}},
		"gaps": [{"path": "services.starts", "reason": "/etc/systemd/system: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
