# METADATA
# title: The asset register names the host's machine id
# description: >-
#   By its name alone a reinstalled, copied or replaced machine passes for the one that was entered
#   and authorised. With the machine id in the entry only that installation is taken for it.
# custom:
#   id: register-machine-id
#   controls: ["5.1.1"]
#   aspects: ["5.1.1/drift-between-register-facts"]
#   severity: low
#   profile: strict
#   scope:
#     - host.machine_id.state
#     - host.machine_id.source
#   needs:
#     - ledger.asset.id
#     - ledger.asset.machine_id_pinned
#     - ledger.asset.source
#   remediation:
#     text: >-
#       Write the digest that "isoscan facts" shows as host.machine_id.digest into the host's entry of the
#       ledger, as machine_id with "sha256:" before it. The digest does not tell the id itself.
#     command: ""
#   references: ["machine-id(5)"]
package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.register_machine_id

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence(
	sprintf("the host has no machine id to name (%s)", [input.host.machine_id.state]),
	input.host.machine_id.source,
) if {
	input.host.machine_id.state != "set"
}

evidence contains report.evidence(sprintf("the entry %s holds for this machine id alone", [_asset.id]), _asset.source) if {
	_asset.machine_id_pinned == true
}

violations contains report.violation({
	"message": sprintf("the entry %s holds for any host of its name", [_asset.id]),
	"resource": "machine id",
	"observed": "no machine_id in the entry",
	"expected": "the host's machine id, by its digest",
	"source": _asset.source,
}) if {
	_asset.machine_id_pinned == false
}

_asset := input.ledger.asset
