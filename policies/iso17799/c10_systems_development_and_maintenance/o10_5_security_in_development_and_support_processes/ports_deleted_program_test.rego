package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.ports_deleted_program_test

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

_deleted(name, exe, uid) := object.union(_process(name, exe, uid), {"deleted": true})

cases := {
	"all_there": {"verdict": "pass", "input": _ports([_sshd]), "evidence": "programs that still run from their file: 1, behind 1 listener"},
	"replaced_by_an_update": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/80"],
		"input": _ports([_sshd, _listener(80, [_deleted("nginx", "/usr/sbin/nginx", 0)])]),
	},
	"never_on_disk": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/4444"],
		"input": _ports([_listener(4444, [_process("x", "/usr/bin/x", 0), _deleted("x", "/memfd:x", 0)])]),
	},
	"served_by_the_kernel": {"verdict": "pass", "input": _ports([_listener(2049, [])]), "evidence": "programs that still run from their file: 0, behind 1 listener"},
	"owner_hidden": _hidden_owner,
}
