package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_wireguard_peers_test

_file(mode, other) := {"path": "/etc/key", "mode": mode, "owner": 0, "group_readable": false, "other_readable": other, "writable": false}

_wg(changes, peer) := {"mobile": {
	"present": {"wireguard": {"value": true, "source": "/etc/wireguard"}},
	"wireguard": {"/etc/wireguard/wg0.conf": object.union(
		{"file": _file("0600", false), "listens": true, "peers": [object.union(
			{"endpoint": false, "everyone": false, "preshared": false, "source": "/etc/wireguard/wg0.conf:5"},
			peer,
		)]},
		changes,
	)},
}}

_none := {"mobile": {"present": {"wireguard": {"value": false, "source": "/etc/wireguard"}}, "wireguard": {}}}

cases := {
	"own_addresses": {"verdict": "pass", "input": _wg({}, {}), "evidence": "1 peer"},
	"client": {"verdict": "pass", "input": _wg({"listens": false}, {"everyone": true, "endpoint": true})},
	"everyone": {"verdict": "fail", "input": _wg({}, {"everyone": true}), "violations": ["/etc/wireguard/wg0.conf:5"]},
	"none": {"verdict": "not_applicable", "input": _none},
	"unreadable": {
		"verdict": "unknown",
		"input": {"mobile": {"present": {"wireguard": {"value": true, "source": "/etc/wireguard"}}}},
		"gaps": [{"path": "mobile.wireguard", "reason": "permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
