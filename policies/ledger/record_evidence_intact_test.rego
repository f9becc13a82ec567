package ledger.record_evidence_intact_test

file(state) := {"kind": "file", "reference": "evidence/x.pdf", "digest": "sha256:00", "state": state}

cases := {
	"as pinned": {"kind": "attestation"},
	"changed": {"kind": "attestation", "with": {"evidence": [file("mismatch")]}, "problem": "is not the file that its digest pins"},
	"gone": {"kind": "waiver", "with": {"evidence": [file("missing")]}, "problem": "is not there"},
	"cannot be read": {"kind": "waiver", "with": {"evidence": [file("unreadable")]}, "problem": "cannot be read"},
	"no state": {"kind": "waiver", "with": {"evidence": [{"kind": "link", "reference": "https://example.org/"}]}, "problem": "cannot be read"},
	"a file without a digest": {
		"kind": "attestation",
		"with": {"evidence": [{"kind": "file", "reference": "a.pdf", "state": "unchecked"}]},
		"problem": "a.pdf has no digest",
	},
	"a link needs none": {"kind": "attestation", "with": {"evidence": [{"kind": "link", "reference": "https://example.org/", "state": "unchecked"}]}},
	"nothing named": {"kind": "attestation", "with": {"evidence": [{"kind": "link", "state": "unchecked"}]}, "problem": "names nothing"},
}
