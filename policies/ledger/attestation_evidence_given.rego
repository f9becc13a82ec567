# METADATA
# title: An attestation points to evidence
# description: >-
#   A statement alone cannot be checked. An auditor follows it to a document, a
#   minute or a page.
# custom:
#   id: attestation-evidence-given
#   judges: [attestation]
#   effect: refuse
#   remediation: Add under evidence a file with its digest, a reference or a link.
#   references: ["ISO/IEC 17799:2000 12.2.1"]
package ledger.attestation_evidence_given

problems contains "it points to no evidence" if count(object.get(input.record, "evidence", [])) == 0
