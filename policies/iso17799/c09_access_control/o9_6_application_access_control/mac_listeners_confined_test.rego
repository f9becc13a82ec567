package iso17799.c09_access_control.o9_6_application_access_control.mac_listeners_confined_test

_host(listeners, labels) := {"mac": {"labels": labels}, "ports": {"source": "system: sockets", "listeners": listeners}}

_listener(exposed) := {"tcp/0.0.0.0/80": {
	"label": "tcp/0.0.0.0/80", "protocol": "tcp", "address": "0.0.0.0", "port": 80, "ipv6": false, "scope": "all", "exposed": exposed,
	"processes": [{"pid": 7, "name": "nginx", "uid": 33, "unit": "nginx.service", "exe": "/usr/sbin/nginx"}],
}}

cases := {
	"confined": {"verdict": "pass", "input": _host(_listener(true), {"7": "/usr/sbin/nginx (enforce)"}), "evidence": "1 of 1"},
	"selinux_domain": {"verdict": "pass", "input": _host(_listener(true), {"7": "system_u:system_r:httpd_t:s0"})},
	"unconfined": {"verdict": "fail", "input": _host(_listener(true), {"7": "unconfined"}), "violations": ["nginx"]},
	"complain": {"verdict": "fail", "input": _host(_listener(true), {"7": "/usr/sbin/nginx (complain)"}), "violations": ["nginx"]},
	"selinux_unconfined": {"verdict": "fail", "input": _host(_listener(true), {"7": "system_u:system_r:unconfined_service_t:s0"}), "violations": ["nginx"]},
	"no_label": {"verdict": "fail", "input": _host(_listener(true), {}), "violations": ["nginx"]},
	"loopback": {"verdict": "pass", "input": _host(_listener(false), {})},
	"unread": {"verdict": "unknown", "reason": "does not run", "input": {"ports": {"source": "system: sockets", "listeners": {}}}, "gaps": [{"path": "mac.labels", "reason": "the host does not run here"}]},
}
