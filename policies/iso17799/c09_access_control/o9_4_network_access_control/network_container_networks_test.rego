package iso17799.c09_access_control.o9_4_network_access_control.network_container_networks_test

_interface(kind, networks, fields) := object.union(
	{"kind": kind, "up": true, "promiscuous": false, "master": "", "physical": true, "networks": networks, "source": "/sys/class/net/x"},
	fields,
)

_host(interfaces, configured) := {"network": {"interfaces": interfaces, "configured": configured}}

_eth := {"eth0": _interface("ethernet", ["192.0.2.0/24"], {})}

_one := object.union(_eth, {"docker0": _interface("bridge", ["10.9.0.0/24"], {"physical": false})})

cases := {
	"none": {"verdict": "pass", "input": _host(_eth, {}), "evidence": "0 "},
	"active": {"verdict": "fail", "input": _host(_one, {}), "violations": ["docker0"]},
	"down": {"verdict": "pass", "input": _host(object.union(_eth, {"docker0": _interface("bridge", [], {"up": false})}), {}), "evidence": "none"},
	"configured": {"verdict": "fail", "input": _host(_eth, {"docker0": {"kind": "bridge", "source": "/etc/network/interfaces:9"}}), "violations": ["docker0"]},
	"allowed": {"verdict": "pass", "input": _host(_one, {}), "params": {"network_containers_allowed": ["do*"]}, "evidence": "docker0"},
	"tree": {"verdict": "unknown", "input": {"network": {"configured": {}}}, "gaps": [{"path": "network.interfaces", "reason": "only a running system tells this"}], "reason": "running system"},
	"denied": {
		"verdict": "fail", "violations": ["docker0"], "input": _host(_one, {}),
		"gaps": [{"path": "network.configured[\"/etc/netplan\"]", "reason": "/etc/netplan: permission denied", "denied": true}],
	},
}
