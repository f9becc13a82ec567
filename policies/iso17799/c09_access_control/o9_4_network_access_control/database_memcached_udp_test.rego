package iso17799.c09_access_control.o9_4_network_access_control.database_memcached_udp_test

_at(value) := {"value": value, "source": "/etc/memcached.conf:2"}

_instance(fields) := {"databases": {"memcached": {
	"present": {"value": true, "source": "/etc/memcached.conf"},
	"instances": {"/etc/memcached.conf": fields},
}}}

cases := {
	"good": {"verdict": "pass", "input": _instance({"scope": _at("all"), "udp": _at(0), "sasl": _at(false), "tls": _at(false)})},
	"bad": {"verdict": "fail", "violations": ["/etc/memcached.conf"], "input": _instance({"scope": _at("all"), "udp": _at(11211), "sasl": _at(false), "tls": _at(false)})},
	"loopback": {"verdict": "pass", "evidence": "listens on loopback", "input": _instance({"scope": _at("loopback"), "udp": _at(11211), "sasl": _at(false), "tls": _at(false)})},
	"absent": {"verdict": "not_applicable", "input": {"databases": {"memcached": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"databases": {"memcached": {"present": {"value": true, "source": "/etc/memcached.conf"}, "instances": {}}}},
		"gaps": [{"path": `databases.memcached.instances["/etc/memcached.conf"]`, "reason": "permission denied", "denied": true}],
	},
}
