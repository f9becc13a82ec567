# METADATA
# title: A record says in words what it rests on
# description: >-
#   "OK" tells an auditor nothing. Whoever reads the record in a year needs to
#   understand what was decided and why.
# custom:
#   id: record-justified
#   judges: [attestation, waiver, applicability]
#   effect: refuse
#   remediation: Write a sentence or two on what holds, or why the risk is borne.
#   references: ["ISO/IEC 17799:2000 12.2.1"]
package ledger.record_justified

import data.lib.report

problems contains sprintf("its text has %s, and %s", [
	report.counted(length, "character", "characters"),
	report.counted(data.params.ledger_statement_min_length, "is asked for", "are asked for"),
]) if {
	length := count(trim_space(object.get(input.record, "statement", "")))
	length < data.params.ledger_statement_min_length
}
