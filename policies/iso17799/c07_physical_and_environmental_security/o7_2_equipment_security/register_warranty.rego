# METADATA
# title: The equipment's warranty is in force
# description: >-
#   After the warranty nobody owes a spare part or new firmware, and a fault may end the service.
#   Whoever runs equipment beyond it decides so and plans for its failure.
# custom:
#   id: register-warranty
#   controls: ["7.2.4"]
#   aspects: ["7.2.4/warranty-in-force"]
#   severity: low
#   scope:
#     - ledger.asset
#     - ledger.asset.source
#   needs:
#     - ledger.asset.warranty_end_day
#     - host.virtual.kind
#     - host.virtual.source
#   remediation:
#     text: >-
#       Extend the maker's warranty or sign a maintenance contract, and write its last day as
#       "warranty_until" of the host's entry in the ledger; or replace the machine. Where it runs on
#       without one on purpose, record that as a waiver with its end.
#     command: ""
#   references: ["ISO/IEC 17799:2000, 7.2.4"]
package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.register_warranty

import data.lib.register
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence(sprintf("no equipment of its own: %s", [input.host.virtual.kind]), input.host.virtual.source) if {
	input.host.virtual.kind in {"vm", "container"}
}

not_applicable contains report.evidence("the entry gives no end of a warranty", input.ledger.asset.source) if {
	object.get(input.ledger.asset, "warranty_end_day", null) == null
}

evidence contains report.evidence(sprintf("warranty until %s", [_end]), input.ledger.asset.source)

violations contains report.violation({
	"message": sprintf("the warranty %s on %s", [_word, _end]),
	"resource": "warranty",
	"observed": _end,
	"expected": sprintf("%s or later", [register.day(input.context.today + params.register_warranty_notice_days)]),
	"source": input.ledger.asset.source,
}) if {
	input.ledger.asset.warranty_end_day < input.context.today + params.register_warranty_notice_days
}

_end := register.day(input.ledger.asset.warranty_end_day)

_word := "ended" if input.ledger.asset.warranty_end_day < input.context.today

_word := "ends" if input.ledger.asset.warranty_end_day >= input.context.today
