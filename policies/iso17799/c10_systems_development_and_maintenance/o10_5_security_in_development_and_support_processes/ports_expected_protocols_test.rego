package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.ports_expected_protocols_test

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

cases := {
	"as_expected": {
		"verdict": "pass", "evidence": "tcp/0.0.0.0/443 (x) speaks http",
		"input": _ports([
			[_listener("tcp", "0.0.0.0", 22), _service("ssh", false)], [_listener("tcp", "0.0.0.0", 443), _service("http", true)],
		]),
	},
	"ssh_on_another_port": {
		"verdict": "pass", "evidence": "none of 1 listener is on a well-known port",
		"input": _ports([[_listener("tcp", "0.0.0.0", 2222), _service("ssh", false)]]),
	},
	"ssh_behind_443": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/443"],
		"input": _ports([[_listener("tcp", "0.0.0.0", 443), _service("ssh", false)]]),
	},
	"shell_behind_53_of_loopback": {
		"verdict": "fail", "violations": ["tcp/127.0.0.1/53"],
		"input": _ports([[_listener("tcp", "127.0.0.1", 53), _service("shell", false)]]),
	},
	"accepted_by_the_user": {
		"verdict": "pass", "params": {"ports_expected_protocols": {"tcp/443": ["ssh"]}},
		"input": _ports([[_listener("tcp", "0.0.0.0", 443), _service("ssh", false)]]),
	},
	"not_recognised": {
		"verdict": "unknown", "reason": "did not recognise",
		"input": _ports([[_listener("tcp", "0.0.0.0", 443), _service("", false)]]),
	},
	"nothing_said": {
		"verdict": "unknown", "reason": "said nothing",
		"input": object.union(_ports([[_listener("tcp", "0.0.0.0", 22), _service("ssh", false)]]), {"ports": {"listeners": {"tcp/0.0.0.0/80": _listener("tcp", "0.0.0.0", 80)}}}),
	},
	"no_nmap": _no_nmap,
}
