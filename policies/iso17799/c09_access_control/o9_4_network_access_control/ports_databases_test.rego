package iso17799.c09_access_control.o9_4_network_access_control.ports_databases_test

_listener(protocol, address, port, scope) := {
	"label": sprintf("%s/%s/%d (x)", [protocol, address, port]), "protocol": protocol, "address": address, "port": port,
	"ipv6": contains(address, ":"), "scope": scope, "exposed": scope != "loopback", "ephemeral": false,
}

_ports(listeners) := {"ports": {
	"source": "system: sockets", "scanner": {"mode": "off"},
	"listeners": {key: l | some l in listeners; key := sprintf("%s/%s/%d", [l.protocol, l.address, l.port])},
}}

cases := {
	"something_else": {
		"verdict": "pass", "evidence": "database or cache on none of 1 listener",
		"input": _ports([_listener("tcp", "0.0.0.0", 22, "all")]),
	},
	"nothing_listens": {"verdict": "pass", "input": _ports([]), "evidence": "none of 0 listeners"},
	"on_loopback_only": {
		"verdict": "pass", "evidence": "tcp/127.0.0.1/6379 (x) on loopback",
		"input": _ports([_listener("tcp", "127.0.0.1", 6379, "loopback")]),
	},
	"on_every_address": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/6379"],
		"input": _ports([
			_listener("tcp", "0.0.0.0", 6379, "all"), _listener("tcp", "0.0.0.0", 22, "all"),
			_listener("tcp", "127.0.0.1", 6379, "loopback"),
		]),
	},
	"on_every_ipv6_address": {
		"verdict": "fail", "violations": ["tcp/::/6379"],
		"input": _ports([_listener("tcp", "::", 6379, "all")]),
	},
	"on_one_address": {
		"verdict": "fail", "violations": ["tcp/192.0.2.2/6379"],
		"input": _ports([_listener("tcp", "192.0.2.2", 6379, "specific")]),
	},
	"on_the_allow_list": {
		"verdict": "pass", "params": {"ports_allowed": ["tcp/6379"]},
		"input": _ports([_listener("tcp", "0.0.0.0", 6379, "all")]),
	},
	"not_a_running_host": {
		"verdict": "unknown", "input": {}, "reason": "at rest",
		"gaps": [{"path": "ports", "reason": "files at rest have no listening sockets"}],
	},
}
