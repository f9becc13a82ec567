package ledger.attestation_evidence_given_test

cases := {
	"given": {"kind": "attestation"},
	"an empty list": {"kind": "attestation", "with": {"evidence": []}, "problem": "points to no evidence"},
	"no list": {"kind": "attestation", "without": ["evidence"], "problem": "points to no evidence"},
}
