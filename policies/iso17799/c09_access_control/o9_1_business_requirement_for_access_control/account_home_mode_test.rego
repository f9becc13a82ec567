package iso17799.c09_access_control.o9_1_business_requirement_for_access_control.account_home_mode_test

_host(home) := {"accounts": {
	"users": {"alice": {"uid": 1001, "gid": 1001, "home": "/home/alice", "shell": "/bin/bash", "log_on_shell": true, "password_field": "shadowed", "source": "/etc/passwd:9"}},
	"kinds": {"alice": "human"},
	"homes": {"alice": object.union({"path": "/home/alice", "kind": "directory", "link": false, "uid": 1001, "gid": 1001, "mode": "0750", "group_writable": false, "world_access": false, "world_writable": false}, home)},
}}

cases := {
	"closed": {"verdict": "pass", "input": _host({}), "evidence": "1 home folder, 0 of them open"},
	"readable": {"verdict": "fail", "input": _host({"mode": "0755", "world_access": true}), "violations": ["/home/alice"]},
	"group_writable": {"verdict": "fail", "input": _host({"mode": "0770", "group_writable": true}), "violations": ["/home/alice"]},
	"missing": {"verdict": "pass", "input": _host({"kind": "missing"})},
	"unreadable": {"verdict": "unknown", "input": {"accounts": object.remove(_host({}).accounts, ["homes"])}, "gaps": [{"path": "accounts.homes", "reason": "/home: permission denied", "denied": true}], "reason": "permission denied"},
}
