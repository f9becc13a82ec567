package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.mobile_wireless_files_test

_file(mode, other) := {"path": "/etc/key", "mode": mode, "owner": 0, "group_readable": false, "other_readable": other, "writable": false}

_network(changes) := {"mobile": {
	"present": {"networks": {"value": true, "source": "/etc/NetworkManager/system-connections"}},
	"networks": {"/etc/NetworkManager/system-connections/office.nmconnection": object.union(
		{"manager": "NetworkManager", "security": "psk", "tkip": false, "autoconnect": true, "file": _file("0600", false), "source": "/etc/NetworkManager/system-connections/office.nmconnection"},
		changes,
	)},
}}

_office := "/etc/NetworkManager/system-connections/office.nmconnection"

_none := {"mobile": {"present": {"networks": {"value": false, "source": "/etc/NetworkManager/system-connections"}}, "networks": {}}}

cases := {
	"tight": {"verdict": "pass", "input": _network({}), "evidence": "1 file"},
	"readable": {"verdict": "fail", "input": _network({"file": _file("0644", true)}), "violations": ["/etc/key"]},
	"no_networks": {"verdict": "not_applicable", "input": _none},
	"unreadable": {
		"verdict": "unknown",
		"input": {"mobile": {"present": {"networks": {"value": true, "source": "/etc/NetworkManager/system-connections"}}}},
		"gaps": [{"path": "mobile.networks", "reason": "permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
