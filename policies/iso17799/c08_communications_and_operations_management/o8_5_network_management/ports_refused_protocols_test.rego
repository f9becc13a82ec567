package iso17799.c08_communications_and_operations_management.o8_5_network_management.ports_refused_protocols_test

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
	"ssh": {
		"verdict": "pass", "evidence": "1 TCP listener can be reached, 1 recognised: tcp/0.0.0.0/22 (x) speaks ssh",
		"input": _ports([[_listener("tcp", "0.0.0.0", 22), _service("ssh", false)]]),
	},
	"ssh_on_another_port": {"verdict": "pass", "input": _ports([[_listener("tcp", "0.0.0.0", 2222), _service("ssh", false)]])},
	"telnet_on_another_port": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/2323"],
		"input": _ports([[_listener("tcp", "0.0.0.0", 2323), _service("telnet", false)]]),
	},
	"ftp_inside_tls": {"verdict": "pass", "input": _ports([[_listener("tcp", "0.0.0.0", 990), _service("ftp", true)]])},
	"telnet_on_loopback": {
		"verdict": "pass", "evidence": "0 TCP listeners can be reached",
		"input": _ports([[_listener("tcp", "127.0.0.1", 2323), _service("telnet", false)]]),
	},
	"docker_on_another_port": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/8080"],
		"input": _ports([[_listener("tcp", "0.0.0.0", 8080), _service("docker", false)]]),
	},
	"not_recognised": {
		"verdict": "unknown", "reason": "did not recognise",
		"input": _ports([[_listener("tcp", "0.0.0.0", 8080), _service("", false)]]),
	},
	"found_beside_one_not_recognised": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/2323"],
		"input": _ports([
			[_listener("tcp", "0.0.0.0", 8080), _service("", false)],
			[_listener("tcp", "0.0.0.0", 2323), _service("telnet", false)],
		]),
	},
	"nothing_said": {
		"verdict": "unknown", "reason": "said nothing",
		"input": object.union(_ports([[_listener("tcp", "0.0.0.0", 22), _service("ssh", false)]]), {"ports": {"listeners": {"tcp/0.0.0.0/80": _listener("tcp", "0.0.0.0", 80)}}}),
	},
	"udp_is_left_to_the_list_of_ports": {
		"verdict": "pass", "input": _ports([[_listener("udp", "0.0.0.0", 68), _service("", false)]]),
	},
	"no_nmap": _no_nmap,
	"one_not_probed": {
		"verdict": "unknown", "reason": "gave",
		"input": _ports([[_listener("tcp", "0.0.0.0", 22), _service("ssh", false)]]),
		"gaps": [{"path": "ports.services[\"tcp/0.0.0.0/80\"]", "reason": "nmap gave the host up"}],
	},
}
