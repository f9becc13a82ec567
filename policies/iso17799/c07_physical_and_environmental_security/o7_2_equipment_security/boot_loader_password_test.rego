package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.boot_loader_password_test

_fact(value) := {"value": value, "source": "/boot/grub/grub.cfg:2"}

_files(superusers, password) := {"files": {"boot": {"grub": {
	"present": _fact(true), "superusers": _fact(superusers), "password": _fact(password),
}}}}

cases := {
	"protected": {"verdict": "pass", "input": _files(true, true), "evidence": "superusers: true"},
	"open": {"verdict": "fail", "input": _files(false, false), "violations": ["grub superusers", "grub password"]},
	"no_superusers": {"verdict": "fail", "input": _files(false, true), "violations": ["grub superusers"]},
	"no_grub": {"verdict": "not_applicable", "input": {"files": {"boot": {"grub": {"present": {"value": false, "source": "/boot/grub/grub.cfg"}}}}}},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {"boot": {}}},
		"gaps": [{"path": "files.boot.grub", "reason": "/boot/grub/grub.cfg: permission denied"}],
		"reason": "permission denied",
	},
}
