package iso17799.c09_access_control.o9_5_operating_system_access_control.password_hash_cost_test

_host(hash) := {"passwords": {
	"pam": {"value": true, "source": "/etc/pam.d"},
	"change": {
		"passwd": {"source": "/etc/pam.d/passwd", "hash": object.union({"source": "/etc/pam.d/common-password:3"}, hash)},
		"chpasswd": {"source": "/etc/pam.d/chpasswd", "hash": object.union({"source": "/etc/pam.d/common-password:3"}, hash)},
	},
}}

cases := {
	"enough": {"verdict": "pass", "input": _host({"method": "yescrypt", "cost": 5}), "evidence": "passwd: yescrypt at cost 5"},
	"no_cost": {"verdict": "pass", "input": _host({"method": "md5"})},
	"too_little": {"verdict": "fail", "input": _host({"method": "bcrypt", "cost": 4}), "violations": ["PAM service passwd", "PAM service chpasswd"]},
	"no_pam": {"verdict": "unknown", "input": {"passwords": {"pam": {"value": false, "source": "/etc/pam.d"}, "change": {}}}, "reason": "no PAM"},
	"cost_unreadable": {"verdict": "unknown", "input": _host({"method": "sha512"}), "gaps": [{"path": "passwords.change[*].hash.cost", "reason": "/etc/login.defs: not a regular file"}], "reason": "not a regular file"},
	"unreadable": {
		"verdict": "unknown",
		"input": {"passwords": {"pam": {"value": true, "source": "/etc/pam.d"}, "change": {"passwd": {"source": "/etc/pam.d/passwd"}}}},
		"gaps": [{"path": "passwords.change[*].hash", "reason": "/etc/login.defs: not a regular file"}],
		"reason": "not a regular file",
	},
}
