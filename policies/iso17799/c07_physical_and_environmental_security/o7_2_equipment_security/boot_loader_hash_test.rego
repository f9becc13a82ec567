package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.boot_loader_hash_test

_fact(value) := {"value": value, "source": "/boot/grub/grub.cfg:2"}

_files(hashed) := {"files": {"boot": {"grub": {"present": _fact(true), "password": _fact(true), "hashed": _fact(hashed)}}}}

cases := {
	"hashed": {"verdict": "pass", "input": _files(true), "evidence": "PBKDF2"},
	"clear": {"verdict": "fail", "input": _files(false), "violations": ["grub password"]},
	"none": {"verdict": "not_applicable", "input": {"files": {"boot": {"grub": {"present": _fact(true), "password": _fact(false)}}}}},
	"no_grub": {"verdict": "not_applicable", "input": {"files": {"boot": {"grub": {"present": _fact(false)}}}}},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {"boot": {}}},
		"gaps": [{"path": "files.boot.grub", "reason": "/boot/grub/grub.cfg: permission denied"}],
		"reason": "permission denied",
	},
}
