package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.file_program_owners_test

_walk(items) := {"files": {"walk": {"roots": ["/"], "entries": 1000, "skipped": [], "programs": {"count": count(items), "items": items}}}}

_item(path, owner, group, mode) := {"path": path, "owner": owner, "group": group, "mode": mode}

cases := {
	"none": {"verdict": "pass", "input": _walk([]), "evidence": "can change: 0"},
	"at": {"verdict": "pass", "input": _walk([_item("/usr/bin/at", 1, 1, "6755")]), "evidence": "can change: 1, as their packages mean it: 1"},
	"at_of_a_person": {"verdict": "fail", "input": _walk([_item("/usr/bin/at", 1000, 1, "6755")]), "violations": ["/usr/bin/at"]},
	"of_a_person": {"verdict": "fail", "input": _walk([_item("/usr/local/bin/deploy", 1000, 1000, "0755")]), "violations": ["/usr/local/bin/deploy"]},
	"of_a_service": {"verdict": "fail", "input": _walk([_item("/usr/bin/tool", 33, 0, "0755")]), "violations": ["/usr/bin/tool"]},
	"of_a_group": {"verdict": "fail", "input": _walk([_item("/usr/local/sbin/run", 0, 50, "0775")]), "violations": ["/usr/local/sbin/run"]},
	"exception": {
		"verdict": "pass", "input": _walk([_item("/usr/bin/tool", 9, 0, "0755")]),
		"params": {"file_program_owner_exceptions": ["/usr/bin/tool"]}, "evidence": "as their packages mean it: 1",
	},
	"found_beside_an_unread_folder": {
		"verdict": "fail", "input": _walk([_item("/usr/bin/tool", 1000, 0, "0755")]), "violations": ["/usr/bin/tool"],
		"gaps": [{"path": "files.walk.programs.items[\"/srv/*\"]", "reason": "/srv: permission denied"}],
	},
	"unread": {
		"verdict": "unknown", "input": _walk([]), "reason": "permission denied",
		"gaps": [{"path": "files.walk.programs.items[\"/usr/*\"]", "reason": "/usr: permission denied", "denied": true}],
	},
}
