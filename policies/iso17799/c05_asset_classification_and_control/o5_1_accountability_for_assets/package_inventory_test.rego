package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.package_inventory_test

_facts(complete, unread) := {"packages": {
	"complete": {"value": complete, "source": "/var/lib/dpkg/status"}, "count": 88, "unread": unread,
}}

cases := {
	"whole": {"verdict": "pass", "input": _facts(true, []), "evidence": "88 packages"},
	"broken_entry": {"verdict": "fail", "input": _facts(false, ["/var/lib/dpkg/status:9: no name"]), "violations": ["package database"]},
	"no_database": {
		"verdict": "unknown",
		"input": {},
		"gaps": [{"path": "packages", "reason": "no package database was found"}],
		"reason": "no package database",
	},
}
