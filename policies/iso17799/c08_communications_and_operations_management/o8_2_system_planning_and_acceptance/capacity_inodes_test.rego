package iso17799.c08_communications_and_operations_management.o8_2_system_planning_and_acceptance.capacity_inodes_test

_fs(percent, inodes, limited) := {"host": {"capacity": {"file_systems": {
	"/": {"device": "/dev/vda1", "type": "ext4", "read_only": false, "total_bytes": 1000000, "used_percent": 17, "inodes": {"limited": true, "used_percent": 4}, "source": "command: df -P -k -l"},
	"/var": {"device": "/dev/vda2", "type": "ext4", "read_only": false, "total_bytes": 1000000, "used_percent": percent, "inodes": {"limited": limited, "used_percent": inodes}, "source": "command: df -P -k -l"},
	"/snap/core": {"device": "/dev/loop0", "type": "squashfs", "read_only": true, "total_bytes": 1000, "used_percent": 100, "inodes": {"limited": true, "used_percent": 100}, "source": "command: df -P -k -l"},
}}}}

cases := {
	"room": {"verdict": "pass", "input": _fs(40, 10, true), "evidence": "fullest at 10 %"},
	"full": {"verdict": "fail", "input": _fs(40, 91, true), "violations": ["/var"]},
	"made_as_needed": {"verdict": "pass", "input": _fs(40, 0, false)},
	"nothing_limited": {"verdict": "pass", "input": {"host": {"capacity": {"file_systems": {"/": {"device": "/dev/vda1", "type": "btrfs", "read_only": false, "total_bytes": 1000, "used_percent": 1, "inodes": {"limited": false, "used_percent": 0}, "source": "command: df -P -k -l"}}}}}, "evidence": "no file system limits"},
	"not_running": {
		"verdict": "unknown",
		"input": {"host": {}},
		"gaps": [{"path": "host.capacity", "reason": "only a running system tells this"}],
		"reason": "running system",
	},
}
