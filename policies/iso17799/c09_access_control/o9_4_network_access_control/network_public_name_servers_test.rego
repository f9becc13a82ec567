package iso17799.c09_access_control.o9_4_network_access_control.network_public_name_servers_test

_server(address, scope) := {"address": address, "scope": scope, "source": "/etc/resolv.conf:1"}

cases := {
	"inner": {"verdict": "pass", "input": {"network": {"name_servers": [_server("10.0.0.53", "private")]}}, "evidence": "0 of 1"},
	"public": {"verdict": "fail", "input": {"network": {"name_servers": [_server("8.8.8.8", "public"), _server("10.0.0.53", "private")]}}, "violations": ["8.8.8.8"]},
	"meant": {"verdict": "pass", "input": {"network": {"name_servers": [_server("198.51.100.53", "public")]}}, "params": {"network_name_servers_allowed": ["198.51.100.53"]}, "evidence": "1 of 1"},
	"unread": {"verdict": "unknown", "input": {"network": {}}, "gaps": [{"path": "network.name_servers", "reason": "/etc/resolv.conf: permission denied", "denied": true}], "reason": "permission denied"},
}
