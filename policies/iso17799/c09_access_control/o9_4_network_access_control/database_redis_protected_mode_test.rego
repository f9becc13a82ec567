package iso17799.c09_access_control.o9_4_network_access_control.database_redis_protected_mode_test

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
	"on": {"verdict": "pass", "evidence": "protected-mode yes", "input": _redis({})},
	"off": {"verdict": "fail", "violations": ["/etc/redis/redis.conf: protected-mode"], "input": _redis({"settings": {
		"protected-mode": {"value": "no", "source": "/etc/redis/redis.conf:3"},
	}})},
	"debug": {"verdict": "fail", "violations": ["/etc/redis/redis.conf: enable-debug-command"], "input": _redis({"settings": {
		"enable-debug-command": {"value": "yes", "source": "/etc/redis/redis.conf:3"},
	}})},
	"absent": {"verdict": "not_applicable", "input": {"databases": {"redis": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": _unread,
}
