package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.database_elasticsearch_transport_test

_at(value) := {"value": value, "source": "/etc/elasticsearch.conf:2"}

_instance(fields) := {"databases": {"elasticsearch": {
	"present": {"value": true, "source": "/etc/elasticsearch.conf"},
	"instances": {"/etc/elasticsearch.conf": fields},
}}}

cases := {
	"good": {"verdict": "pass", "input": _instance({"product": "elasticsearch", "scope": _at("all"), "security": _at(true), "http_tls": _at(true)})},
	"bad": {"verdict": "fail", "violations": ["/etc/elasticsearch.conf"], "input": _instance({"product": "elasticsearch", "scope": _at("all"), "security": _at(true), "http_tls": _at(false)})},
	"loopback": {"verdict": "pass", "evidence": "listens on loopback", "input": _instance({"product": "elasticsearch", "scope": _at("loopback"), "security": _at(false), "http_tls": _at(false)})},
	"absent": {"verdict": "not_applicable", "input": {"databases": {"elasticsearch": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"databases": {"elasticsearch": {"present": {"value": true, "source": "/etc/elasticsearch.conf"}, "instances": {}}}},
		"gaps": [{"path": `databases.elasticsearch.instances["/etc/elasticsearch.conf"]`, "reason": "permission denied", "denied": true}],
	},
}
