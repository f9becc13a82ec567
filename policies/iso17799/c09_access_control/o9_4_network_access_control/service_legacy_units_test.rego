package iso17799.c09_access_control.o9_4_network_access_control.service_legacy_units_test

_starts(names) := {"services": {"daemons": {}, "starts": {name: start | some name in names; start := _boot(name)}}}

_boot(name) := {"manager": "systemd", "via": "boot", "source": sprintf("/etc/systemd/system/multi-user.target.wants/%s", [name])}

cases := {
	"none": {"verdict": "pass", "input": _starts({"cron.service", "ssh.service"}), "evidence": "0 of them"},
	"starts": {"verdict": "fail", "input": _starts({"cron.service", "telnet.socket"}), "violations": ["telnet.socket"]},
	"found_though_the_rest_is_unreadable": {
		"verdict": "fail",
		"input": _starts({"telnet.socket"}),
		"gaps": [{"path": "services.starts[\"/run/systemd/system\"]", "reason": "/run/systemd/system: permission denied", "denied": true}],
	},
	"known_by_its_program": {
		"verdict": "fail",
		"input": {"services": {
			"starts": {"remote.service": _boot("remote.service"), "idle.service": _boot("idle.service")},
			"daemons": {
				"remote.service": {"exec": ["/usr/sbin/telnetd"], "user": "root", "sandbox": [], "source": "/usr/lib/systemd/system/remote.service"},
				"rlogin@.service": {"exec": ["/usr/sbin/in.rlogind"], "user": "root", "sandbox": [], "source": "/usr/lib/systemd/system/rlogin@.service"},
			},
		}},
		"violations": ["remote.service"],
	},
	"init_script": {
		"verdict": "fail",
		"input": {"services": {"daemons": {}, "starts": {"rwhod": {"manager": "sysvinit", "via": "boot", "source": "/etc/rc2.d/S01rwhod"}}}},
		"violations": ["rwhod"],
	},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {}},
		"gaps": [{"path": "services.starts", "reason": "/etc/systemd/system: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
