package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.ports_relay_program_test

_process(name, exe, uid) := {
	"pid": 700, "name": name, "exe": exe, "deleted": false, "uid": uid, "unit": "",
}

_listener(port, processes) := {
	"label": sprintf("tcp/0.0.0.0/%d", [port]), "protocol": "tcp", "address": "0.0.0.0", "port": port,
	"ipv6": false, "scope": "all", "exposed": true, "ephemeral": port >= 32768, "processes": processes,
}

_ports(listeners) := {"ports": {
	"source": "system: sockets", "scanner": {"mode": "off"}, "kernel_servers": [],
	"listeners": {l.label: l | some l in listeners},
}}

_sshd := _listener(22, [_process("sshd", "/usr/sbin/sshd", 0)])

_hidden_owner := {
	"verdict": "unknown", "reason": "not visible",
	"input": _ports([_sshd, object.remove(_listener(80, []), ["processes"])]),
	"gaps": [{"path": "ports.listeners[\"tcp/0.0.0.0/80\"].processes", "reason": "tcp/0.0.0.0/80: not visible to this user", "denied": true}],
}

cases := {
	"services_only": {"verdict": "pass", "input": _ports([_sshd]), "evidence": "served by sshd"},
	"netcat": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/4444"],
		"input": _ports([_sshd, _listener(4444, [_process("nc", "/usr/bin/nc.openbsd", 1000)])]),
	},
	"socat_under_another_name": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/443"],
		"input": _ports([_listener(443, [_process("nginx", "/usr/bin/socat", 0)])]),
	},
	"another_file_named_like_it": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/443"],
		"input": _ports([_listener(443, [_process("ncat", "/opt/x", 0)])]),
	},
	"taken_off_the_list": {
		"verdict": "pass", "params": {"ports_relay_programs": ["nc"]},
		"input": _ports([_listener(443, [_process("socat", "/usr/bin/socat", 0)])]),
	},
	"owner_hidden": _hidden_owner,
}
