package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.register_classification_test

_classed(class) := {"ledger": {"registered": true, "asset": {"id": "web01", "classification": class, "source": "ledger: assets.yaml:4"}}}

cases := {
	"of_the_scheme": {"verdict": "pass", "input": _classed("internal"), "evidence": "classified internal"},
	"none": {"verdict": "fail", "input": _classed(""), "violations": ["classification"]},
	"outside_the_scheme": {"verdict": "fail", "input": _classed("important"), "violations": ["classification"]},
	"another_scheme": {
		"verdict": "pass", "params": {"register_classifications": ["Amber", "Red"]}, "input": _classed("amber"), "evidence": "amber",
	},
	"any_scheme": {"verdict": "pass", "params": {"register_classifications": []}, "input": _classed("important"), "evidence": "important"},
	"none_where_any_is_allowed": {
		"verdict": "fail", "params": {"register_classifications": []}, "input": _classed(""), "violations": ["classification"],
	},
	"not_registered": {
		"verdict": "unknown", "input": {"ledger": {"registered": false}}, "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
