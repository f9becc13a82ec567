package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.ports_transient_program_test

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
	"system_folder": {"verdict": "pass", "input": _ports([_sshd]), "evidence": "served by /usr/sbin/sshd"},
	"temporary_folder": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/4444"],
		"input": _ports([_sshd, _listener(4444, [_process("x", "/tmp/.x/x", 1000)])]),
	},
	"shared_memory": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/4444"],
		"input": _ports([_listener(4444, [_process("x", "/dev/shm/x", 1000)])]),
	},
	"no_file_at_all": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/4444"],
		"input": _ports([_listener(4444, [_process("x", "/memfd:x", 1000)])]),
	},
	"a_folder_of_a_like_name": {"verdict": "pass", "input": _ports([_listener(80, [_process("x", "/tmpl/x", 1000)])])},
	"home_folder": {"verdict": "pass", "input": _ports([_listener(80, [_process("x", "/home/eve/x", 1000)])])},
	"home_folder_refused_by_the_user": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/80"], "params": {"ports_transient_folders": ["/home/"]},
		"input": _ports([_listener(80, [_process("x", "/home/eve/x", 1000)])]),
	},
	"owner_hidden": _hidden_owner,
}
