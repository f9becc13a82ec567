package iso17799.c09_access_control.o9_6_application_access_control.account_home_exists_test

_host(home) := {"accounts": {
	"users": {"alice": {"uid": 1001, "gid": 1001, "home": "/home/alice", "shell": "/bin/bash", "log_on_shell": true, "password_field": "shadowed", "source": "/etc/passwd:9"}},
	"kinds": {"alice": "human"},
	"homes": {"alice": object.union({"path": "/home/alice", "kind": "directory", "link": false, "uid": 1001, "gid": 1001, "mode": "0750", "group_writable": false, "world_access": false, "world_writable": false}, home)},
}}

cases := {
	"there": {"verdict": "pass", "input": _host({}), "evidence": "1 person, 0 of them without a home folder"},
	"missing": {"verdict": "fail", "input": _host({"kind": "missing"}), "violations": ["account alice"]},
	"unreadable": {"verdict": "unknown", "input": {"accounts": object.remove(_host({}).accounts, ["homes"])}, "gaps": [{"path": "accounts.homes", "reason": "/home: permission denied", "denied": true}], "reason": "permission denied"},
}
