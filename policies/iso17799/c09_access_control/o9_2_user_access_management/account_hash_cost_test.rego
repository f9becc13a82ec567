package iso17799.c09_access_control.o9_2_user_access_management.account_hash_cost_test

_host(entries) := {"accounts": {"credentials": {name: object.union({"source": "/etc/shadow:5", "algorithm": "", "cost": 0}, entry) | some name, entry in entries}}}

cases := {
	"enough": {"verdict": "pass", "input": _host({"alice": {"state": "set", "algorithm": "yescrypt", "cost": 5}, "bob": {"state": "set", "algorithm": "sha512", "cost": 65536}, "old": {"state": "set", "algorithm": "md5"}}), "evidence": "2 passwords whose method has a cost"},
	"too_little": {"verdict": "fail", "input": _host({"alice": {"state": "set", "algorithm": "bcrypt", "cost": 5}, "bob": {"state": "locked", "algorithm": "sha512", "cost": 1000}}), "violations": ["account alice", "account bob"]},
	"no_cost": {"verdict": "unknown", "input": _host({"alice": {"state": "set", "algorithm": "yescrypt", "cost": -1}}), "reason": "cannot be told"},
	"unreadable": {
		"verdict": "unknown",
		"input": {"accounts": {}},
		"gaps": [{"path": "accounts.credentials", "reason": "/etc/shadow: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
