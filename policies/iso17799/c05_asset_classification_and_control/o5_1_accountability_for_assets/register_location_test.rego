package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.register_location_test

_placed(location) := {"ledger": {"registered": true, "asset": {"id": "web01", "location": location, "source": "ledger: assets.yaml:4"}}}

cases := {
	"a_room": {"verdict": "pass", "input": _placed("server room 1"), "evidence": "server room 1"},
	"nowhere": {"verdict": "fail", "input": _placed(""), "violations": ["location"]},
	"not_registered": {
		"verdict": "unknown", "input": {"ledger": {"registered": false}}, "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
