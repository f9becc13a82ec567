package iso17799.c09_access_control.o9_2_user_access_management.walk_capabilities_root_test

_files(caps) := {"files": {"walk": {"entries": 1000}, "capabilities": caps}}

_cap(extra) := object.union(
	{
		"permitted": ["cap_net_raw"], "inheritable": [], "effective": true, "root_id": 0, "owner": 0, "group": 0,
		"mode": "0755", "name": "ping", "group_writable": false, "world_writable": false, "packaged": true,
	},
	extra,
)

cases := {
	"harmless": {"verdict": "pass", "input": _files({"/usr/bin/ping": _cap({})})},
	"setuid": {"verdict": "fail", "input": _files({"/usr/bin/python3.11": _cap({"permitted": ["cap_net_raw", "cap_setuid"]})}), "violations": ["/usr/bin/python3.11"]},
	"known": {"verdict": "pass", "input": _files({"/usr/bin/newuidmap": _cap({"permitted": ["cap_setuid"]})})},
	"unread": {
		"verdict": "unknown", "input": {"files": {}},
		"gaps": [{"path": "files.capabilities", "reason": "/: permission denied", "denied": true}], "reason": "permission denied",
	},
	"found_beside_what_was_not_read": {
		"verdict": "fail", "input": _files({"/opt/x": _cap({"permitted": ["cap_sys_admin"]})}), "violations": ["/opt/x"],
		"gaps": [{"path": "files.capabilities[\"/home/*\"]", "reason": "permission denied"}],
	},
	"none_but_part_was_not_read": {
		"verdict": "unknown", "input": _files({}), "reason": "permission denied",
		"gaps": [{"path": "files.capabilities[\"/home/*\"]", "reason": "permission denied"}],
	},
}
