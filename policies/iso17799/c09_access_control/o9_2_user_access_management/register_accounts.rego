# METADATA
# title: Every person's account has an owner in the asset register
# description: >-
#   Accounts are opened and closed by a process that knows whose they are. One that the register does
#   not have was made beside it, or was left behind: nobody answers for what it does, and nobody
#   closes it when its user leaves.
# custom:
#   id: register-accounts
#   controls: ["9.2.1"]
#   aspects: ["9.2.1/accounts-outside-register"]
#   severity: medium
#   needs:
#     - ledger.asset.accounts
#     - ledger.asset.accounts[*].owner
#     - ledger.asset.source
#     - accounts.users[*].log_on_shell
#     - accounts.users[*].uid
#     - accounts.users[*].source
#     - accounts.kinds
#     - accounts.kinds[*]
#     - accounts.credentials[*].state
#   remediation:
#     text: >-
#       Ask whose account it is. Add it with its owner to "accounts" of the host's entry in the ledger, or
#       close it: "usermod -L -e 1 NAME" (also stops keys), "userdel -r NAME" after its files are taken
#       care of. Accounts that no person uses belong below UID_MIN; names that are the same on every host
#       can go into register_accounts_exempt.
#     command: ""
#   references: ["passwd(5)", "login.defs(5), UID_MIN", "ISO/IEC 17799:2000, 9.2.1"]
package iso17799.c09_access_control.o9_2_user_access_management.register_accounts

import data.lib.accounts
import data.lib.register
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s of people that can be used, %d of them with an owner in the register", [report.counted(count(_people), "account", "accounts"), count(_owned)]),
	input.ledger.asset.source,
) if {
	count(input.accounts.kinds) > 0
}

violations contains report.violation({
	"message": sprintf("nobody answers for the account %s", [name]),
	"resource": accounts.resource(name),
	"observed": sprintf("user id %d, %s", [user.uid, _seen(name)]),
	"expected": "an owner in the register's entry of this host",
	"source": user.source,
}) if {
	some name in _people
	not name in _owned
	user := input.accounts.users[name]
}

_people := {name |
	some name, kind in input.accounts.kinds
	kind == "human"
	_open(input.accounts.users[name], object.get(input.accounts.credentials, name, {"state": "missing"}))
	not name in {exempt | some exempt in params.register_accounts_exempt}
}

# A log-on shell suffices: keys let in without a password. A password suffices
# too: other services than a shell take it.
_open(user, _) if user.log_on_shell

_open(_, credential) if accounts.usable(credential.state)

_owned := {name |
	some name in _people
	account := input.ledger.asset.accounts[name]
	not register.blank(account.owner)
}

_seen(name) := "in the register without an owner" if input.ledger.asset.accounts[name]

_seen(name) := "not in the register" if not input.ledger.asset.accounts[name]
