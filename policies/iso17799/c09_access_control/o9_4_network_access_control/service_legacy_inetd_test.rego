package iso17799.c09_access_control.o9_4_network_access_control.service_legacy_inetd_test

_host(name, server, enabled, starts) := {"services": {
	"inetd": {"one": {
		"name": name,
		"protocol": "tcp",
		"server": server,
		"wrapped": true,
		"enabled": enabled,
		"super": "inetd",
		"source": "/etc/inetd.conf:1",
	}},
	"starts": {s: start | some s in starts; start := {"manager": "systemd", "via": "boot", "source": "/etc/systemd/system/multi-user.target.wants/x"}},
}}

cases := {
	"rsh": {"verdict": "fail", "input": _host("shell", "/usr/sbin/in.rshd", true, {"inetd.service"}), "violations": ["shell/tcp"]},
	"telnet_by_script": {"verdict": "fail", "input": _host("telnet", "/usr/sbin/in.telnetd", true, {"openbsd-inetd"})},
	"known_by_its_program": {"verdict": "fail", "input": _host("2323", "/usr/sbin/in.telnetd", true, {"inetd.service"}), "violations": ["2323/tcp"]},
	"off": {"verdict": "pass", "input": _host("telnet", "/usr/sbin/in.telnetd", false, {"inetd.service"}), "evidence": "0 of 1"},
	"super_server_does_not_start": {"verdict": "pass", "input": _host("telnet", "/usr/sbin/in.telnetd", true, {"cron.service"})},
	"another_service": {"verdict": "pass", "input": _host("imaps", "/usr/sbin/imapd", true, {"inetd.service"}), "evidence": "0 of them"},
	"none": {"verdict": "pass", "input": {"services": {"inetd": {}, "starts": {}}}, "evidence": "no service of inetd"},
	"found_though_the_rest_is_unreadable": {
		"verdict": "fail",
		"input": _host("shell", "/usr/sbin/in.rshd", true, {"inetd.service"}),
		"gaps": [{"path": "services.inetd.other", "reason": "/etc/inetd.d: permission denied", "denied": true}],
	},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {"starts": {}}},
		"gaps": [{"path": "services.inetd", "reason": "/etc/inetd.conf: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
