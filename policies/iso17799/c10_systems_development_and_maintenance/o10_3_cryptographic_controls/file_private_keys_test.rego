package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.file_private_keys_test

_entry(fields) := object.union(
	{
		"subject": "identity", "kind": "file", "owner": 0, "group": 0, "group_name": "root", "mode": "0644",
		"group_readable": true, "group_writable": false, "world_readable": true, "world_writable": false,
		"world_search": false, "sticky": false,
	},
	fields,
)

_key(fields, weak) := {
	"entry": _entry(object.union({"subject": "account", "mode": "0600", "group_readable": false, "world_readable": false}, fields)),
	"format": "PKCS#8", "encrypted": false, "weak": weak,
}

_files(keys) := {"files": {"keys": keys}}

cases := {
	"none": {"verdict": "pass", "input": _files({}), "evidence": "0 private keys"},
	"right": {"verdict": "pass", "input": _files({"/etc/ssl/private/a.key": _key({}, [])}), "evidence": "a.key 0600"},
	"ssl_cert": {"verdict": "pass", "input": _files({"/etc/ssl/private/a.key": _key({"group_readable": true, "group": 110, "group_name": "ssl-cert"}, [])})},
	"world": {"verdict": "fail", "input": _files({"/etc/ssl/private/a.key": _key({"world_readable": true}, [])}), "violations": ["/etc/ssl/private/a.key"]},
	"group": {"verdict": "fail", "input": _files({"/etc/ssl/private/a.key": _key({"group_readable": true, "group": 100, "group_name": "users"}, [])}), "violations": ["/etc/ssl/private/a.key"]},
	"folder": {"verdict": "fail", "input": _files({"/srv/a.key": _key({}, ["/srv is writable by everybody"])}), "violations": ["/srv/a.key"]},
	"found_beside_what_was_not_read": {
		"verdict": "fail",
		"input": _files({"/srv/a.key": _key({"world_readable": true}, [])}),
		"gaps": [{"path": "files.keys[\"/etc/nginx/*\"]", "reason": "permission denied"}],
		"violations": ["/srv/a.key"],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.keys", "reason": "/etc: permission denied", "denied": true}],
		"reason": "/etc: permission denied",
	},
}
