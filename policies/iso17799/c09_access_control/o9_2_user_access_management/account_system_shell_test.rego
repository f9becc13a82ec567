package iso17799.c09_access_control.o9_2_user_access_management.account_system_shell_test

_host(kind, shell, log_on, state) := {"accounts": {
	"users": {"svc": {"uid": 990, "gid": 990, "home": "/var/lib/svc", "shell": shell, "log_on_shell": log_on, "password_field": "shadowed", "source": "/etc/passwd:9"}},
	"credentials": {"svc": {"state": state, "algorithm": "", "cost": 0, "source": "/etc/shadow:9"}},
	"kinds": {"svc": kind},
}}

cases := {
	"nologin": {"verdict": "pass", "input": _host("system", "/usr/sbin/nologin", false, "none"), "evidence": "1 system account, 0 of them with a log-on shell"},
	"sync": {"verdict": "pass", "input": _host("system", "/bin/sync", true, "none")},
	"allowed": {"verdict": "pass", "input": _host("system", "/bin/sh", true, "none"), "params": {"account_system_shells_allowed": ["svc"]}},
	"shell": {"verdict": "fail", "input": _host("system", "/bin/bash", true, "none"), "violations": ["account svc"]},
	"no_shell_is_sh": {"verdict": "fail", "input": _host("system", "", true, "none"), "violations": ["account svc"]},
	"who_is_system_is_unknown": {"verdict": "unknown", "input": {"accounts": {"users": _host("system", "/bin/sh", true, "set").accounts.users}}, "gaps": [{"path": "accounts.kinds", "reason": "/etc/login.defs: not a regular file"}], "reason": "not a regular file"},
}
