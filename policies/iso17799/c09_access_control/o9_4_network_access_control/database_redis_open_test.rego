package iso17799.c09_access_control.o9_4_network_access_control.database_redis_open_test

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
	"loopback": {"verdict": "pass", "evidence": "0 reached from the network, 1 open", "input": _redis({})},
	"password": {"verdict": "pass", "input": _redis(object.union(_on_all, {"refuses": "no", "open": {"value": false, "source": "/x:1"}}))},
	"open": {"verdict": "fail", "violations": ["/etc/redis/redis.conf"], "input": _redis(object.union(_on_all, {"refuses": "no"}))},
	"protected": {"verdict": "pass", "input": _redis(_on_all)},
	"depends": {"verdict": "unknown", "reason": "depends on the release", "input": _redis(object.union(_on_all, {"refuses": "unknown"}))},
	"absent": {"verdict": "not_applicable", "input": {"databases": {"redis": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": _unread,
}
