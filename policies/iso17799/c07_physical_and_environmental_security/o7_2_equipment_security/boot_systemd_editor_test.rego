package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.boot_systemd_editor_test

_files(editor) := {"files": {"boot": {"systemd_boot": {
	"present": {"value": true, "source": "/boot/loader/loader.conf"},
	"editor": {"value": editor, "source": "/boot/loader/loader.conf:3"},
}}}}

cases := {
	"off": {"verdict": "pass", "input": _files(false), "evidence": "editor: false"},
	"on": {"verdict": "fail", "input": _files(true), "violations": ["systemd-boot editor"]},
	"absent": {"verdict": "not_applicable", "input": {"files": {"boot": {"systemd_boot": {"present": {"value": false, "source": "/boot/loader/loader.conf"}}}}}},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.boot.systemd_boot", "reason": "/etc: permission denied", "denied": true}],
		"reason": "/etc: permission denied",
	},
}
