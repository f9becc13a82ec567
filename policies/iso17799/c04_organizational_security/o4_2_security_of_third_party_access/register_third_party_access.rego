# METADATA
# title: The asset register says what each third party can reach
# description: >-
#   The risk of an outsider's access can only be weighed when it is known what they reach and how.
#   An entry that only gives a name says that somebody is let in and not to what.
# custom:
#   id: register-third-party-access
#   controls: ["4.2.1"]
#   aspects: ["4.2.1/accounts-authorised-keys-marked-third"]
#   severity: medium
#   scope:
#     - ledger.asset.third_parties
#     - ledger.asset.source
#   needs:
#     - ledger.asset.third_parties[*].name
#     - ledger.asset.third_parties[*].access
#   remediation:
#     text: >-
#       Ask what the third party needs, and write it as "access" of its line under third_parties in the
#       host's entry of the ledger: the account, the console, the port, or the key by its fingerprint.
#       Delete the line, and the access, of those who need it no more.
#     command: ""
#   references: ["ISO/IEC 17799:2000, 4.2.1"]
package iso17799.c04_organizational_security.o4_2_security_of_third_party_access.register_third_party_access

import data.lib.register
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("the entry names no third party", input.ledger.asset.source) if {
	count(input.ledger.asset.third_parties) == 0
}

evidence contains report.evidence(sprintf("%s: %s", [party.name, party.access]), input.ledger.asset.source) if {
	some party in input.ledger.asset.third_parties
	not register.blank(party.access)
}

violations contains report.violation({
	"message": sprintf("the register does not say what %s can reach", [party.name]),
	"resource": sprintf("third party %s", [party.name]),
	"observed": "no access given",
	"expected": "what they can reach",
	"source": input.ledger.asset.source,
}) if {
	some party in input.ledger.asset.third_parties
	register.blank(party.access)
}
