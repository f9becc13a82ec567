package iso17799.c09_access_control.o9_4_network_access_control.database_mongodb_open_test

_at(value) := {"value": value, "source": "/etc/mongodb.conf:2"}

_instance(fields) := {"databases": {"mongodb": {
	"present": {"value": true, "source": "/etc/mongodb.conf"},
	"instances": {"/etc/mongodb.conf": fields},
}}}

cases := {
	"good": {"verdict": "pass", "input": _instance({"scope": _at("all"), "authorization": _at(true), "tls": _at("requireTLS")})},
	"bad": {"verdict": "fail", "violations": ["/etc/mongodb.conf"], "input": _instance({"scope": _at("all"), "authorization": _at(false), "tls": _at("disabled")})},
	"loopback": {"verdict": "fail", "violations": ["/etc/mongodb.conf"], "input": _instance({"scope": _at("loopback"), "authorization": _at(false), "tls": _at("disabled")})},
	"absent": {"verdict": "not_applicable", "input": {"databases": {"mongodb": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"databases": {"mongodb": {"present": {"value": true, "source": "/etc/mongodb.conf"}, "instances": {}}}},
		"gaps": [{"path": `databases.mongodb.instances["/etc/mongodb.conf"]`, "reason": "permission denied", "denied": true}],
	},
}
