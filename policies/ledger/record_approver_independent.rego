# METADATA
# title: A record is approved by somebody other than its owner
# description: >-
#   Who answers for a thing is the last to find fault with it. Four eyes make a
#   statement worth more than a claim.
# custom:
#   id: record-approver-independent
#   judges: [attestation, waiver, applicability]
#   effect: refuse
#   remediation: Have somebody approve it who does not own the control or bear the risk.
#   references: ["ISO/IEC 17799:2000 8.1.4"]
package ledger.record_approver_independent

same(key) if {
	value := lower(trim_space(input.record.owner[key]))
	value != ""
	value == lower(trim_space(input.record.approver[key]))
}

problems contains sprintf("the approver, %s, is the owner", [object.get(input.record.approver, "name", input.record.approver.id)]) if {
	some key in {"id", "name", "email"}
	same(key)
}
