package iso17799.c09_access_control.o9_1_business_requirement_for_access_control.account_shells_listed_test

_host(listed, exists) := {"accounts": {
	"users": {"alice": {"uid": 1001, "gid": 1001, "home": "/home/alice", "shell": "/bin/bash", "log_on_shell": true, "shell_listed": listed, "shell_exists": exists, "password_field": "shadowed", "source": "/etc/passwd:9"}},
	"kinds": {"alice": "human"},
	"shells": {"value": ["/bin/bash"], "source": "/etc/shells"},
}}

cases := {
	"listed": {"verdict": "pass", "input": _host(true, true), "evidence": "1 person with a shell, 0 of them not in"},
	"not_listed": {"verdict": "fail", "input": _host(false, true), "violations": ["account alice"]},
	"does_not_exist": {"verdict": "fail", "input": _host(true, false), "violations": ["account alice"]},
	"no_list": {
		"verdict": "unknown",
		"input": {"accounts": object.union(_host(false, true).accounts, {"shells": {"value": ["/bin/csh", "/bin/sh"], "source": "default: getusershell(3)"}})},
		"reason": "there is no /etc/shells",
	},
	"unreadable": {"verdict": "unknown", "input": {"accounts": object.remove(_host(true, true).accounts, ["shells"])}, "gaps": [{"path": "accounts.shells", "reason": "/etc/shells: permission denied", "denied": true}], "reason": "permission denied"},
}
