package iso17799.c09_access_control.o9_2_user_access_management.account_hash_algorithm_test

_host(entries) := {"accounts": {"credentials": {name: object.union({"source": "/etc/shadow:5", "algorithm": "", "cost": 0}, entry) | some name, entry in entries}}}

cases := {
	"strong": {"verdict": "pass", "input": _host({"alice": {"state": "set", "algorithm": "yescrypt", "cost": 5}, "bob": {"state": "set", "algorithm": "sha512", "cost": 65536}, "root": {"state": "none"}}), "evidence": "1 password stored with yescrypt"},
	"no_password": {"verdict": "pass", "input": _host({"root": {"state": "none"}}), "evidence": "no account has a password"},
	"md5": {"verdict": "fail", "input": _host({"alice": {"state": "set", "algorithm": "md5"}, "old": {"state": "locked", "algorithm": "des"}}), "violations": ["account alice", "account old"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"accounts": {}},
		"gaps": [{"path": "accounts.credentials", "reason": "/etc/shadow: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
