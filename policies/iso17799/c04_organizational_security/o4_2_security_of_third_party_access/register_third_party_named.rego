# METADATA
# title: The third party behind each outsider's account is named
# description: >-
#   An account whose owner or purpose says vendor or contractor, while the entry names no such third
#   party, is somebody's way in of whom no contract and no end is known.
# custom:
#   id: register-third-party-named
#   controls: ["4.2.1"]
#   aspects: ["4.2.1/accounts-authorised-keys-marked-third"]
#   severity: medium
#   needs:
#     - ledger.asset.accounts[*].owner
#     - ledger.asset.accounts[*].purpose
#     - ledger.asset.third_parties[*].name
#     - ledger.asset.source
#   remediation:
#     text: >-
#       Add the company or person to third_parties of the host's entry in the ledger, and write the same
#       name into the account's purpose. Words that mean something else here go out of
#       register_third_party_words.
#     command: ""
#   references: ["ISO/IEC 17799:2000, 4.2.1"]
package iso17799.c04_organizational_security.o4_2_security_of_third_party_access.register_third_party_named

import data.lib.accounts
import data.lib.register
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s in the entry, %d of them of %s", [
		report.counted(count(_asset.accounts), "account", "accounts"),
		count(register.marked(_asset.accounts, _asset.third_parties)),
		report.counted(count(_asset.third_parties), "third party", "third parties"),
	]),
	_asset.source,
)

violations contains report.violation({
	"message": sprintf("the account %s is an outsider's, and no third party of the entry is named", [name]),
	"resource": accounts.resource(name),
	"observed": sprintf("owner %q, purpose %q", [account.owner, account.purpose]),
	"expected": "the name of a third party of the entry",
	"source": _asset.source,
}) if {
	some name, account in _asset.accounts
	count(register.worded(account, params.register_third_party_words)) > 0
	count(register.parties(account, _asset.third_parties)) == 0
}

_asset := input.ledger.asset
