package iso17799.c09_access_control.o9_4_network_access_control.bmc_device_closed_test

_device(uid, gid, mode, group, others) := {"bmc": {"devices": {"/dev/ipmi0": {
	"uid": uid, "gid": gid, "mode": mode, "group_access": group, "others_access": others, "source": "/dev/ipmi0",
}}}}

cases := {
	"root": {"verdict": "pass", "input": _device(0, 0, "0600", false, false), "evidence": "owner 0, group 0, mode 0600"},
	"everybody": {"verdict": "fail", "input": _device(0, 0, "0666", true, true), "violations": ["/dev/ipmi0"], "reason": "everybody"},
	"a_group": {"verdict": "fail", "input": _device(0, 990, "0660", true, false), "violations": ["/dev/ipmi0"], "reason": "its group"},
	"an_allowed_group": {"verdict": "pass", "input": _device(0, 990, "0660", true, false), "params": {"bmc_device_groups_allowed": ["990"]}},
	"an_access_control_list_may_hide_in_the_bits_of_group_root": {"verdict": "fail", "input": _device(0, 0, "0660", true, false), "violations": ["/dev/ipmi0"]},
	"another_owner": {"verdict": "fail", "input": _device(1000, 0, "0600", false, false), "violations": ["/dev/ipmi0"], "reason": "not root"},
	"no_device": {"verdict": "not_applicable", "input": {"bmc": {"devices": {}}}, "evidence": "no device file"},
	"dev_unread": {
		"verdict": "unknown", "reason": "permission denied", "input": {"bmc": {}},
		"gaps": [{"path": "bmc.devices", "reason": "/dev: permission denied", "denied": true}],
	},
	"a_tree": {
		"verdict": "unknown", "reason": "running system", "input": {"bmc": {}},
		"gaps": [{"path": "bmc.devices", "reason": "only a running system tells this"}],
	},
}
