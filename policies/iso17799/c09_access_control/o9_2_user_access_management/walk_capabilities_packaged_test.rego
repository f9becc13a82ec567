package iso17799.c09_access_control.o9_2_user_access_management.walk_capabilities_packaged_test

_files(caps) := {"files": {"walk": {"entries": 1000}, "capabilities": caps}}

_cap(extra) := object.union(
	{
		"permitted": ["cap_net_raw"], "inheritable": [], "effective": true, "root_id": 0, "owner": 0, "group": 0,
		"mode": "0755", "name": "ping", "group_writable": false, "world_writable": false, "packaged": true,
	},
	extra,
)

cases := {
	"packaged": {"verdict": "pass", "input": _files({"/usr/bin/ping": _cap({})}), "evidence": "1 program"},
	"none": {"verdict": "pass", "input": _files({})},
	"copy": {"verdict": "fail", "input": _files({"/opt/python3": _cap({"packaged": false, "permitted": ["cap_setuid"]})}), "violations": ["/opt/python3"]},
	"inherited_only": {"verdict": "pass", "input": _files({"/opt/x": _cap({"packaged": false, "permitted": [], "inheritable": ["cap_setuid"]})})},
	"allowed": {"verdict": "pass", "input": _files({"/opt/x": _cap({"packaged": false})}), "params": {"walk_capabilities_allowed": ["/opt/x"]}},
	"no_package_database": {
		"verdict": "unknown", "input": _files({"/opt/x": object.remove(_cap({}), ["packaged"])}),
		"gaps": [{"path": "files.capabilities[*].packaged", "reason": "no package database"}], "reason": "no package database",
	},
	"unread": {
		"verdict": "unknown", "input": {"files": {}},
		"gaps": [{"path": "files.capabilities", "reason": "/: permission denied", "denied": true}], "reason": "permission denied",
	},
	"found_beside_what_was_not_read": {
		"verdict": "fail", "input": _files({"/opt/x": _cap({"packaged": false})}), "violations": ["/opt/x"],
		"gaps": [{"path": "files.capabilities[\"/home/*\"]", "reason": "permission denied"}],
	},
	"none_but_part_was_not_read": {
		"verdict": "unknown", "input": _files({}), "reason": "permission denied",
		"gaps": [{"path": "files.capabilities[\"/home/*\"]", "reason": "permission denied"}],
	},
}
