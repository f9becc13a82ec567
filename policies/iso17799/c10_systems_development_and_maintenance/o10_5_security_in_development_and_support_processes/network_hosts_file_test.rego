package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.network_hosts_file_test

_host(list) := {"network": {"hosts_entries": 5, "hosts_oddities": list}}

_entry(name, why) := {"name": name, "address": "192.0.2.66", "why": why, "source": "/etc/hosts:7"}

cases := {
	"plain": {"verdict": "pass", "input": _host([]), "evidence": "5 names"},
	"updates": {"verdict": "fail", "input": _host([_entry("security.debian.org", "vendor")]), "violations": ["security.debian.org"]},
	"localhost": {"verdict": "fail", "input": _host([_entry("localhost", "localhost")]), "violations": ["localhost"]},
	"mirror": {"verdict": "pass", "input": _host([_entry("deb.debian.org", "vendor")]), "params": {"network_hosts_allowed": ["deb.debian.org"]}, "evidence": "1 of them"},
	"unread": {"verdict": "unknown", "input": {"network": {}}, "gaps": [{"path": "network.hosts_oddities", "reason": "/etc/hosts: permission denied", "denied": true}, {"path": "network.hosts_entries", "reason": "/etc/hosts: permission denied", "denied": true}], "reason": "permission denied"},
}
