package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.mobile_bluetooth_pairing_test

_setting(value) := {"value": value, "source": "/etc/bluetooth/main.conf:9"}

_bluetooth(changes) := {"mobile": {"bluetooth": {
	"present": {"value": true, "source": "/usr/libexec/bluetooth/bluetoothd"},
	"settings": object.union(
		{
			"DiscoverableTimeout": _setting("180"),
			"AlwaysPairable": _setting("false"),
			"JustWorksRepairing": _setting("never"),
			"Privacy": _setting("off"),
			"ClassicBondedOnly": _setting("true"),
		},
		changes,
	),
}}}

cases := {
	"defaults": {"verdict": "pass", "input": _bluetooth({}), "evidence": "AlwaysPairable=false"},
	"always_visible": {"verdict": "fail", "input": _bluetooth({"DiscoverableTimeout": _setting("0")}), "violations": ["DiscoverableTimeout"]},
	"unbonded_input": {"verdict": "fail", "input": _bluetooth({"ClassicBondedOnly": _setting("false")}), "violations": ["ClassicBondedOnly"]},
	"no_bluetooth": {"verdict": "not_applicable", "input": {"mobile": {"bluetooth": {"present": {"value": false, "source": "/usr/libexec/bluetooth/bluetoothd"}}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"mobile": {"bluetooth": {"present": {"value": true, "source": "/usr/libexec/bluetooth/bluetoothd"}}}},
		"gaps": [{"path": "mobile.bluetooth.settings", "reason": "permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
