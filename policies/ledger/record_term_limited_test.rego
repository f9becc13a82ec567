package ledger.record_term_limited_test

cases := {
	"a year": {"kind": "attestation", "with": {"days": 366}},
	"longer than a year": {"kind": "attestation", "with": {"days": 367}, "problem": "367 days, and 366 are allowed"},
	"applicability for three years": {"kind": "applicability", "with": {"days": 1096}},
	"applicability for four years": {"kind": "applicability", "with": {"days": 1461}, "problem": "1096 are allowed"},
	"strict wants it yearly": {"kind": "applicability", "with": {"days": 1096}, "profile": "strict", "problem": "366 are allowed"},
	"a critical rule for a quarter": {"kind": "waiver", "with": {"severity": "critical", "days": 92}},
	"a critical rule for longer": {"kind": "waiver", "with": {"severity": "critical", "days": 93}, "problem": "92 are allowed"},
	"a low one for a year": {"kind": "waiver", "with": {"severity": "low", "days": 365}},
	"of no known severity": {"kind": "waiver", "without": ["severity"], "with": {"days": 93}, "problem": "92 are allowed"},
	"of another severity": {"kind": "waiver", "with": {"severity": "grave", "days": 93}, "problem": "92 are allowed"},
	"the user's own limit": {"kind": "waiver", "with": {"days": 20}, "params": {"ledger_waiver_medium_max_days": 14}, "problem": "14 are allowed"},
}
