package iso17799.c04_organizational_security.o4_2_security_of_third_party_access.register_third_party_keys_test

_fingerprint := "SHA256:abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"

_other := "SHA256:zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"

_asset(purpose, access) := {
	"accounts": {"hosting": {"owner": "Anna Baker", "purpose": purpose}},
	"third_parties": [{"name": "Hosting Ltd", "access": access, "contract": "C-17"}],
	"source": "ledger: assets.yaml:4",
}

_opened(account, fingerprints) := {"uid": 1000, "home": sprintf("/home/%s", [account]), "files": {
	sprintf("/home/%s/.ssh/authorized_keys", [account]): {"keys": [{"line": i + 1, "fingerprint": f, "type": "ssh-ed25519"} | some i, f in fingerprints]},
}}

_host(asset, keys) := {
	"ledger": {"registered": true, "asset": asset},
	"sshd": {
		"present": {"value": true, "source": "/etc/ssh/sshd_config"},
		"authorized_keys": {account: _opened(account, fingerprints) | some account, fingerprints in keys},
	},
}

_theirs := _asset("nights of Hosting Ltd", sprintf("shell, key %s", [_fingerprint]))

cases := {
	"own_account": {
		"verdict": "pass", "evidence": "opens hosting (Hosting Ltd)",
		"input": _host(_theirs, {"hosting": [_fingerprint], "anna": [_other]}),
	},
	"no_key_on_the_host": {"verdict": "pass", "input": _host(_theirs, {"anna": [_other]}), "evidence": "1 key of third parties named"},
	"no_keys_at_all": {"verdict": "pass", "input": _host(_theirs, {})},
	"another_account": {
		"verdict": "fail", "violations": ["key SHA256:abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ of account root"],
		"input": _host(_theirs, {"root": [_other, _fingerprint], "hosting": [_fingerprint]}),
	},
	"account_of_nobody_outside": {
		"verdict": "fail", "violations": ["key SHA256:abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ of account hosting"],
		"input": _host(_asset("nights", _fingerprint), {"hosting": [_fingerprint]}),
	},
	"unnamed_key": {
		"verdict": "pass", "evidence": "not named in the register",
		"input": _host(_theirs, {"hosting": [_fingerprint, _other]}),
	},
	"unnamed_key_where_all_are_named": {
		"verdict": "fail", "violations": ["key SHA256:zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz of account hosting"],
		"params": {"register_third_party_keys_named": true},
		"input": _host(_theirs, {"hosting": [_fingerprint, _other]}),
	},
	"nothing_named": {
		"verdict": "not_applicable", "evidence": "neither a key nor an account",
		"input": _host(_asset("nights", "console"), {"anna": [_other]}),
	},
	"no_ssh_server": {
		"verdict": "not_applicable", "evidence": "SSH server",
		"input": object.union(_host(_theirs, {}), {"sshd": {"present": {"value": false, "source": "/etc/ssh/sshd_config"}}}),
	},
	"keys_unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": object.union(object.remove(_host(_theirs, {}), ["sshd"]), {"sshd": {"present": {"value": true, "source": "/etc/ssh/sshd_config"}}}),
		"gaps": [{"path": "sshd.authorized_keys", "reason": "/home/anna: permission denied", "denied": true}],
	},
	"not_registered": {
		"verdict": "unknown", "input": {"ledger": {"registered": false}}, "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
