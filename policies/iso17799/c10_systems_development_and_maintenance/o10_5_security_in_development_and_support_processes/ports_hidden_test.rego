package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.ports_hidden_test

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

_with(unlisted) := object.union(
	_ports([[_listener("tcp", "0.0.0.0", 22), _service("ssh", false)]]),
	{"ports": {"scanner": {"mode": "full"}, "unlisted_open": unlisted}},
)

_unlisted(name) := object.union(_service(name, false), {"protocol": "tcp", "address": "127.0.0.1", "port": 31337})

cases := {
	"all_listed": {"verdict": "pass", "input": _with({}), "evidence": "0 TCP ports of loopback answer without being listed; 1 listener"},
	"a_hidden_shell": {
		"verdict": "fail", "violations": ["tcp/127.0.0.1/31337"],
		"input": _with({"tcp/127.0.0.1/31337": _unlisted("shell")}),
	},
	"a_hidden_something": {
		"verdict": "fail", "violations": ["tcp/127.0.0.1/31337"],
		"input": _with({"tcp/127.0.0.1/31337": _unlisted("")}),
	},
	"not_looked_for": {
		"verdict": "unknown", "reason": "not observed",
		"input": _ports([[_listener("tcp", "0.0.0.0", 22), _service("ssh", false)]]),
	},
	"scan_failed": {
		"verdict": "unknown", "reason": "timed out",
		"input": _ports([[_listener("tcp", "0.0.0.0", 22), _service("ssh", false)]]),
		"gaps": [{"path": "ports.unlisted_open", "reason": "timed out"}],
	},
}
