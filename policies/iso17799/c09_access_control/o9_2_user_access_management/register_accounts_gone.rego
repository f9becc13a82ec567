# METADATA
# title: The asset register has no accounts that are gone
# description: >-
#   A line for an account that the host does not have shows that the register is not kept when
#   accounts are closed. Whoever makes an account of that name later inherits its owner and purpose.
# custom:
#   id: register-accounts-gone
#   controls: ["9.2.1", "5.1.1"]
#   aspects: ["9.2.1/accounts-outside-register", "5.1.1/drift-between-register-facts"]
#   severity: low
#   needs:
#     - ledger.asset.accounts
#     - ledger.asset.accounts[*].owner
#     - ledger.asset.source
#     - accounts.users
#     - accounts.users[*].source
#     - accounts.remote.value
#   remediation:
#     text: >-
#       Delete the line under "accounts" of the host's entry in the ledger when the account was closed, or
#       correct its name; names are compared as they stand, capitals included.
#     command: ""
#   references: ["passwd(5)", "ISO/IEC 17799:2000, 9.2.1"]
package iso17799.c09_access_control.o9_2_user_access_management.register_accounts_gone

import data.lib.accounts
import data.lib.register
import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s in the entry, %d of them on the host", [report.counted(count(_listed), "account", "accounts"), count(_listed) - count(_gone)]),
	input.ledger.asset.source,
) if {
	count(input.accounts.users) > 0
}

violations contains report.violation({
	"message": sprintf("the register gives %s an owner, and the host has no such account", [name]),
	"resource": accounts.resource(name),
	"observed": sprintf("owner %s in the register, no account", [account.owner]),
	"expected": "an account of that name, or no line",
	"source": input.ledger.asset.source,
}) if {
	some name, account in _listed
	name in _gone
	not name in _elsewhere
}

unknown contains sprintf("%s is no local account and may come from %s, which was not looked at", [name, report.list(input.accounts.remote.value)]) if {
	some name in _elsewhere
}

_listed := input.ledger.asset.accounts

_gone := {name | some name, _ in _listed; not input.accounts.users[name]}

_elsewhere := register.elsewhere(object.keys(_listed), input.accounts.users, input.accounts.remote.value)
