# METADATA
# title: The asset register says where the host stands
# description: >-
#   What stands in an unknown place cannot be inspected, serviced or found again after a theft. Of a
#   virtual machine or a container the place is the platform or provider that runs it.
# custom:
#   id: register-location
#   controls: ["5.1.1"]
#   aspects: ["5.1.1/location"]
#   severity: low
#   needs:
#     - ledger.asset.id
#     - ledger.asset.location
#     - ledger.asset.source
#   remediation:
#     text: >-
#       Write the room, the rack or the provider and region as "location" of the host's entry in the ledger.
#     command: ""
#   references: ["ISO/IEC 17799:2000, 5.1.1"]
package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.register_location

import data.lib.register
import data.lib.report
import future.keywords.not

evidence contains report.evidence(sprintf("%s stands in: %s", [_asset.id, _asset.location]), _asset.source) if {
	not register.blank(_asset.location)
}

violations contains report.violation({
	"message": sprintf("the entry %s gives no location", [_asset.id]),
	"resource": "location",
	"observed": "no location",
	"expected": "a place, or the platform that runs the host",
	"source": _asset.source,
}) if {
	register.blank(_asset.location)
}

_asset := input.ledger.asset
