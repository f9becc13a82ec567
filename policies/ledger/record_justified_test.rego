package ledger.record_justified_test

cases := {
	"a sentence": {"kind": "waiver"},
	"a word": {"kind": "waiver", "with": {"statement": "accepted"}, "problem": "8 characters"},
	"blanks": {"kind": "attestation", "with": {"statement": "                      "}, "problem": "0 characters"},
	"none": {"kind": "applicability", "without": ["statement"], "problem": "0 characters"},
}
