package iso17799.c09_access_control.o9_2_user_access_management.account_system_locked_test

_host(kind, shell, log_on, state) := {"accounts": {
	"users": {"svc": {"uid": 990, "gid": 990, "home": "/var/lib/svc", "shell": shell, "log_on_shell": log_on, "password_field": "shadowed", "source": "/etc/passwd:9"}},
	"credentials": {"svc": {"state": state, "algorithm": "", "cost": 0, "source": "/etc/shadow:9"}},
	"kinds": {"svc": kind},
}}

cases := {
	"locked": {"verdict": "pass", "input": _host("system", "/usr/sbin/nologin", false, "none"), "evidence": "1 system account, 0 of them with a password"},
	"hash_behind_a_lock": {"verdict": "pass", "input": _host("system", "/bin/sh", true, "locked")},
	"human": {"verdict": "pass", "input": _host("human", "/bin/sh", true, "set")},
	"password": {"verdict": "fail", "input": _host("system", "/usr/sbin/nologin", false, "set"), "violations": ["account svc"]},
	"empty": {"verdict": "fail", "input": _host("system", "/usr/sbin/nologin", false, "empty"), "violations": ["account svc"]},
	"who_is_system_is_unknown": {"verdict": "unknown", "input": {"accounts": {"credentials": _host("system", "/bin/sh", true, "set").accounts.credentials}}, "gaps": [{"path": "accounts.kinds", "reason": "/etc/login.defs: not a regular file"}], "reason": "not a regular file"},
}
