# METADATA
# title: What was measured is enough
# description: >-
#   A number that falls short shows that the control is not met, however good the
#   rest of the record is.
# custom:
#   id: attestation-measure-met
#   judges: [attestation]
#   effect: shortfall
#   remediation: Mend what was measured and measure again, or have the risk borne with a waiver for the control.
#   references: ["ISO/IEC 17799:2000 6.2.1"]
package ledger.attestation_measure_met

import data.lib.report

asked := data.ledger_measures[input.record.control]

least := {
	"ledger_agreements_min_percent": data.params.ledger_agreements_min_percent,
	"ledger_trained_min_percent": data.params.ledger_trained_min_percent,
}

problems contains sprintf("%v %s of %s, and at least %s", [measured.value, measured.unit, asked.of, report.counted(minimum, "is asked for", "are asked for")]) if {
	minimum := least[asked.parameter]
	measured := input.record.measured
	measured.unit == asked.unit
	measured.value < minimum
}

# A control that asks for a number without saying how much is enough.
problems contains sprintf("nothing says how much of %s is enough", [asked.of]) if not least[asked.parameter]
