package iso17799.c09_access_control.o9_6_application_access_control.service_sandboxing_test

_host(sandbox) := {"services": {
	"starts": {"nginx.service": {"manager": "systemd", "via": "boot", "source": "/etc/systemd/system/multi-user.target.wants/nginx.service"}},
	"daemons": {"nginx.service": {"exec": ["/usr/sbin/nginx"], "user": "root", "sandbox": sandbox, "source": "/usr/lib/systemd/system/nginx.service"}},
}}

cases := {
	"confined": {"verdict": "pass", "input": _host(["NoNewPrivileges", "PrivateTmp", "ProtectSystem"]), "evidence": "3 confining"},
	"bare": {"verdict": "fail", "input": _host([]), "violations": ["nginx.service"]},
	"own_threshold": {"verdict": "fail", "input": _host(["PrivateTmp"]), "params": {"service_min_confinements": 2}},
	"no_such_service": {"verdict": "pass", "input": {"services": {"starts": {}, "daemons": {}}}, "evidence": "none of the services"},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {}},
		"gaps": [{"path": "services.starts", "reason": "/etc/systemd/system: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
