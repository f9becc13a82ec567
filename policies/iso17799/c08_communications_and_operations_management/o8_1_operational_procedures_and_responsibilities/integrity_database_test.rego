package iso17799.c08_communications_and_operations_management.o8_1_operational_procedures_and_responsibilities.integrity_database_test

_config := "/etc/aide/aide.conf"

_aide(fields) := {"integrity": {"aide": object.union({"present": {"value": true, "source": "/usr/bin/aide"}}, fields)}}

_database(fields) := _aide({
	"config": _config, "named": true,
	"database": object.union({"kind": "file", "path": "/var/lib/aide/aide.db", "source": sprintf("%s:3", [_config])}, fields),
})

_gone := _database({"exists": false})

cases := {
	"there": {
		"verdict": "pass",
		"input": _database({"exists": true, "bytes": 4711, "modified": "2026-05-01T03:00:00Z"}),
		"evidence": "/etc/aide/aide.conf names /var/lib/aide/aide.db, of 4711 bytes",
	},
	"missing": {"verdict": "fail", "input": _gone, "violations": ["/var/lib/aide/aide.db"], "evidence": "which is not there"},
	"empty": {"verdict": "fail", "input": _database({"exists": true, "bytes": 0, "modified": "2026-05-01T03:00:00Z"}), "violations": ["/var/lib/aide/aide.db"]},
	"none_named": {"verdict": "fail", "input": _aide({"config": _config, "named": false}), "violations": [_config]},
	"not_installed": {"verdict": "not_applicable", "input": {"integrity": {"aide": {"present": {"value": false, "source": "/usr/bin/aide"}}}}},
	"no_configuration": {"verdict": "unknown", "input": _aide({}), "reason": "usual places"},
	"elsewhere": {
		"verdict": "unknown",
		"input": _aide({"config": _config, "named": true, "database": {"kind": "https", "source": sprintf("%s:3", [_config])}}),
		"reason": "named as https",
	},
	"unreadable": {
		"verdict": "unknown",
		"input": _aide({"config": _config}),
		"gaps": [{"path": "integrity.aide.named", "reason": "/etc/aide/aide.conf: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"unseen": {
		"verdict": "unknown",
		"input": {"integrity": {}},
		"gaps": [{"path": "integrity.aide", "reason": "/usr/bin: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
