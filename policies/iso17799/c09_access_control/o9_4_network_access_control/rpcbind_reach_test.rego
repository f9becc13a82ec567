package iso17799.c09_access_control.o9_4_network_access_control.rpcbind_reach_test

_host(names, units) := {"services": {
	"starts": {name: start | some name in names; start := {"manager": "systemd", "via": "boot", "source": "/etc/systemd/system/sockets.target.wants/rpcbind.socket"}},
	"units": units,
}}

_socket(listen) := {"rpcbind.socket": {"load": "found", "enabled": "enabled", "listen": listen, "source": "/lib/systemd/system/rpcbind.socket"}}

cases := {
	"this_host": {"verdict": "pass", "input": _host({"rpcbind.socket"}, _socket(["/run/rpcbind.sock", "127.0.0.1:111", "[::1]:111"])), "evidence": "127.0.0.1:111"},
	"every_address": {"verdict": "fail", "input": _host({"rpcbind.socket"}, _socket(["/run/rpcbind.sock", "0.0.0.0:111", "[::]:111"])), "violations": ["rpcbind"]},
	"one_address": {"verdict": "fail", "input": _host({"rpcbind.socket"}, _socket(["192.0.2.1:111"]))},
	"without_a_socket": {"verdict": "fail", "input": _host({"rpcbind.service"}, {}), "violations": ["rpcbind"]},
	"script": {"verdict": "fail", "input": _host({"rpcbind"}, {})},
	"stated": {"verdict": "pass", "params": {"rpcbind_reachable": true}, "input": _host({"rpcbind.socket"}, _socket(["0.0.0.0:111"]))},
	"does_not_start": {"verdict": "not_applicable", "input": _host({"ssh.service"}, _socket(["0.0.0.0:111"]))},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {"units": {}}},
		"gaps": [{"path": "services.starts", "reason": "/etc/systemd/system: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
