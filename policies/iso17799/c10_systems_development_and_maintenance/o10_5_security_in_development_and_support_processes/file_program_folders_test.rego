package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.file_program_folders_test

_place(weak) := {"exists": true, "weak": weak}

_files(places) := {"files": {"path": places}}

cases := {
	"right": {"verdict": "pass", "input": _files({"/usr/bin": _place([])}), "evidence": "/usr/bin"},
	"weak": {"verdict": "fail", "input": _files({"/usr/bin": _place(["/usr/bin is writable by everybody"])}), "violations": ["/usr/bin"]},
	"found_beside_what_was_not_read": {
		"verdict": "fail",
		"input": _files({"/usr/bin": _place(["/usr is writable by everybody"])}),
		"gaps": [{"path": "files.path[\"/x\"]", "reason": "permission denied"}],
		"violations": ["/usr/bin"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.path", "reason": "/etc: permission denied", "denied": true}],
		"reason": "/etc: permission denied",
	},
}
