package iso17799.c09_access_control.o9_6_application_access_control.ports_root_test

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
	"sshd_only": {"verdict": "pass", "input": _ports([_sshd]), "evidence": "1 of them owned by root: /usr/sbin/sshd"},
	"own_account": {
		"verdict": "pass", "evidence": "0 of them owned by root",
		"input": _ports([_listener(8080, [_process("app", "/opt/app/server", 1000)])]),
	},
	"another_program_as_root": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/8080"],
		"input": _ports([_sshd, _listener(8080, [_process("app", "/opt/app/server", 0)])]),
	},
	"one_of_two_owners_is_root": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/8080"],
		"input": _ports([_listener(8080, [_process("app", "/opt/app/server", 1000), _process("x", "/opt/x", 0)])]),
	},
	"a_name_is_no_path": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/8080"],
		"input": _ports([_listener(8080, [_process("sshd", "/opt/sshd", 0)])]),
	},
	"allowed_by_the_user": {
		"verdict": "pass", "params": {"ports_root_programs": ["/opt/app/server"]},
		"input": _ports([_listener(8080, [_process("app", "/opt/app/server", 0)])]),
	},
	"served_by_the_kernel": {"verdict": "pass", "input": _ports([_listener(2049, [])]), "evidence": "0 of them owned by root"},
	"owner_hidden": _hidden_owner,
	"found_although_another_is_hidden": {
		"verdict": "fail", "violations": ["tcp/0.0.0.0/8080"],
		"input": _ports([_listener(8080, [_process("app", "/opt/app/server", 0)]), object.remove(_listener(80, []), ["processes"])]),
		"gaps": _hidden_owner.gaps,
	},
	"executable_hidden": {
		"verdict": "unknown", "reason": "executable",
		"input": _ports([_sshd, _listener(80, [object.remove(_process("nginx", "", 33), ["exe", "deleted"])])]),
		"gaps": [{"path": "ports.listeners[\"tcp/0.0.0.0/80\"].processes[*].exe", "reason": "the executable is not visible", "denied": true}],
	},
}
