package iso17799.c09_access_control.o9_5_operating_system_access_control.service_autologin_test

cases := {
	"none": {"verdict": "pass", "input": {"services": {"autologin": {}, "starts": {}}}, "evidence": "0 automatic"},
	"root_on_a_console": {
		"verdict": "fail",
		"input": {"services": {
			"autologin": {"getty@tty1.service": {"value": "root", "source": "/etc/systemd/system/getty@tty1.service.d/a.conf:3"}},
			"starts": {},
		}},
		"violations": ["getty@tty1.service"],
	},
	"found_though_the_rest_is_unreadable": {
		"verdict": "fail",
		"input": {"services": {"autologin": {"/etc/gdm3/daemon.conf": {"value": "kiosk", "source": "/etc/gdm3/daemon.conf:7"}}, "starts": {}}},
		"gaps": [{"path": "services.autologin[\"/etc/lightdm\"]", "reason": "/etc/lightdm: permission denied", "denied": true}],
	},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {"starts": {}}},
		"gaps": [{"path": "services.autologin", "reason": "/etc/gdm3/daemon.conf: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
