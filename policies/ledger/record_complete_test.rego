package ledger.record_complete_test

cases := {
	"sound attestation": {"kind": "attestation"},
	"sound waiver": {"kind": "waiver"},
	"sound applicability": {"kind": "applicability"},
	"no approver": {"kind": "waiver", "without": ["approver"], "problem": "approver is missing"},
	"nobody": {"kind": "waiver", "with": {"owner": {"id": ""}}, "problem": "owner names nobody"},
	"no end": {"kind": "attestation", "without": ["until"], "problem": "until is missing"},
	"days as text": {"kind": "attestation", "with": {"days": "many"}, "problem": "days is no number"},
	"no scope": {"kind": "waiver", "without": ["scope"], "problem": "scope is missing"},
	"an empty scope": {"kind": "waiver", "with": {"scope": {"hosts": []}}, "problem": "the scope takes in nothing"},
	"no applicable": {"kind": "applicability", "without": ["applicable"], "problem": "applicable is missing"},
	"labels alone": {"kind": "attestation", "with": {"scope": {"all": false, "labels": {"environment": "production"}}}},
}
