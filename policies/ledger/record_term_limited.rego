# METADATA
# title: A record ends within the time that is allowed
# description: >-
#   What is never looked at again outlives its reasons. An exception without a near
#   end becomes the rule.
# custom:
#   id: record-term-limited
#   judges: [attestation, waiver, applicability]
#   effect: refuse
#   remediation: Give it an earlier end and renew it when its reasons still hold; the parameters ledger_*_max_days say how long is allowed.
#   references: ["ISO/IEC 17799:2000 3.1.2", "ISO/IEC 17799:2000 12.2.1"]
package ledger.record_term_limited

import data.lib.report

by_severity := {
	"critical": data.params.ledger_waiver_critical_max_days,
	"high": data.params.ledger_waiver_high_max_days,
	"medium": data.params.ledger_waiver_medium_max_days,
	"low": data.params.ledger_waiver_low_max_days,
}

shortest := min([days | some days in by_severity])

limit := data.params.ledger_attestation_max_days if input.record.kind == "attestation"

limit := data.params.ledger_applicability_max_days if input.record.kind == "applicability"

# What is waived has no severity when the rule is gone, or when no rule looks at
# the control: the shortest term then, for nothing tells how bad it is.
limit := object.get(by_severity, object.get(input.record, "severity", ""), shortest) if {
	input.record.kind == "waiver"
}

problems contains sprintf("it is given for %s, and %s", [report.counted(input.record.days, "day", "days"), report.counted(limit, "is allowed", "are allowed")]) if {
	input.record.days > limit
}

problems contains "no limit is set for its kind" if not limit
