package iso17799.c09_access_control.o9_4_network_access_control.rsync_open_test

_at(value) := {"value": value, "source": "/etc/rsyncd.conf:5"}

_rsync(fields) := {"netservices": {"rsync": {
	"present": {"value": true, "source": "/etc/rsyncd.conf"},
	"modules": {"backup": object.union(
		{
			"path": "/srv/backup", "auth": _at(true), "write": _at(false), "limited": _at(true), "chroot": _at(true), "root": false,
			"source": "/etc/rsyncd.conf:4",
		},
		fields,
	)},
}}}

cases := {
	"asks": {"verdict": "pass", "evidence": "1 module, 1 of them asks", "input": _rsync({})},
	"limited": {"verdict": "pass", "input": _rsync({"auth": _at(false)})},
	"open": {"verdict": "fail", "violations": ["backup"], "input": _rsync({"auth": _at(false), "limited": _at(false)})},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"rsync": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"rsync": {"present": {"value": true, "source": "/etc/rsync"}, "modules": {}}}},
		"gaps": [{"path": `netservices.rsync.modules["/etc/rsyncd.conf"]`, "reason": "permission denied", "denied": true}],
	},
}
