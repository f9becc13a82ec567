package iso17799.c09_access_control.o9_4_network_access_control.network_name_servers_test

_server(address, scope) := {"address": address, "scope": scope, "source": "/etc/resolv.conf:1"}

cases := {
	"two": {"verdict": "pass", "input": {"network": {"name_servers": [_server("10.0.0.53", "private"), _server("10.0.1.53", "private")]}}, "evidence": "2 name servers: 10.0.0.53"},
	"none": {"verdict": "fail", "input": {"network": {"name_servers": []}}, "violations": ["/etc/resolv.conf"]},
	"one_in_strict": {"verdict": "fail", "input": {"network": {"name_servers": [_server("10.0.0.53", "private")]}}, "params": {"network_name_servers_min": 2}, "violations": ["/etc/resolv.conf"]},
	"made_when_running": {"verdict": "unknown", "input": {"network": {}}, "gaps": [{"path": "network.name_servers", "reason": "/etc/resolv.conf is a link to a file that is made while the host runs"}], "reason": "made while the host runs"},
	"none_in_a_tree": {
		"verdict": "unknown",
		"input": {"context": {"target": {"running": false, "kind": "rootfs", "privileged": true}, "role": "server", "today": 20600, "time_ns": 1779840000000000000}, "network": {"name_servers": []}},
		"reason": "may be given some",
	},
}
