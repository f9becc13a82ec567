package iso17799.c09_access_control.o9_6_application_access_control.walk_acl_system_test

_files(lists) := {"files": {"walk": {"entries": 1000}, "acls": lists}}

_acl(extra) := object.union(
	{
		"kind": "file", "owner": 0, "group": 0, "mode": "0640", "grants": ["user bob r--"], "readable": true, "writable": false, "default": [],
	},
	extra,
)

cases := {
	"none": {"verdict": "pass", "input": _files({})},
	"writable": {"verdict": "fail", "input": _files({"/etc/hosts": _acl({"writable": true, "grants": ["group dev rw-"]})}), "violations": ["/etc/hosts"]},
	"readable_only": {"verdict": "pass", "input": _files({"/etc/hosts": _acl({})})},
	"a_share": {"verdict": "pass", "input": _files({"/srv/share": _acl({"writable": true})})},
	"the_journal": {"verdict": "pass", "input": _files({"/var/log/journal": _acl({"grants": ["group adm r-x"]})})},
	"unread": {
		"verdict": "unknown", "input": {"files": {}},
		"gaps": [{"path": "files.acls", "reason": "/: permission denied", "denied": true}], "reason": "permission denied",
	},
	"part_unread": {
		"verdict": "unknown", "input": _files({}), "reason": "permission denied",
		"gaps": [{"path": "files.acls[\"/etc/*\"]", "reason": "permission denied"}],
	},
}
