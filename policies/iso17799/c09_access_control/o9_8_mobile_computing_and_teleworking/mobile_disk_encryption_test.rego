package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.mobile_disk_encryption_test

_volume(encrypted) := {"device": "/dev/mapper/root", "type": "ext4", "encrypted": encrypted, "how": "seen", "source": "system: mounts"}

_disks(encrypted) := {"mobile": {"volumes": {
	"/": _volume(encrypted),
	"/boot": object.union(_volume("no"), {"device": "/dev/sda2"}),
}}}

cases := {
	"encrypted": {"verdict": "pass", "role": "laptop", "input": _disks("yes"), "evidence": "encrypted: yes"},
	"plain": {"verdict": "fail", "role": "laptop", "input": _disks("no"), "violations": ["/"]},
	"cannot_tell": {"verdict": "unknown", "role": "laptop", "input": _disks("unknown"), "reason": "/dev/mapper/root"},
	"unreadable": {
		"verdict": "unknown",
		"role": "laptop",
		"input": {"mobile": {}},
		"gaps": [{"path": "mobile.volumes", "reason": "/etc/fstab: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
