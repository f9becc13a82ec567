# METADATA
# title: The asset register names the contract of each third party
# description: >-
#   Nobody from outside gets in before a contract says what they owe. Confidentiality, liability and
#   the right to audit can hardly be demanded afterwards.
# custom:
#   id: register-third-party-contract
#   controls: ["4.2.1", "4.2.2"]
#   aspects: ["4.2.1/accounts-authorised-keys-marked-third"]
#   severity: medium
#   scope:
#     - ledger.asset.third_parties
#     - ledger.asset.source
#   needs:
#     - ledger.asset.third_parties[*].name
#     - ledger.asset.third_parties[*].contract
#   remediation:
#     text: >-
#       Write the reference of the signed contract as "contract" of the third party's line in the host's
#       entry of the ledger. Where there is none, close the access until one is signed.
#     command: ""
#   references: ["ISO/IEC 17799:2000, 4.2.1", "ISO/IEC 17799:2000, 4.2.2"]
package iso17799.c04_organizational_security.o4_2_security_of_third_party_access.register_third_party_contract

import data.lib.register
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("the entry names no third party", input.ledger.asset.source) if {
	count(input.ledger.asset.third_parties) == 0
}

evidence contains report.evidence(sprintf("%s: contract %s", [party.name, party.contract]), input.ledger.asset.source) if {
	some party in input.ledger.asset.third_parties
	not register.blank(party.contract)
}

violations contains report.violation({
	"message": sprintf("the register names no contract of %s", [party.name]),
	"resource": sprintf("third party %s", [party.name]),
	"observed": "no contract",
	"expected": "the reference of a contract",
	"source": input.ledger.asset.source,
}) if {
	some party in input.ledger.asset.third_parties
	register.blank(party.contract)
}
