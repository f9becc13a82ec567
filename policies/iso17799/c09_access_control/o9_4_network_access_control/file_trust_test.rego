package iso17799.c09_access_control.o9_4_network_access_control.file_trust_test

_entry(fields) := object.union(
	{
		"subject": "identity", "kind": "file", "owner": 0, "group": 0, "group_name": "root", "mode": "0644",
		"group_readable": true, "group_writable": false, "world_readable": true, "world_writable": false,
		"world_search": false, "sticky": false,
	},
	fields,
)

_trust(kind, fields) := object.union({"entry": _entry({"mode": "0600"}), "type": kind, "user": "alice", "lines": 1, "plus": false}, fields)

_files(trust) := {"files": {"trust": trust}}

cases := {
	"none": {"verdict": "pass", "input": _files({}), "evidence": "0 files"},
	"empty": {"verdict": "pass", "input": _files({"/etc/hosts.equiv": _trust("hosts.equiv", {"lines": 0})})},
	"netrc": {"verdict": "pass", "input": _files({"/root/.netrc": _trust("netrc", {})})},
	"plus": {"verdict": "fail", "input": _files({"/root/.rhosts": _trust("rhosts", {"plus": true})}), "violations": ["/root/.rhosts"]},
	"named": {"verdict": "fail", "input": _files({"/etc/shosts.equiv": _trust("hosts.equiv", {})}), "violations": ["/etc/shosts.equiv"]},
	"found_beside_what_was_not_read": {
		"verdict": "fail",
		"input": _files({"/root/.rhosts": _trust("rhosts", {})}),
		"gaps": [{"path": "files.trust[\"/home/a/.rhosts\"]", "reason": "permission denied"}],
		"violations": ["/root/.rhosts"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.trust", "reason": "/etc: permission denied", "denied": true}],
		"reason": "/etc: permission denied",
	},
}
