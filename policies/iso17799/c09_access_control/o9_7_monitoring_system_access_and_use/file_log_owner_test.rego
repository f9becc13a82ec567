package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.file_log_owner_test

_user(uid, gid) := {
	"uid": uid, "gid": gid, "home": "/", "shell": "/bin/sh", "log_on_shell": true, "password_field": "shadowed",
	"source": "/etc/passwd:1",
}

_accounts := {
	"users": {"root": _user(0, 0), "postgres": _user(105, 110), "alice": _user(1000, 1000), "bob": _user(1001, 100)},
	"kinds": {"root": "root", "postgres": "system", "alice": "human", "bob": "human"},
	"id_ranges": {
		"uid_min": {"value": 1000, "source": "/etc/login.defs:1"},
		"uid_max": {"value": 60000, "source": "/etc/login.defs:2"},
	},
}

_held(id, paths) := {sprintf("%d", [id]): {"id": id, "count": count(paths), "paths": paths}}

_host(owners, writers) := {
	"files": {"logs": {"count": 12, "open": {}, "owners": owners, "group_writers": writers}},
	"accounts": _accounts,
}

_alice := _held(1000, ["/var/log/app.log"])

cases := {
	"services_only": {
		"verdict": "pass",
		"input": _host(_held(105, ["/var/log/postgresql/a.log"]), _held(110, ["/var/log/postgresql"])),
		"evidence": "log files below /var/log: 12; owners of them besides root: 1",
	},
	"owned_by_a_person": {"verdict": "fail", "input": _host(_alice, {}), "violations": ["account alice"]},
	"many_are_summed_up": {
		"verdict": "fail",
		"input": _host({"1000": {"id": 1000, "count": 12, "paths": ["/var/log/a", "/var/log/b"]}}, {}),
		"violations": ["account alice"],
	},
	"written_by_a_persons_group": {"verdict": "fail", "input": _host({}, _held(100, ["/var/log/app"])), "violations": ["account bob"]},
	"the_next_persons_id": {"verdict": "fail", "input": _host(_held(1005, ["/var/log/old.log"]), {}), "violations": ["user id 1005"]},
	"an_id_of_no_person": {"verdict": "pass", "input": _host(_held(65534, ["/var/log/x"]), {})},
	"allowed": {"verdict": "pass", "params": {"log_owners_allowed": ["alice"]}, "input": _host(_alice, _held(1000, ["/var/log/app.log"]))},
	"found_beside_what_was_not_read": {
		"verdict": "fail",
		"input": _host(_alice, {}),
		"gaps": [{"path": "files.logs.owners[\"/var/log/audit/*\"]", "reason": "permission denied"}],
		"violations": ["account alice"],
	},
	"nothing_found_in_what_was_read": {
		"verdict": "unknown",
		"input": _host({}, {}),
		"gaps": [{"path": "files.logs.owners[\"/var/log/audit/*\"]", "reason": "/var/log/audit: permission denied"}],
		"reason": "permission denied",
	},
	"accounts_unread": {
		"verdict": "unknown",
		"input": object.union(_host(_alice, {}), {"accounts": {"kinds": {}}}),
		"gaps": [{"path": "accounts.users", "reason": "/etc/passwd: permission denied", "denied": true}],
		"reason": "/etc/passwd: permission denied",
	},
}
