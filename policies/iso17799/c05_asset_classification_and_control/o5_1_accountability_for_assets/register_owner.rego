# METADATA
# title: The asset register names an owner of the host
# description: >-
#   When a host without an owner raises an alarm, nobody patches it and nobody dares to switch it
#   off. One named person answers for it.
# custom:
#   id: register-owner
#   controls: ["5.1.1", "4.1.3"]
#   aspects: ["5.1.1/host-register-entry-owner"]
#   severity: medium
#   needs:
#     - ledger.asset.id
#     - ledger.asset.owner
#     - ledger.asset.source
#   remediation:
#     text: >-
#       Write the id of the person who answers for the host as "owner" of its entry in the ledger; people
#       and their ids stand in "people".
#     command: ""
#   references: ["ISO/IEC 17799:2000, 5.1.1", "ISO/IEC 17799:2000, 4.1.3"]
package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.register_owner

import data.lib.register
import data.lib.report
import future.keywords.not

evidence contains report.evidence(sprintf("%s answers for %s", [_asset.owner, _asset.id]), _asset.source) if {
	not register.blank(_asset.owner)
}

violations contains report.violation({
	"message": sprintf("the entry %s names no owner", [_asset.id]),
	"resource": "owner",
	"observed": "no owner",
	"expected": "a person",
	"source": _asset.source,
}) if {
	register.blank(_asset.owner)
}

_asset := input.ledger.asset
