package iso17799.c08_communications_and_operations_management.o8_6_media_handling_and_security.usb_storage_test

_host(module, kernels) := {"modules": {"modules": {"usb_storage": module}, "kernels": kernels, "live": {}, "guards": {}}}

_install(what) := {"install": {"value": what, "source": "/etc/modprobe.d/usb.conf:1"}, "kernels": [], "builtin": []}

_plain := {"kernels": [], "builtin": []}

_kernel := {"6.1.0-1": {"modules": 4000, "source": "/lib/modules/6.1.0-1/modules.dep"}}

_guarded(guard) := object.union(_host(object.union(_plain, {"kernels": ["6.1.0-1"]}), _kernel), {"modules": {"guards": {"/etc/usbguard/usbguard-daemon.conf": object.union(
	{
		"starts": {"value": true, "source": "/etc/systemd/system/basic.target.wants/usbguard.service"},
		"implicit": {"value": "block", "source": "/etc/usbguard/usbguard-daemon.conf:2"},
		"inserted": {"value": "apply-policy", "source": "default: usbguard"},
		"present": {"value": "apply-policy", "source": "default: usbguard"},
		"storage": [], "rules": 3, "refused": [],
	},
	guard,
)}}})

cases := {
	"blocked": {"verdict": "pass", "input": _host(_install("nothing"), {}), "evidence": "modprobe loads nothing for it"},
	"not_blocked": {"verdict": "fail", "input": _host(_plain, {}), "violations": ["usb_storage"]},
	"only_blacklisted": {"verdict": "fail", "input": _host(object.union(_plain, {"blacklist": {"value": true, "source": "/etc/modprobe.d/usb.conf:1"}}), {}), "violations": ["usb_storage"]},
	"another_command": {"verdict": "fail", "input": _host(_install("other"), {}), "violations": ["usb_storage"]},
	"in_no_kernel": {"verdict": "pass", "input": _host(_plain, _kernel), "evidence": "in no installed kernel"},
	"built_in": {"verdict": "fail", "input": _host(object.union(_install("nothing"), {"builtin": ["6.1.0-1"]}), _kernel), "violations": ["usb_storage"]},
	"guarded": {"verdict": "pass", "input": _guarded({}), "evidence": "a device without a rule: block"},
	"guard_does_not_start": {"verdict": "fail", "input": _guarded({"starts": {"value": false, "source": "/etc/systemd/system"}})},
	"guard_allows": {"verdict": "fail", "input": _guarded({"implicit": {"value": "allow", "source": "/etc/usbguard/usbguard-daemon.conf:2"}})},
	"guard_keeps_what_is_there": {"verdict": "fail", "input": _guarded({"present": {"value": "keep", "source": "/etc/usbguard/usbguard-daemon.conf:3"}})},
	"guard_refuses_its_rules": {"verdict": "fail", "input": _guarded({"refused": [{"value": "not a rule", "source": "/etc/usbguard/rules.conf:1"}]})},
	"guard_allows_storage": {"verdict": "fail", "input": _guarded({"storage": [{"value": "allow", "source": "/etc/usbguard/rules.conf:1"}]})},
	"kernel_takes_none": {
		"verdict": "pass",
		"input": {"modules": {"modules": {"usb_storage": object.union(_plain, {"loaded": {"value": false, "source": "/proc"}})}, "kernels": {}, "live": {"loading": {"value": false, "source": "/proc"}}, "guards": {}}},
		"evidence": "takes no modules",
	},
	"loaded_before_the_door_was_shut": {
		"verdict": "fail",
		"input": {"modules": {"modules": {"usb_storage": object.union(_plain, {"loaded": {"value": true, "source": "/proc/modules"}})}, "kernels": {}, "live": {"loading": {"value": false, "source": "/proc/sys/kernel/modules_disabled"}}, "guards": {}}},
	},
	"not_looked_for": {
		"verdict": "unknown",
		"input": _host(object.remove(_install("nothing"), ["builtin", "kernels"]), {}),
		"reason": "built into",
	},
	"unreadable": {
		"verdict": "unknown",
		"input": _host(_plain, {}),
		"gaps": [{"path": "modules.modules[*].install", "reason": "/etc/modprobe.d: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
