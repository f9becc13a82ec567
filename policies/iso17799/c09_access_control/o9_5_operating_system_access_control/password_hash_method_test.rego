package iso17799.c09_access_control.o9_5_operating_system_access_control.password_hash_method_test

_host(hash) := {"passwords": {
	"pam": {"value": true, "source": "/etc/pam.d"},
	"change": {
		"passwd": {"source": "/etc/pam.d/passwd", "hash": object.union({"source": "/etc/pam.d/common-password:3"}, hash)},
		"chpasswd": {"source": "/etc/pam.d/chpasswd", "hash": object.union({"source": "/etc/pam.d/common-password:3"}, hash)},
	},
}}

cases := {
	"yescrypt": {"verdict": "pass", "input": _host({"method": "yescrypt"}), "evidence": "chpasswd, passwd: new passwords are stored with yescrypt"},
	"md5": {"verdict": "fail", "input": _host({"method": "md5"}), "violations": ["PAM service passwd", "PAM service chpasswd"]},
	"no_pam": {"verdict": "unknown", "input": {"passwords": {"pam": {"value": false, "source": "/etc/pam.d"}, "change": {}}}, "reason": "no PAM"},
	"unreadable": {
		"verdict": "unknown",
		"input": {"passwords": {"pam": {"value": true, "source": "/etc/pam.d"}, "change": {"passwd": {"source": "/etc/pam.d/passwd"}}}},
		"gaps": [{"path": "passwords.change[*].hash", "reason": "/etc/login.defs: not a regular file"}],
		"reason": "not a regular file",
	},
}
