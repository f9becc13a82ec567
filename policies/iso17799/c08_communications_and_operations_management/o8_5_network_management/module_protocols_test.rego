package iso17799.c08_communications_and_operations_management.o8_5_network_management.module_protocols_test

_host(module, kernels) := {"modules": {"modules": {"dccp": module}, "kernels": kernels, "live": {}}}

_install(what) := {"install": {"value": what, "source": "/etc/modprobe.d/off.conf:1"}, "kernels": [], "builtin": []}

_plain := {"kernels": [], "builtin": []}

_kernel := {"6.1.0-1": {"modules": 4000, "source": "/lib/modules/6.1.0-1/modules.dep"}}

_only := {"module_blocked_protocols": ["dccp"]}

cases := {
	"blocked": {"verdict": "pass", "params": _only, "input": _host(_install("nothing"), {}), "evidence": "modprobe loads nothing for it"},
	"in_no_kernel": {"verdict": "pass", "params": _only, "input": _host(_plain, _kernel), "evidence": "in no installed kernel"},
	"not_blocked": {"verdict": "fail", "params": _only, "input": _host(_plain, {}), "violations": ["dccp"]},
	"not_blocked_in_a_kernel": {"verdict": "fail", "params": _only, "input": _host(object.union(_plain, {"kernels": ["6.1.0-1"]}), _kernel), "violations": ["dccp"]},
	"only_blacklisted": {"verdict": "fail", "params": _only, "input": _host(object.union(_plain, {"blacklist": {"value": true, "source": "/etc/modprobe.d/off.conf:1"}}), {}), "violations": ["dccp"]},
	"another_command": {"verdict": "fail", "params": _only, "input": _host(_install("other"), {}), "violations": ["dccp"]},
	"one_of_several": {"verdict": "fail", "params": {"module_blocked_protocols": ["dccp", "another"]}, "input": _host(_install("nothing"), {}), "violations": ["another"]},
	"not_looked_for": {
		"verdict": "unknown",
		"params": _only,
		"input": _host(object.remove(_install("nothing"), ["builtin", "kernels"]), {}),
		"reason": "built into",
	},
	"unreadable": {
		"verdict": "unknown",
		"params": _only,
		"input": _host(_plain, {}),
		"gaps": [{"path": "modules.modules[*].install", "reason": "/etc/modprobe.d: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
