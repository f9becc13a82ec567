# METADATA
# title: A record is about a rule or control that exists
# description: >-
#   Rules come and go. A waiver whose rule is gone says nothing any more, and its
#   name may mean something else one day.
# custom:
#   id: record-target-known
#   judges: [attestation, waiver, applicability]
#   effect: refuse
#   remediation: Point it at the rule or control that is meant, or delete the record.
#   references: ["ISO/IEC 17799:2000 12.2.1"]
package ledger.record_target_known

target := sprintf("rule %s", [input.record.rule])

target := sprintf("control %s", [input.record.control]) if not "rule" in object.keys(input.record)

problems contains sprintf("there is no %s", [target]) if object.get(input.record, "known", false) != true
