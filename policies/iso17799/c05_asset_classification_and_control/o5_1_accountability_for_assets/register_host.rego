# METADATA
# title: The host stands in the asset register
# description: >-
#   A machine that nobody listed came into use without anybody's word, and nobody patches it, backs
#   it up or switches it off when its time is over. The entry is what says that the host is meant to
#   be there.
# custom:
#   id: register-host
#   controls: ["5.1.1", "4.1.4"]
#   aspects:
#     - 5.1.1/host-register-entry-owner
#     - 5.1.1/drift-between-register-facts
#     - 4.1.4/host-asset-register-authorisation-record
#   severity: high
#   needs:
#     - ledger.registered
#     - ledger.assets
#     - ledger.source
#   remediation:
#     text: >-
#       Find out whose host it is and who let it come into use, then add it to "assets" of the ledger: id,
#       host (the name under which it is scanned), owner, location and classification. Where an entry of
#       that name names another machine_id, this is a new machine or a copy: give it an entry of its own.
#     command: ""
#   references: ["ISO/IEC 17799:2000, 5.1.1", "ISO/IEC 17799:2000, 4.1.4"]
package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.register_host

import data.lib.report
import future.keywords.not

evidence contains report.evidence(sprintf("%s is this host's", [_entries]), input.ledger.source) if {
	input.ledger.registered == true
}

violations contains report.violation({
	"message": "the host is not in the asset register",
	"resource": "host",
	"observed": sprintf("%s is this host's", [_none]),
	"expected": "an entry with its name and, where one is written, its machine id",
	"source": input.ledger.source,
}) if {
	input.ledger.registered == false
}

_entries := sprintf("one of %s", [report.counted(input.ledger.assets, "entry of the register", "entries of the register")])

_none := sprintf("none of %s", [report.counted(input.ledger.assets, "entry of the register", "entries of the register")])
