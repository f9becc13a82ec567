package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.ports_unowned_test

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

_with_lockd(listeners) := object.union(_ports(listeners), {"ports": {"kernel_servers": ["lockd", "nfsd"]}})

cases := {
	"all_have_a_process": {"verdict": "pass", "input": _ports([_sshd]), "evidence": "listeners with a process: 1 of 1"},
	"nfs": {"verdict": "pass", "input": _ports([_sshd, _listener(2049, [])]), "evidence": "listeners with a process: 1 of 2; without: tcp/0.0.0.0/2049"},
	"nobody_has_it": {"verdict": "fail", "violations": ["tcp/0.0.0.0/31337"], "input": _ports([_sshd, _listener(31337, [])])},
	"nobody_has_it_and_no_lockd_runs": {"verdict": "fail", "violations": ["tcp/0.0.0.0/40000"], "input": _ports([_listener(40000, [])])},
	"perhaps_lockd": {"verdict": "unknown", "reason": "rpcinfo", "input": _with_lockd([_sshd, _listener(40000, [])])},
	"not_lockd": {"verdict": "fail", "violations": ["tcp/0.0.0.0/31337"], "input": _with_lockd([_listener(31337, [])])},
	"owner_hidden": _hidden_owner,
	"no_processes_told": {
		"verdict": "unknown", "reason": "denied",
		"input": {"ports": object.remove(_ports([object.remove(_sshd, ["processes"])]).ports, ["kernel_servers"])},
		"gaps": [
			{"path": "ports.kernel_servers", "reason": "/proc: permission denied", "denied": true},
			{"path": "ports.listeners[*].processes", "reason": "/proc: permission denied", "denied": true},
		],
	},
}
