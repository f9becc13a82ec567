package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.register_owner_test

_owned(owner) := {"ledger": {"registered": true, "asset": {"id": "web01", "owner": owner, "source": "ledger: assets.yaml:4"}}}

cases := {
	"a_person": {"verdict": "pass", "input": _owned("Anna Baker"), "evidence": "Anna Baker answers for web01"},
	"nobody": {"verdict": "fail", "input": _owned(""), "violations": ["owner"]},
	"blanks": {"verdict": "fail", "input": _owned(" "), "violations": ["owner"]},
	"not_registered": {
		"verdict": "unknown", "input": {"ledger": {"registered": false}}, "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
