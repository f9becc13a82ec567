package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.disk_crypt_strength_test

_mapping(changes) := {"mobile": {
	"present": {"crypttab": {"value": true, "source": "/etc/crypttab"}},
	"crypttab": {"data": object.union({"device": "/dev/sda3", "mode": "luks", "cipher": "", "size_bits": 0, "hash": "", "key": "asked", "file": "", "source": "/etc/crypttab:1"}, changes)},
}}

cases := {
	"luks": {"verdict": "pass", "input": _mapping({}), "evidence": "mode luks"},
	"random_swap": {"verdict": "pass", "input": _mapping({"mode": "plain", "key": "random", "cipher": "aes-xts-plain64", "size_bits": 512}), "evidence": "key random"},
	"plain": {"verdict": "fail", "input": _mapping({"mode": "plain"}), "violations": ["data"]},
	"swap_with_a_key_file": {"verdict": "fail", "input": _mapping({"mode": "swap", "key": "file", "file": "/etc/key"}), "violations": ["data"]},
	"old_cipher": {"verdict": "fail", "input": _mapping({"cipher": "aes-cbc-plain"}), "violations": ["data"]},
	"short_key": {"verdict": "fail", "input": _mapping({"size_bits": 128}), "violations": ["data"]},
	"none": {"verdict": "not_applicable", "input": {"mobile": {"present": {"crypttab": {"value": false, "source": "/etc/crypttab"}}, "crypttab": {}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"mobile": {"present": {"crypttab": {"value": true, "source": "/etc/crypttab"}}}},
		"gaps": [{"path": "mobile.crypttab", "reason": "permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
