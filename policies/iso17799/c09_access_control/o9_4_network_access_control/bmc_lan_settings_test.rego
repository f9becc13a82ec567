package iso17799.c09_access_control.o9_4_network_access_control.bmc_lan_settings_test

_sign := {"value": true, "source": "/sys/firmware/dmi/tables/DMI"}

_none := {"value": false, "source": "/sys/firmware/dmi/tables/DMI"}

_channel(open, value) := {
	"medium": "802.3 LAN", "open": {"value": open, "source": "command: ipmitool channel info 1"},
	"address_source": value, "source": "command: ipmitool channel info 1",
}

_bmc(channels) := {"bmc": {
	"present": _sign,
	"lan": {"asked": 11, "source": "command: ipmitool channel info", "channels": channels},
}}

_from(value) := {"value": value, "source": "command: ipmitool lan print 1"}

cases := {
	"static": {"verdict": "pass", "input": _bmc({"1": _channel(true, _from("static"))}), "evidence": "address source static"},
	"unspecified": {"verdict": "fail", "input": _bmc({"1": _channel(true, _from("none"))}), "violations": ["channel 1"]},
	"dhcp": {"verdict": "pass", "input": _bmc({"1": _channel(true, _from("dhcp"))})},
	"dhcp_strictly": {
		"verdict": "fail", "input": _bmc({"1": _channel(true, _from("dhcp"))}), "violations": ["channel 1"],
		"params": {"bmc_address_sources_allowed": ["static", "bios"]},
	},
	"not_known_whether_open": {
		"verdict": "unknown", "reason": "access modes",
		"input": _bmc({"1": object.remove(_channel(true, _from("none")), ["open"])}),
		"gaps": [{"path": `bmc.lan.channels["1"].open`, "reason": "ipmitool channel info 1 does not tell both access modes"}],
	},
	"not_told": {
		"verdict": "unknown", "reason": "exit status 1",
		"input": _bmc({"1": object.remove(_channel(true, _from("static")), ["address_source"])}),
		"gaps": [{"path": `bmc.lan.channels["1"].address_source`, "reason": "ipmitool lan print 1: exit status 1"}],
	},
	"another_channel_did_not_answer": {
		"verdict": "unknown", "reason": "timed out", "input": _bmc({"1": _channel(true, _from("static"))}),
		"gaps": [{"path": `bmc.lan.channels["8"]`, "reason": "timed out"}],
	},
	"what_was_seen_convicts": {
		"verdict": "fail", "input": _bmc({"1": _channel(true, _from("none"))}),
		"gaps": [{"path": `bmc.lan.channels["8"]`, "reason": "timed out"}],
	},
	"closed": {"verdict": "pass", "input": _bmc({"1": _channel(false, _from("none"))}), "evidence": "channel 1 (802.3 LAN): closed"},
	"no_network_channel": {
		"verdict": "pass", "evidence": "11 channels asked for, none is on a network",
		"input": {"bmc": {"present": _sign, "lan": {"asked": 11, "source": "command: ipmitool channel info", "channels": {}}}},
	},
	"no_controller": {"verdict": "not_applicable", "input": {"bmc": {"present": _none}}, "evidence": "no management controller"},
	"no_ipmitool": {
		"verdict": "unknown", "reason": "ipmitool is not installed", "input": {"bmc": {"present": _sign}},
		"gaps": [{"path": "bmc.lan", "reason": "ipmitool is not installed, so the management controller could not be asked"}],
	},
	"a_tree": {
		"verdict": "unknown", "reason": "running system", "input": {"bmc": {}},
		"gaps": [
			{"path": "bmc.present", "reason": "only a running system tells this"},
			{"path": "bmc.lan", "reason": "only a running system tells this"},
		],
	},
	"tables_unread": {
		"verdict": "unknown", "reason": "permission denied", "input": {"bmc": {"signs": []}},
		"gaps": [{"path": "bmc.present", "reason": "/sys/firmware/dmi/tables/DMI: permission denied", "denied": true}],
	},
}
