package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.file_device_folder_test

_file(fields) := object.union(
	{"owner": 0, "group": 0, "mode": "0644", "bytes": 12, "program": false, "hidden": false, "shared": false},
	fields,
)

_files(ordinary) := {"files": {"devices": {"entries": 140, "count": count(ordinary), "ordinary": ordinary}}}

cases := {
	"devices_only": {"verdict": "pass", "input": _files({}), "evidence": "140 entries below /dev"},
	"settings_of_a_rootkit": {"verdict": "fail", "input": _files({"/dev/ptyp": _file({})}), "violations": ["/dev/ptyp"]},
	"in_a_hidden_folder": {"verdict": "fail", "input": _files({"/dev/.x/run": _file({"hidden": true, "program": true})}), "violations": ["/dev/.x/run"]},
	"shared_memory": {"verdict": "pass", "input": _files({"/dev/shm/app-7": _file({"shared": true, "mode": "0666"})}), "evidence": "ordinary files: 1"},
	"program_in_shared_memory": {"verdict": "fail", "input": _files({"/dev/shm/kinsing": _file({"shared": true, "program": true})}), "violations": ["/dev/shm/kinsing"]},
	"hidden_in_shared_memory": {"verdict": "fail", "input": _files({"/dev/shm/.ICEd/list": _file({"shared": true, "hidden": true})}), "violations": ["/dev/shm/.ICEd/list"]},
	"known": {"verdict": "pass", "input": _files({"/dev/MAKEDEV": _file({"program": true}), "/dev/shm/.org.chromium.Chromium.a1": _file({"shared": true, "hidden": true})})},
	"allowed": {"verdict": "pass", "params": {"file_device_folder_allowed": ["/dev/our/*"]}, "input": _files({"/dev/our/state": _file({})})},
	"empty_in_place_of_a_device": {"verdict": "pass", "input": _files({"/dev/console": _file({"bytes": 0})})},
	"found_beside_what_was_not_read": {
		"verdict": "fail",
		"input": _files({"/dev/ptyp": _file({})}),
		"gaps": [{"path": "files.devices.ordinary[\"/dev/x/*\"]", "reason": "permission denied"}],
		"violations": ["/dev/ptyp"],
	},
	"unread": {
		"verdict": "unknown",
		"input": _files({}),
		"gaps": [{"path": "files.devices.ordinary[\"/dev/x/*\"]", "reason": "/dev/x: permission denied", "denied": true}],
		"reason": "/dev/x: permission denied",
	},
}
