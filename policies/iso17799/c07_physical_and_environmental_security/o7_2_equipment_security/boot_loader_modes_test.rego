package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.boot_loader_modes_test

_entry(fields) := object.union(
	{
		"subject": "identity", "kind": "file", "owner": 0, "group": 0, "group_name": "root", "mode": "0644",
		"group_readable": true, "group_writable": false, "world_readable": true, "world_writable": false,
		"world_search": false, "sticky": false,
	},
	fields,
)

_files(fields) := {"files": {
	"boot": {"grub": {"present": {"value": true, "source": "/boot/grub/grub.cfg"}}},
	"entries": {"/boot/grub/grub.cfg": _entry(object.union({"subject": "boot"}, fields))},
}}

cases := {
	"closed": {"verdict": "pass", "input": _files({"mode": "0600", "world_readable": false, "group_readable": false}), "evidence": "grub.cfg 0600"},
	"world": {"verdict": "fail", "input": _files({}), "violations": ["/boot/grub/grub.cfg"]},
	"group": {"verdict": "fail", "input": _files({"world_readable": false, "group": 100}), "violations": ["/boot/grub/grub.cfg"]},
	"no_grub": {"verdict": "not_applicable", "input": {"files": {"boot": {"grub": {"present": {"value": false, "source": "/boot/grub/grub.cfg"}}}}}},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {"boot": {}}},
		"gaps": [{"path": "files.boot.grub", "reason": "/boot/grub/grub.cfg: permission denied"}],
		"reason": "permission denied",
	},
}
