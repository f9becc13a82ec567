package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.register_purchased_test

_bought(day) := {"ledger": {"registered": true, "asset": {"purchased_day": day, "source": "ledger: assets.yaml:4"}}}

# 20605 is 2026-06-01, the day of these cases.
cases := {
	"last_year": {"verdict": "pass", "input": _bought(20240), "evidence": "bought on 2025-06-01"},
	"today": {"verdict": "pass", "input": _bought(20605), "evidence": "2026-06-01"},
	"tomorrow": {"verdict": "fail", "input": _bought(20606), "violations": ["day of purchase"]},
	"no_day": {
		"verdict": "not_applicable", "evidence": "no day of purchase",
		"input": {"ledger": {"registered": true, "asset": {"source": "ledger: assets.yaml:4"}}},
	},
	"not_registered": {
		"verdict": "unknown", "input": {"ledger": {"registered": false}}, "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
