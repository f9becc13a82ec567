package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.disk_encryption_test

_volume(encrypted) := {"device": "/dev/mapper/root", "type": "ext4", "encrypted": encrypted, "how": "seen", "source": "system: mounts"}

_disks(encrypted) := {"mobile": {"volumes": {
	"/": _volume(encrypted),
	"/boot": object.union(_volume("no"), {"device": "/dev/sda2"}),
}}}

cases := {
	"encrypted": {"verdict": "pass", "role": "server", "input": _disks("yes"), "evidence": "encrypted: yes"},
	"plain": {"verdict": "fail", "role": "server", "input": _disks("no"), "violations": ["/"]},
	"cannot_tell": {"verdict": "unknown", "role": "server", "input": _disks("unknown"), "reason": "/dev/mapper/root"},
	"unreadable": {
		"verdict": "unknown",
		"role": "server",
		"input": {"mobile": {}},
		"gaps": [{"path": "mobile.volumes", "reason": "/etc/fstab: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
