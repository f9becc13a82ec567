# METADATA
# title: The register dates the host's purchase no later than today
# description: >-
#   A day of purchase that is yet to come cannot be true of a machine that is there. The entry was
#   written for another one, or copied, and what else it says is as doubtful.
# custom:
#   id: register-purchased
#   controls: ["5.1.1"]
#   aspects: ["5.1.1/drift-between-register-facts"]
#   severity: low
#   scope:
#     - ledger.asset
#     - ledger.asset.source
#   needs:
#     - ledger.asset.purchased_day
#   remediation:
#     text: >-
#       Correct "purchased" in the host's entry of the ledger by the invoice, and look whether the rest of
#       the entry is this machine's. Where the date is right, the host's clock is behind.
#     command: ""
#   references: ["ISO/IEC 17799:2000, 5.1.1"]
package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.register_purchased

import data.lib.register
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("the entry gives no day of purchase", input.ledger.asset.source) if {
	object.get(input.ledger.asset, "purchased_day", null) == null
}

evidence contains report.evidence(sprintf("bought on %s", [_bought]), input.ledger.asset.source)

violations contains report.violation({
	"message": sprintf("the register says that the host will be bought on %s", [_bought]),
	"resource": "day of purchase",
	"observed": _bought,
	"expected": sprintf("%s or before", [register.day(input.context.today)]),
	"source": input.ledger.asset.source,
}) if {
	input.ledger.asset.purchased_day > input.context.today
}

_bought := register.day(input.ledger.asset.purchased_day)
