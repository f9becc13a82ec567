package iso17799.c09_access_control.o9_6_application_access_control.sandbox_exposed_services_test

_host(exposed, user, sandbox) := {
	"ports": {"source": "system: sockets", "listeners": {"tcp/0.0.0.0/80": {
		"label": "tcp/0.0.0.0/80", "protocol": "tcp", "address": "0.0.0.0", "port": 80, "ipv6": false, "scope": "all", "exposed": exposed,
		"processes": [{"pid": 7, "name": "app", "uid": 33, "unit": "app.service"}],
	}}},
	"services": {"daemons": {"app.service": {"user": user, "sandbox": sandbox, "exec": ["/usr/bin/app"], "source": "/lib/systemd/system/app.service"}}},
}

_unread := {
	"verdict": "unknown", "reason": "does not run", "input": {"services": {"daemons": {}}},
	"gaps": [{"path": "ports", "reason": "the host does not run here"}],
}

cases := {
	"confined": {"verdict": "pass", "input": _host(true, "app", ["NoNewPrivileges=yes", "PrivateTmp=yes", "ProtectHome=yes", "ProtectSystem=strict"])},
	"bare": {"verdict": "fail", "input": _host(true, "app", []), "violations": ["app.service"]},
	"loopback": {"verdict": "pass", "input": _host(false, "app", [])},
	"excepted": {"verdict": "pass", "input": _host(true, "app", []), "params": {"sandbox_excepted_units": ["app.service"]}},
	"unread": _unread,
}
