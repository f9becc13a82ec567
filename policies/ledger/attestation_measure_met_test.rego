package ledger.attestation_measure_met_test

cases := {
	"not asked for": {"kind": "attestation"},
	"enough": {"kind": "attestation", "with": {"control": "6.2.1", "measured": {"value": 90, "unit": "percent"}}},
	"too little": {
		"kind": "attestation",
		"with": {"control": "6.2.1", "measured": {"value": 89.5, "unit": "percent"}},
		"problem": "89.5 percent of staff trained in the period, and at least 90 are asked for",
	},
	"too little for strict": {
		"kind": "attestation", "profile": "strict",
		"with": {"control": "6.1.3", "measured": {"value": 99, "unit": "percent"}},
		"problem": "at least 100",
	},
	"the user's own limit": {
		"kind": "attestation",
		"with": {"control": "6.2.1", "measured": {"value": 60, "unit": "percent"}}, "params": {"ledger_trained_min_percent": 50},
	},
}
