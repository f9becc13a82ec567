package iso17799.c09_access_control.o9_6_application_access_control.database_redis_password_test

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
	"password": {"verdict": "pass", "evidence": "0 open without", "input": _redis({"open": {"value": false, "source": "/etc/redis/redis.conf:5"}})},
	"none": {"verdict": "fail", "violations": ["/etc/redis/redis.conf"], "input": _redis({})},
	"socket_only": {"verdict": "pass", "input": _redis({"scope": {"value": "none", "source": "/etc/redis/redis.conf:4"}})},
	"acl_user": {"verdict": "fail", "violations": ["/etc/redis/redis.conf: app"], "input": _redis({
		"open": {"value": false, "source": "/etc/redis/users.acl:1"},
		"passwordless": {"app": {"value": "on nopass", "source": "/etc/redis/users.acl:2"}},
	})},
	"absent": {"verdict": "not_applicable", "input": {"databases": {"redis": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": _unread,
}
