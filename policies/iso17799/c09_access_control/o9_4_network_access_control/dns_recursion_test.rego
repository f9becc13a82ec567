package iso17799.c09_access_control.o9_4_network_access_control.dns_recursion_test

_at(value) := {"value": value, "source": "/etc/bind/named.conf.options:4"}

_dns(fields) := {"netservices": {"dns": {
	"present": {"value": true, "source": "/etc/bind/named.conf"},
	"servers": {"/etc/bind/named.conf": object.union(
		{
			"product": "bind", "recursion": {"_default": _at("network")}, "transfers": {"example.org": _at("key")},
			"updates": {"example.org": _at("none")}, "version": _at(false),
		},
		fields,
	)},
}}}

cases := {
	"own": {"verdict": "pass", "evidence": "1 name server: _default network", "input": _dns({})},
	"open": {"verdict": "fail", "violations": ["bind _default"], "input": _dns({"recursion": {"_default": _at("all")}})},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"dns": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"dns": {"present": {"value": true, "source": "/etc/dns"}, "servers": {}}}},
		"gaps": [{"path": `netservices.dns.servers["/etc/bind/named.conf"]`, "reason": "permission denied", "denied": true}],
	},
}
