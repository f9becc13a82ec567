package iso17799.c09_access_control.o9_4_network_access_control.ports_exposed_test

_listener(protocol, address, port, scope) := {
	"label": sprintf("%s/%s/%d (x)", [protocol, address, port]), "protocol": protocol, "address": address, "port": port,
	"ipv6": false, "scope": scope, "exposed": scope != "loopback", "ephemeral": port >= 32768,
}

_ports(listeners) := {"ports": {
	"source": "system: sockets", "scanner": {"mode": "off"},
	"listeners": {key: l | some l in listeners; key := sprintf("%s/%s/%d", [l.protocol, l.address, l.port])},
}}

_ssh := _listener("tcp", "0.0.0.0", 22, "all")

cases := {
	"ssh_and_loopback": {
		"verdict": "pass", "evidence": "2 listeners, of which 1 can be reached over the network: tcp/0.0.0.0/22 (x)",
		"input": _ports([_ssh, _listener("tcp", "127.0.0.1", 5432, "loopback")]),
	},
	"nothing_listens": {"verdict": "pass", "input": _ports([]), "evidence": "0 listeners"},
	"unlisted_on_every_address": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/8080"],
		"input": _ports([_ssh, _listener("tcp", "0.0.0.0", 8080, "all")]),
	},
	"unlisted_on_one_address": {
		"verdict": "fail", "violations": ["tcp/192.0.2.2/8080"],
		"input": _ports([_listener("tcp", "192.0.2.2", 8080, "specific")]),
	},
	"udp_is_not_tcp": {
		"verdict": "fail", "violations": ["udp/0.0.0.0/22"],
		"input": _ports([_listener("udp", "0.0.0.0", 22, "all")]),
	},
	"allowed_by_the_user": {
		"verdict": "pass", "params": {"ports_allowed": ["tcp/8000-8100"]},
		"input": _ports([_listener("tcp", "0.0.0.0", 8080, "all")]),
	},
	"web_on_a_server": {"verdict": "pass", "role": "server", "input": _ports([_listener("tcp", "0.0.0.0", 443, "all")])},
	"web_on_a_laptop": {
		"verdict": "fail", "role": "laptop", "violations": ["tcp/0.0.0.0/443"],
		"input": _ports([_listener("tcp", "0.0.0.0", 443, "all")]),
	},
	"udp_port_of_the_kernel": {"verdict": "pass", "input": _ports([_listener("udp", "0.0.0.0", 40000, "all")])},
	"tcp_port_in_the_same_range": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/40000"],
		"input": _ports([_listener("tcp", "0.0.0.0", 40000, "all")]),
	},
	"files_at_rest": {
		"verdict": "unknown", "input": {}, "reason": "no listening sockets",
		"gaps": [{"path": "ports", "reason": "not applicable: files at rest have no listening sockets"}],
	},
	"no_port_range": {
		"verdict": "unknown", "reason": "malformed",
		"input": _ports([object.remove(_ssh, ["ephemeral"])]),
		"gaps": [{"path": "ports.listeners[*].ephemeral", "reason": "malformed port range"}],
	},
}
