package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.file_programs_open_test

_walk(paths) := {"files": {"walk": {
	"roots": ["/"], "entries": 1000, "skipped": [],
	"world_writable": {"count": count(paths), "items": [{"path": path, "owner": 0, "group": 0, "mode": "0777"} | some path in paths]},
}}}

cases := {
	"none": {"verdict": "pass", "input": _walk([]), "evidence": "0 of 1000 files"},
	"elsewhere": {"verdict": "pass", "input": _walk(["/srv/drop/a", "/opt/app/data"]), "evidence": "2 of 1000 files can be changed by everybody, 0 of them"},
	"exception": {"verdict": "pass", "input": _walk(["/usr/local/lib/x/cache"]), "params": {"file_walk_exceptions": ["/usr/local/lib/x/*"]}},
	"program": {"verdict": "fail", "input": _walk(["/usr/local/bin/deploy"]), "violations": ["/usr/local/bin/deploy"]},
	"module": {"verdict": "fail", "input": _walk(["/usr/lib/modules/6.1.0/evil.ko", "/srv/a"]), "violations": ["/usr/lib/modules/6.1.0/evil.ko"]},
	"found_beside_an_unread_folder": {
		"verdict": "fail",
		"input": _walk(["/usr/local/sbin/run"]),
		"gaps": [{"path": "files.walk.world_writable.items[\"/srv/*\"]", "reason": "/srv: permission denied"}],
		"violations": ["/usr/local/sbin/run"],
	},
	"unread": {
		"verdict": "unknown",
		"input": _walk([]),
		"gaps": [{"path": "files.walk.world_writable.items[\"/usr/*\"]", "reason": "/usr: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
