package iso17799.c09_access_control.o9_5_operating_system_access_control.mount_network_test

_point(changes) := object.union(
	{"moment": "boot", "path": "/x", "type": "ext4", "network": false, "user": false, "nosuid": true, "nodev": true, "noexec": true, "source": "/etc/fstab:3"},
	changes,
)

_mounts(changes) := {"mounts": {"points": {"boot:x": _point(changes)}}}

cases := {
	"options": {"verdict": "pass", "input": _mounts({"network": true}), "evidence": "1 mount point"},
	"no_such_mount": {"verdict": "pass", "input": _mounts({"path": "/", "type": "ext4", "nosuid": false, "nodev": false}), "evidence": "0 of them"},
	"without": {"verdict": "fail", "input": _mounts({"network": true, "nosuid": false}), "violations": ["boot:x"]},
	"fstab_unread": {
		"verdict": "unknown",
		"input": {"mounts": {"points": {}}},
		"gaps": [{"path": `mounts.points["boot:/etc/fstab"]`, "reason": "/etc/fstab: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"unreadable": {
		"verdict": "unknown",
		"input": {"mounts": {}},
		"gaps": [{"path": "mounts", "reason": "permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
