package iso17799.c08_communications_and_operations_management.o8_2_system_planning_and_acceptance.capacity_disk_test

_fs(percent, inodes, limited) := {"host": {"capacity": {"file_systems": {
	"/": {"device": "/dev/vda1", "type": "ext4", "read_only": false, "total_bytes": 1000000, "used_percent": 17, "inodes": {"limited": true, "used_percent": 4}, "source": "command: df -P -k -l"},
	"/var": {"device": "/dev/vda2", "type": "ext4", "read_only": false, "total_bytes": 1000000, "used_percent": percent, "inodes": {"limited": limited, "used_percent": inodes}, "source": "command: df -P -k -l"},
	"/snap/core": {"device": "/dev/loop0", "type": "squashfs", "read_only": true, "total_bytes": 1000, "used_percent": 100, "inodes": {"limited": true, "used_percent": 100}, "source": "command: df -P -k -l"},
}}}}

cases := {
	"room": {"verdict": "pass", "input": _fs(40, 10, true), "evidence": "fullest at 40 %"},
	"full": {"verdict": "fail", "input": _fs(96, 10, true), "violations": ["/var"]},
	"own_threshold": {"verdict": "fail", "input": _fs(40, 10, true), "params": {"capacity_max_disk_percent": 15}, "violations": ["/", "/var"]},
	"not_running": {
		"verdict": "unknown",
		"input": {"host": {}},
		"gaps": [{"path": "host.capacity", "reason": "only a running system tells this"}],
		"reason": "running system",
	},
}
