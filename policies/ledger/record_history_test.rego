package ledger.record_history_test

cases := {
	"confirmed": {"kind": "attestation", "git": true},
	"not asked for": {"kind": "attestation", "without": ["change"]},
	"not committed": {"kind": "attestation", "git": true, "with": {"change": {"commit": ""}}, "problem": "not committed"},
	"no history": {"kind": "waiver", "git": true, "without": ["change"], "problem": "not committed"},
	"by the owner": {"kind": "waiver", "git": true, "with": {"change": {"author_email": "olga@example.org"}}, "problem": "by olga@example.org"},
	"in other letters": {"kind": "attestation", "git": true, "with": {"change": {"author_email": "Bert@Example.org"}}},
	"an approver without an address": {"kind": "attestation", "git": true, "with": {"approver": {"email": ""}}, "problem": "no e-mail address"},
	"anybody may commit": {
		"kind": "attestation", "git": true,
		"with": {"change": {"author_email": "olga@example.org"}}, "params": {"ledger_approver_commits": false},
	},
	"a bad signature": {"kind": "attestation", "git": true, "with": {"change": {"signature": "bad"}}, "problem": "signature of its last change is bad"},
	"unsigned": {"kind": "attestation", "git": true, "with": {"change": {"signature": "none"}}},
	"unsigned is too little for strict": {
		"kind": "attestation", "git": true, "profile": "strict",
		"with": {"change": {"signature": "none"}}, "problem": "no good signature (none)",
	},
	"a signature that cannot be checked": {
		"kind": "attestation", "git": true, "profile": "strict",
		"with": {"change": {"signature": "unknown"}}, "problem": "no good signature (unknown)",
	},
	"backdated": {"kind": "attestation", "git": true, "with": {"change": {"date": "2026-06-30T10:00:00Z"}}, "problem": "committed 60 days after"},
	"no date": {"kind": "attestation", "git": true, "with": {"change": {"date": "lately"}}, "problem": "could not be evaluated"},
}
