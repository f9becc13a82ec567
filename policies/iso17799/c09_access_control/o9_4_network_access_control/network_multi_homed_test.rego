package iso17799.c09_access_control.o9_4_network_access_control.network_multi_homed_test

_interface(kind, networks, fields) := object.union(
	{"kind": kind, "up": true, "promiscuous": false, "master": "", "physical": true, "networks": networks, "source": "/sys/class/net/x"},
	fields,
)

_host(interfaces, forward) := {
	"network": {"interfaces": interfaces},
	"sysctl": {"settings": {"net.ipv4.ip_forward": {"live": {"value": forward, "source": "/proc/sys/net/ipv4/ip_forward"}, "boot": {"value": forward, "source": "/etc/sysctl.d/x.conf:1"}}}},
}

_one := {"lo": _interface("loopback", [], {}), "eth0": _interface("ethernet", ["192.0.2.0/24"], {})}

_two := object.union(_one, {"eth1": _interface("ethernet", ["198.51.100.0/24"], {})})

cases := {
	"one_network": {"verdict": "pass", "input": _host(_one, "1"), "evidence": "1 interface in networks of others: eth0"},
	"two_without_forwarding": {"verdict": "pass", "input": _host(_two, "0"), "evidence": "eth1 (198.51.100.0/24)"},
	"two_with_forwarding": {"verdict": "fail", "input": _host(_two, "1"), "violations": ["forwarding"]},
	"router": {"verdict": "pass", "input": _host(_two, "1"), "params": {"network_multi_homed_allowed": true}, "evidence": "forwarding is on"},
	"containers": {"verdict": "pass", "input": _host(object.union(_one, {"docker0": _interface("bridge", ["172.17.0.0/16"], {})}), "1"), "evidence": "1 interface"},
	"second_is_down": {"verdict": "pass", "input": _host(object.union(_one, {"eth1": _interface("ethernet", ["198.51.100.0/24"], {"up": false})}), "1"), "evidence": "1 interface"},
	"forwarding_not_told": {"verdict": "unknown", "input": {"network": {"interfaces": _two}, "sysctl": {"settings": {}}}, "reason": "forward"},
	"tree": {"verdict": "unknown", "input": {"network": {}, "sysctl": {"settings": {}}}, "gaps": [{"path": "network.interfaces", "reason": "only a running system tells this"}], "reason": "running system"},
}
