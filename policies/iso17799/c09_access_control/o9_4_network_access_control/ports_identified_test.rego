package iso17799.c09_access_control.o9_4_network_access_control.ports_identified_test

_listener(protocol, address, port) := {
	"label": sprintf("%s/%s/%d (x)", [protocol, address, port]), "protocol": protocol, "address": address, "port": port,
	"ipv6": false, "scope": _scope(address), "exposed": address != "127.0.0.1", "ephemeral": false, "processes": [],
}

_scope("127.0.0.1") := "loopback"

_scope("0.0.0.0") := "all"

_service(name, tls) := {
	"state": "open", "identified": name != "", "name": name, "tls": tls, "product": "", "version": "", "extra_info": "",
	"source": "command: nmap 127.0.0.1",
}

# Each pair is a listener and the service behind it.
_ports(pairs) := {"ports": {
	"source": "system: sockets", "scanner": {"mode": "auto", "version": "7.93", "types": ["connect"]},
	"listeners": {_key(p[0]): p[0] | some p in pairs},
	"services": {_key(p[0]): s |
		some p in pairs
		s := object.union(p[1], {"protocol": p[0].protocol, "address": "127.0.0.1", "port": p[0].port})
	},
}}

_key(l) := sprintf("%s/%s/%d", [l.protocol, l.address, l.port])

_no_nmap := {
	"verdict": "unknown", "reason": "apt-get install nmap",
	"input": {"ports": object.remove(_ports([[_listener("tcp", "0.0.0.0", 22), _service("ssh", false)]]).ports, ["services"])},
	"gaps": [{"path": "ports.services", "reason": "nmap is not installed: apt-get install nmap"}],
}

_named(name, product) := object.union(_service(name, false), {"product": product, "version": "9.2"})

cases := {
	"known": {
		"verdict": "pass", "evidence": "tcp/0.0.0.0/22 (x) is ssh OpenSSH 9.2",
		"input": _ports([[_listener("tcp", "0.0.0.0", 22), _named("ssh", "OpenSSH")]]),
	},
	"loopback_is_not_asked": {"verdict": "pass", "input": _ports([[_listener("tcp", "127.0.0.1", 99), _service("", false)]])},
	"protocol_without_program": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/80"],
		"input": _ports([[_listener("tcp", "0.0.0.0", 80), _service("http", false)]]),
	},
	"nothing_recognised": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/99"],
		"input": _ports([[_listener("tcp", "0.0.0.0", 99), _service("", false)]]),
	},
	"nothing_said": {
		"verdict": "unknown", "reason": "said nothing",
		"input": object.union(_ports([[_listener("tcp", "0.0.0.0", 22), _named("ssh", "OpenSSH")]]), {"ports": {"listeners": {"tcp/0.0.0.0/80": _listener("tcp", "0.0.0.0", 80)}}}),
	},
	"no_nmap": _no_nmap,
}
