package iso17799.c09_access_control.o9_6_application_access_control.walk_acl_secrets_test

_files(lists) := {"files": {"walk": {"entries": 1000}, "acls": lists}}

_acl(extra) := object.union(
	{
		"kind": "file", "owner": 0, "group": 0, "mode": "0640", "grants": ["user bob r--"], "readable": true, "writable": false, "default": [],
	},
	extra,
)

cases := {
	"none": {"verdict": "pass", "input": _files({}), "evidence": "0 access control lists"},
	"shadow": {"verdict": "fail", "input": _files({"/etc/shadow": _acl({})}), "violations": ["/etc/shadow"]},
	"elsewhere": {"verdict": "pass", "input": _files({"/srv/share/x": _acl({})})},
	"allowed_account": {"verdict": "pass", "input": _files({"/etc/shadow": _acl({})}), "params": {"walk_acl_accounts_allowed": ["user bob"]}},
	"unread": {
		"verdict": "unknown", "input": {"files": {}},
		"gaps": [{"path": "files.acls", "reason": "/: permission denied", "denied": true}], "reason": "permission denied",
	},
	"part_unread": {
		"verdict": "unknown", "input": _files({}), "reason": "permission denied",
		"gaps": [{"path": "files.acls[\"/etc/*\"]", "reason": "permission denied"}],
	},
}
