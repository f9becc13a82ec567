package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.disk_key_files_test

_file(mode, other) := {"path": "/etc/key", "mode": mode, "owner": 0, "group_readable": false, "other_readable": other, "writable": false}

_mapping(file) := {"mobile": {
	"present": {"crypttab": {"value": true, "source": "/etc/crypttab"}},
	"key_files": {"/etc/key": file},
}}

cases := {
	"tight": {"verdict": "pass", "input": _mapping(_file("0400", false)), "evidence": "1 key file"},
	"readable": {"verdict": "fail", "input": _mapping(_file("0644", true)), "violations": ["/etc/key"]},
	"foreign": {"verdict": "fail", "input": _mapping(object.union(_file("0400", false), {"owner": 1000})), "violations": ["/etc/key"]},
	"none": {"verdict": "not_applicable", "input": {"mobile": {"present": {"crypttab": {"value": false, "source": "/etc/crypttab"}}, "key_files": {}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"mobile": {"present": {"crypttab": {"value": true, "source": "/etc/crypttab"}}}},
		"gaps": [{"path": "mobile.key_files", "reason": "permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
