# METADATA
# title: The evidence is what was looked at when the record was made
# description: >-
#   A digest pins the document. When the file has changed, is gone or cannot be
#   read, nobody knows what was approved.
# custom:
#   id: record-evidence-intact
#   judges: [attestation, waiver, applicability]
#   effect: refuse
#   remediation: Look at the document again, and give the record its digest (sha256sum FILE) and a new date.
#   references: ["ISO/IEC 17799:2000 12.1.3", "sha256sum(1)"]
package ledger.record_evidence_intact

reasons := {
	"mismatch": "is not the file that its digest pins",
	"missing": "is not there",
	"unreadable": "cannot be read",
}

problems contains sprintf("the evidence %s %s", [e.reference, why]) if {
	some e in input.record.evidence
	why := reasons[object.get(e, "state", "unreadable")]
}

problems contains sprintf("the evidence %s has no digest, so it may have changed since", [e.reference]) if {
	some e in input.record.evidence
	object.get(e, "kind", "file") == "file"
	object.get(e, "digest", "") == ""
}

problems contains "a piece of evidence names nothing" if {
	some e in input.record.evidence
	object.get(e, "reference", "") == ""
}
