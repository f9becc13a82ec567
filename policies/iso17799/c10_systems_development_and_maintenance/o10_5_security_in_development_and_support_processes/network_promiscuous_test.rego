package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.network_promiscuous_test

_interface(kind, networks, fields) := object.union(
	{"kind": kind, "up": true, "promiscuous": false, "master": "", "physical": true, "networks": networks, "source": "/sys/class/net/x"},
	fields,
)

_host(promiscuous) := {"network": {"interfaces": {"eth0": _interface("ethernet", [], {"promiscuous": promiscuous})}}}

cases := {
	"quiet": {"verdict": "pass", "input": _host(false), "evidence": "0 of 1"},
	"sniffer": {"verdict": "fail", "input": _host(true), "violations": ["eth0"]},
	"sensor": {"verdict": "pass", "input": _host(true), "params": {"network_promiscuous_allowed": ["eth*"]}, "evidence": "1 of 1"},
	"tree": {"verdict": "unknown", "input": {"network": {}}, "gaps": [{"path": "network.interfaces", "reason": "only a running system tells this"}], "reason": "running system"},
}
