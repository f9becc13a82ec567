package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.register_machine_id_test

_host(pinned, state) := {
	"ledger": {"registered": true, "asset": {"id": "web01", "machine_id_pinned": pinned, "source": "ledger: assets.yaml:4"}},
	"host": {"machine_id": {"state": state, "source": "/etc/machine-id"}},
}

cases := {
	"named": {"verdict": "pass", "input": _host(true, "set"), "evidence": "this machine id alone"},
	"by_name_only": {"verdict": "fail", "input": _host(false, "set"), "violations": ["machine id"]},
	"host_without_one": {"verdict": "not_applicable", "input": _host(false, "uninitialized"), "evidence": "uninitialized"},
	"not_registered": {
		"verdict": "unknown", "input": object.union(_host(true, "set"), {"ledger": {"registered": false, "asset": {}}}), "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
