package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.database_mongodb_transport_test

_at(value) := {"value": value, "source": "/etc/mongodb.conf:2"}

_instance(fields) := {"databases": {"mongodb": {
	"present": {"value": true, "source": "/etc/mongodb.conf"},
	"instances": {"/etc/mongodb.conf": fields},
}}}

cases := {
	"good": {"verdict": "pass", "input": _instance({"scope": _at("all"), "authorization": _at(true), "tls": _at("requireTLS")})},
	"bad": {"verdict": "fail", "violations": ["/etc/mongodb.conf"], "input": _instance({"scope": _at("all"), "authorization": _at(true), "tls": _at("preferTLS")})},
	"loopback": {"verdict": "pass", "evidence": "TLS: disabled", "input": _instance({"scope": _at("loopback"), "authorization": _at(true), "tls": _at("disabled")})},
	"absent": {"verdict": "not_applicable", "input": {"databases": {"mongodb": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"databases": {"mongodb": {"present": {"value": true, "source": "/etc/mongodb.conf"}, "instances": {}}}},
		"gaps": [{"path": `databases.mongodb.instances["/etc/mongodb.conf"]`, "reason": "permission denied", "denied": true}],
	},
}
