package iso17799.c09_access_control.o9_6_application_access_control.account_home_owner_test

_host(home) := {"accounts": {
	"users": {"alice": {"uid": 1001, "gid": 1001, "home": "/home/alice", "shell": "/bin/bash", "log_on_shell": true, "password_field": "shadowed", "source": "/etc/passwd:9"}},
	"kinds": {"alice": "human"},
	"homes": {"alice": object.union({"path": "/home/alice", "kind": "directory", "link": false, "uid": 1001, "gid": 1001, "mode": "0750", "group_writable": false, "world_access": false, "world_writable": false}, home)},
}}

cases := {
	"own": {"verdict": "pass", "input": _host({}), "evidence": "1 home folder, 0 of them of somebody else"},
	"roots": {"verdict": "pass", "input": _host({"uid": 0})},
	"foreign": {"verdict": "fail", "input": _host({"uid": 1002}), "violations": ["/home/alice"]},
	"unreadable": {"verdict": "unknown", "input": {"accounts": object.remove(_host({}).accounts, ["homes"])}, "gaps": [{"path": "accounts.homes", "reason": "/home: permission denied", "denied": true}], "reason": "permission denied"},
}
