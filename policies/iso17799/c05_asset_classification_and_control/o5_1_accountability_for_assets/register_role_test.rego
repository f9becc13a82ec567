package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.register_role_test

_host(registered, derived) := {
	"ledger": {"registered": true, "asset": {"role": registered, "source": "ledger: assets.yaml:4"}},
	"host": {"role": {"value": derived, "source": "/sys/class/dmi/id/chassis_type"}},
}

_tree(registered, derived, source, role) := {
	"ledger": {"registered": true, "asset": {"role": registered, "source": "ledger: assets.yaml:4"}},
	"host": {"role": {"value": derived, "source": source}},
	"context": {"role": role, "time_ns": 1780272000000000000, "today": 20605, "target": {"kind": "rootfs", "privileged": true, "running": false}},
}

cases := {
	"files_without_a_sign": {"verdict": "unknown", "input": _tree("laptop", "server", "default: no sign", "server"), "reason": "files at rest"},
	"files_without_a_sign_that_fit_by_chance": {
		"verdict": "unknown", "input": _tree("server", "server", "default: no sign", "server"), "reason": "files at rest",
	},
	"files_with_a_sign": {"verdict": "fail", "input": _tree("server", "container", "/.dockerenv", "container"), "violations": ["role"]},
	"files_with_a_given_role": {"verdict": "pass", "input": _tree("laptop", "server", "default: no sign", "laptop"), "evidence": "judged as a laptop"},
	"as_registered": {"verdict": "pass", "role": "server", "input": _host("server", "server"), "evidence": "the register says server"},
	"as_given_to_the_scan": {"verdict": "pass", "role": "server", "input": _host("server", "workstation"), "evidence": "looks like a workstation"},
	"another_kind": {"verdict": "fail", "role": "laptop", "input": _host("server", "laptop"), "violations": ["role"]},
	"became_a_container": {"verdict": "fail", "role": "container", "input": _host("server", "container"), "violations": ["role"]},
	"of_another_kind": {"verdict": "not_applicable", "role": "server", "input": _host("other", "server"), "evidence": "role other"},
	"no_role_registered": {"verdict": "unknown", "role": "server", "input": _host("", "server"), "reason": "no role"},
	"host_tells_no_role": {
		"verdict": "unknown", "role": "server", "input": object.remove(_host("server", "server"), ["host"]),
		"reason": "denied", "gaps": [{"path": "host.role", "reason": "denied"}],
	},
	"not_registered": {
		"verdict": "unknown", "input": {"ledger": {"registered": false}}, "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
