package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.disk_swap_encryption_test

_swap(encrypted) := {"mobile": {
	"present": {"swap": {"value": true, "source": "/etc/fstab"}},
	"swap": {"/dev/sda3": {"device": "/dev/sda3", "type": "swap", "encrypted": encrypted, "how": "seen", "source": "/etc/fstab:4"}},
}}

cases := {
	"encrypted": {"verdict": "pass", "input": _swap("yes"), "evidence": "swap on /dev/sda3"},
	"plain": {"verdict": "fail", "input": _swap("no"), "violations": ["/dev/sda3"]},
	"cannot_tell": {"verdict": "unknown", "input": _swap("unknown"), "reason": "/dev/sda3"},
	"none": {"verdict": "not_applicable", "input": {"mobile": {"present": {"swap": {"value": false, "source": "/etc/fstab"}}, "swap": {}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"mobile": {"present": {"swap": {"value": true, "source": "/etc/fstab"}}}},
		"gaps": [{"path": "mobile.swap", "reason": "permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
