package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.register_host_test

_ledger(registered, assets) := {"ledger": {"registered": registered, "assets": assets, "source": "ledger: sha256:5f2c"}}

cases := {
	"an_entry": {"verdict": "pass", "input": _ledger(true, 3), "evidence": "one of 3 entries"},
	"entries_of_others_only": {"verdict": "fail", "input": _ledger(false, 3), "violations": ["host"]},
	"empty_register": {"verdict": "fail", "input": _ledger(false, 0), "violations": ["host"]},
	"entry_not_told": {"verdict": "unknown", "input": {"ledger": {"assets": 3, "source": "ledger: sha256:5f2c"}}, "reason": "ledger.registered"},
}
