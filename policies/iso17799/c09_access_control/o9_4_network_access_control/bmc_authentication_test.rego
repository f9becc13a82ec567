package iso17799.c09_access_control.o9_4_network_access_control.bmc_authentication_test

_sign := {"value": true, "source": "/sys/firmware/dmi/tables/DMI"}

_none := {"value": false, "source": "/sys/firmware/dmi/tables/DMI"}

_channel(open, value) := {
	"medium": "802.3 LAN", "open": {"value": open, "source": "command: ipmitool channel info 1"},
	"auth_types": value, "source": "command: ipmitool channel info 1",
}

_bmc(channels) := {"bmc": {
	"present": _sign,
	"lan": {"asked": 11, "source": "command: ipmitool channel info", "channels": channels},
}}

_auth(admin) := {"callback": [], "user": ["MD5"], "operator": ["MD5"], "admin": admin, "oem": []}

cases := {
	"md5": {"verdict": "pass", "input": _bmc({"1": _channel(true, _auth(["MD5"]))}), "evidence": "admin MD5; callback no type"},
	"none": {"verdict": "fail", "input": _bmc({"1": _channel(true, _auth(["NONE", "MD5"]))}), "violations": ["channel 1: admin"]},
	"password_in_clear_text": {"verdict": "pass", "input": _bmc({"1": _channel(true, _auth(["PASSWORD"]))})},
	"password_in_clear_text_strictly": {
		"verdict": "fail", "input": _bmc({"1": _channel(true, _auth(["PASSWORD"]))}), "violations": ["channel 1: admin"],
		"params": {"bmc_auth_types_refused": ["NONE", "MD2", "PASSWORD"]},
	},
	"not_known_whether_open": {
		"verdict": "unknown", "reason": "access modes",
		"input": _bmc({"1": object.remove(_channel(true, _auth(["NONE", "MD5"])), ["open"])}),
		"gaps": [{"path": `bmc.lan.channels["1"].open`, "reason": "ipmitool channel info 1 does not tell both access modes"}],
	},
	"not_told": {
		"verdict": "unknown", "reason": "exit status 1",
		"input": _bmc({"1": object.remove(_channel(true, _auth(["MD5"])), ["auth_types"])}),
		"gaps": [{"path": `bmc.lan.channels["1"].auth_types`, "reason": "ipmitool lan print 1: exit status 1"}],
	},
	"another_channel_did_not_answer": {
		"verdict": "unknown", "reason": "timed out", "input": _bmc({"1": _channel(true, _auth(["MD5"]))}),
		"gaps": [{"path": `bmc.lan.channels["8"]`, "reason": "timed out"}],
	},
	"what_was_seen_convicts": {
		"verdict": "fail", "input": _bmc({"1": _channel(true, _auth(["NONE", "MD5"]))}),
		"gaps": [{"path": `bmc.lan.channels["8"]`, "reason": "timed out"}],
	},
	"closed": {"verdict": "pass", "input": _bmc({"1": _channel(false, _auth(["NONE", "MD5"]))}), "evidence": "channel 1 (802.3 LAN): closed"},
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
