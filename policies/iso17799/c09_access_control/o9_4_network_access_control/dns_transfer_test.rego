package iso17799.c09_access_control.o9_4_network_access_control.dns_transfer_test

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
	"key": {"verdict": "pass", "evidence": "example.org key", "input": _dns({})},
	"everyone": {"verdict": "fail", "violations": ["bind example.org"], "input": _dns({"transfers": {"example.org": _at("all")}})},
	"no_zone": {"verdict": "pass", "evidence": "1 name server: ", "input": _dns({"transfers": {}})},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"dns": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"dns": {"present": {"value": true, "source": "/etc/dns"}, "servers": {}}}},
		"gaps": [{"path": `netservices.dns.servers["/etc/bind/named.conf"]`, "reason": "permission denied", "denied": true}],
	},
}
