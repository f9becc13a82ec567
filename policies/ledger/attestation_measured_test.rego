package ledger.attestation_measured_test

cases := {
	"not asked for": {"kind": "attestation"},
	"given": {"kind": "attestation", "with": {"control": "6.2.1", "measured": {"value": 40, "unit": "percent"}}},
	"missing": {"kind": "attestation", "with": {"control": "6.2.1"}, "problem": "it gives no measured value (staff trained"},
	"no value": {"kind": "attestation", "with": {"control": "6.1.3", "measured": {"unit": "percent"}}, "problem": "no measured value"},
	"in another unit": {"kind": "attestation", "with": {"control": "6.2.1", "measured": {"value": 40, "unit": "people"}}, "problem": "in people"},
	"more than all": {"kind": "attestation", "with": {"control": "6.2.1", "measured": {"value": 400, "unit": "percent"}}, "problem": "no percentage"},
}
