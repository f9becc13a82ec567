package iso17799.c09_access_control.o9_6_application_access_control.file_open_folders_test

_files(paths) := {"files": {"walk": {"entries": 1000, "open_folders": {
	"count": count(paths),
	"items": [{"path": path, "owner": 4242, "group": 4242, "mode": "0666"} | some path in paths],
}}}}

cases := {
	"none": {"verdict": "pass", "input": _files([]), "evidence": "0 of 1000"},
	"found": {"verdict": "fail", "input": _files(["/srv/old"]), "violations": ["/srv/old"]},
	"excepted": {"verdict": "pass", "input": _files(["/srv/drop/a"]), "params": {"file_walk_exceptions": ["/srv/drop/*"]}},
	"found_beside_what_was_not_read": {
		"verdict": "fail",
		"input": _files(["/srv/old"]),
		"gaps": [{"path": "files.walk.open_folders.items[\"/home/*\"]", "reason": "permission denied"}],
		"violations": ["/srv/old"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.walk.open_folders", "reason": "/etc: permission denied", "denied": true}],
		"reason": "/etc: permission denied",
	},
}
