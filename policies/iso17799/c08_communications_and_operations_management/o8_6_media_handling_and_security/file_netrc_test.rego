package iso17799.c08_communications_and_operations_management.o8_6_media_handling_and_security.file_netrc_test

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
	"none": {"verdict": "pass", "input": _files({}), "evidence": "0 .netrc"},
	"closed": {"verdict": "pass", "input": _files({"/root/.netrc": _trust("netrc", {"entry": _entry({"mode": "0600", "world_readable": false, "group_readable": false})})}), "evidence": "1 .netrc"},
	"open": {"verdict": "fail", "input": _files({"/root/.netrc": _trust("netrc", {})}), "violations": ["/root/.netrc"]},
	"group": {"verdict": "fail", "input": _files({"/root/.netrc": _trust("netrc", {"entry": _entry({"world_readable": false})})}), "violations": ["/root/.netrc"]},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.trust", "reason": "/etc: permission denied", "denied": true}],
		"reason": "/etc: permission denied",
	},
}
