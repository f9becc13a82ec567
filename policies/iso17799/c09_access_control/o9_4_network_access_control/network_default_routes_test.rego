package iso17799.c09_access_control.o9_4_network_access_control.network_default_routes_test

_routes(list) := {"network": {"default_routes": {sprintf("%s/%s/%s", r): {"family": r[0], "interface": r[1], "gateway": r[2], "metric": 0, "source": "/proc/net/route"} | some r in list}}}

cases := {
	"one_each": {"verdict": "pass", "input": _routes([["ipv4", "eth0", "192.0.2.1"], ["ipv6", "eth0", "fe80::1"]]), "evidence": "1 default route for ipv4: ipv4/eth0/192.0.2.1"},
	"none": {"verdict": "pass", "input": _routes([]), "evidence": "0 default routes for ipv6"},
	"two": {"verdict": "fail", "input": _routes([["ipv4", "eth0", "192.0.2.1"], ["ipv4", "ppp0", "0.0.0.0"]]), "violations": ["ipv4"]},
	"two_allowed": {"verdict": "pass", "input": _routes([["ipv4", "eth0", "192.0.2.1"], ["ipv4", "eth1", "198.51.100.1"]]), "params": {"network_default_routes_max": 2}, "evidence": "2 default routes"},
	"tree": {"verdict": "unknown", "input": {"network": {}}, "gaps": [{"path": "network.default_routes", "reason": "only a running system tells this"}], "reason": "running system"},
}
