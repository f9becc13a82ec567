package iso17799.c09_access_control.o9_6_application_access_control.mac_profiles_complain_test

_mac(apparmor, selinux) := {"mac": {"arguments": {}, "apparmor": object.union(_no_apparmor, apparmor), "selinux": object.union(_no_selinux, selinux)}}

_no_apparmor := {
	"installed": {"value": false, "source": "/sbin/apparmor_parser"}, "at_boot": {"value": false, "source": "/sbin/apparmor_parser"},
	"enabled": {"value": false, "source": "/sys/module"}, "loaded": {}, "profiles": {},
}

_no_selinux := {
	"installed": {"value": false, "source": "/etc/selinux/config"}, "configured": {"value": "disabled", "source": "/etc/selinux/config"},
	"running": {"value": "disabled", "source": "/sys/fs/selinux/enforce"},
}

_apparmor := {
	"installed": {"value": true, "source": "/sbin/apparmor_parser"}, "at_boot": {"value": true, "source": "/etc/systemd/system/sysinit.target.wants/apparmor.service"},
	"enabled": {"value": true, "source": "/sys/module/apparmor/parameters/enabled"}, "loaded": {"/usr/sbin/sshd": "enforce"},
	"profiles": {"/usr/sbin/sshd": {"mode": "enforce", "disabled": false, "source": "/etc/apparmor.d/sshd:3"}},
}

_selinux(mode) := {
	"installed": {"value": true, "source": "/etc/selinux/config"}, "configured": {"value": mode, "source": "/etc/selinux/config:7"},
	"type": {"value": "targeted", "source": "/etc/selinux/config:12"}, "policy": {"value": true, "source": "/etc/selinux/targeted/policy"},
	"running": {"value": mode, "source": "/sys/fs/selinux/enforce"}, "permissive": [],
}

_complain := object.union(_apparmor, {"profiles": {"/usr/sbin/sshd": {"mode": "complain"}}})

cases := {
	"enforced": {"verdict": "pass", "input": _mac(_apparmor, {}), "evidence": "1 profile"},
	"complain": {"verdict": "fail", "input": _mac(_complain, {}), "violations": ["/usr/sbin/sshd"]},
	"allowed": {"verdict": "pass", "input": _mac(_complain, {}), "params": {"mac_profiles_complain_allowed": ["/usr/sbin/sshd"]}},
	"not_installed": {"verdict": "not_applicable", "input": _mac({}, {})},
	"unread": {
		"verdict": "unknown", "reason": "permission denied", "input": _mac(_apparmor, {}),
		"gaps": [{"path": "mac.apparmor.profiles", "reason": "/etc/apparmor.d: permission denied", "denied": true}],
	},
}
