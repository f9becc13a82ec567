package iso17799.c09_access_control.o9_4_network_access_control.dns_version_test

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
	"hidden": {"verdict": "pass", "evidence": "0 tell their version", "input": _dns({})},
	"shown": {"verdict": "fail", "violations": ["/etc/bind/named.conf"], "input": _dns({"version": _at(true)})},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"dns": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"dns": {"present": {"value": true, "source": "/etc/dns"}, "servers": {}}}},
		"gaps": [{"path": `netservices.dns.servers["/etc/bind/named.conf"]`, "reason": "permission denied", "denied": true}],
	},
}
