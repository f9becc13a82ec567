package iso17799.c04_organizational_security.o4_1_information_security_infrastructure.register_services_test

_listener(protocol, address, port, scope) := {
	"label": sprintf("%s/%s/%d (x)", [protocol, address, port]), "protocol": protocol, "address": address, "port": port,
	"ipv6": false, "scope": scope, "exposed": scope != "loopback", "ephemeral": port >= 32768,
}

_ledger(services) := {"registered": true, "asset": {
	"services": services, "services_given": count(services) > 0, "source": "ledger: assets.yaml:4",
}}

_host(services, listeners) := {
	"ledger": _ledger(services),
	"ports": {
		"source": "system: sockets", "scanner": {"mode": "off"},
		"listeners": {key: l | some l in listeners; key := sprintf("%s/%s/%d", [l.protocol, l.address, l.port])},
	},
}

_ssh := _listener("tcp", "0.0.0.0", 22, "all")

_web := _listener("tcp", "192.0.2.2", 443, "specific")

cases := {
	"all_authorised": {
		"verdict": "pass", "evidence": "authorised: tcp/22, tcp/443",
		"input": _host(["tcp/22", "tcp/443"], [_ssh, _web, _listener("tcp", "127.0.0.1", 5432, "loopback")]),
	},
	"nothing_listens": {"verdict": "pass", "input": _host(["tcp/22"], []), "evidence": "0 of 0"},
	"port_of_the_kernel": {"verdict": "pass", "input": _host(["tcp/22"], [_ssh, _listener("udp", "0.0.0.0", 40000, "all")])},
	"one_more": {"verdict": "fail", "input": _host(["tcp/22"], [_ssh, _web]), "violations": ["tcp/192.0.2.2/443"]},
	"another_protocol": {"verdict": "fail", "input": _host(["udp/22"], [_ssh]), "violations": ["tcp/0.0.0.0/22"]},
	"none_listed": {"verdict": "not_applicable", "input": _host([], [_ssh]), "evidence": "lists no authorised services"},
	"files_at_rest": {
		"verdict": "unknown", "input": {"ledger": _ledger(["tcp/22"])}, "reason": "no listening sockets",
		"gaps": [{"path": "ports", "reason": "files at rest have no listening sockets"}],
	},
	"not_registered": {
		"verdict": "unknown", "input": {"ledger": {"registered": false}}, "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
