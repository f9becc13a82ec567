package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.database_redis_transport_test

_redis(fields) := {"databases": {"redis": {
	"present": {"value": true, "source": "/etc/redis/redis.conf"},
	"instances": {"/etc/redis/redis.conf": object.union(
		{
			"settings": {
				"protected-mode": {"value": "yes", "source": "default: Redis"}, "port": {"value": "6379", "source": "default: Redis"},
				"tls-port": {"value": "0", "source": "default: Redis"},
			},
			"scope": {"value": "loopback", "source": "/etc/redis/redis.conf:2"},
			"open": {"value": true, "source": "default: Redis"},
			"passwordless": {}, "refuses": "yes", "renamed": [],
		},
		fields,
	)},
}}}

_on_all := {"scope": {"value": "all", "source": "/etc/redis/redis.conf:2"}}

_unread := {
	"verdict": "unknown", "reason": "permission denied",
	"input": {"databases": {"redis": {"present": {"value": true, "source": "/etc/redis/redis.conf"}, "instances": {}}}},
	"gaps": [{"path": `databases.redis.instances["/etc/redis/redis.conf"]`, "reason": "permission denied", "denied": true}],
}

cases := {
	"loopback": {"verdict": "pass", "evidence": "listens on loopback", "input": _redis({})},
	"tls": {"verdict": "pass", "input": _redis(object.union(_on_all, {"settings": {
		"port": {"value": "0", "source": "/etc/redis/redis.conf:3"}, "tls-port": {"value": "6379", "source": "/etc/redis/redis.conf:4"},
	}}))},
	"plain": {"verdict": "fail", "violations": ["/etc/redis/redis.conf"], "input": _redis(_on_all)},
	"absent": {"verdict": "not_applicable", "input": {"databases": {"redis": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": _unread,
}
