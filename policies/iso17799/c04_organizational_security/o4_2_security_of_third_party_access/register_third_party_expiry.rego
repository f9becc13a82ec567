# METADATA
# title: Accounts of third parties close by themselves
# description: >-
#   A vendor's account tends to outlive the contract, for nobody thinks of it when the work ends. An
#   expiry date closes it unless somebody renews it on purpose. An account is a third party's when its
#   owner or purpose in the register names one of the entry's third parties.
# custom:
#   id: register-third-party-expiry
#   controls: ["4.2.1"]
#   aspects: ["4.2.1/expiring"]
#   severity: medium
#   scope:
#     - ledger.asset.accounts[*].owner
#     - ledger.asset.accounts[*].purpose
#     - ledger.asset.third_parties[*].name
#     - ledger.asset.source
#   needs:
#     - accounts.users[*].log_on_shell
#     - accounts.users[*].source
#     - accounts.credentials[*].state
#     - accounts.shadow[*].expire_day
#     - accounts.shadow[*].source
#     - accounts.remote.value
#   remediation:
#     text: >-
#       Set the day on which the contract or the work ends: "usermod -e YYYY-MM-DD NAME" (also stops keys),
#       and renew it when the contract is. Close at once what is needed no more: "usermod -L -e 1 NAME".
#     command: ""
#   references: ["usermod(8)", "shadow(5)"]
package iso17799.c04_organizational_security.o4_2_security_of_third_party_access.register_third_party_expiry

import data.lib.accounts
import data.lib.register
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains e if some e in register.none(input.ledger.asset)

evidence contains report.evidence(
	sprintf("%s (%s): %s", [name, report.list(sort(parties)), _end(_expiry(name))]),
	_source(name),
) if {
	some name, parties in _usable
}

evidence contains report.evidence(
	sprintf("%s in the entry, %d of them can be used", [report.counted(count(_marked), "account of third parties", "accounts of third parties"), count(_usable)]),
	input.ledger.asset.source,
)

violations contains report.violation({
	"message": sprintf("%s, an account of %s, has no end", [name, report.list(sort(parties))]),
	"resource": accounts.resource(name),
	"observed": "never expires",
	"expected": _expected,
	"source": _source(name),
}) if {
	some name, parties in _usable
	_expiry(name) < 0
}

violations contains report.violation({
	"message": sprintf("%s, an account of %s, stays open until %s", [name, report.list(sort(parties)), register.day(_expiry(name))]),
	"resource": accounts.resource(name),
	"observed": register.day(_expiry(name)),
	"expected": _expected,
	"source": _source(name),
}) if {
	some name, parties in _usable
	_expiry(name) > input.context.today + params.register_third_party_max_days
}

unknown contains sprintf("%s is no local account and may come from %s, which was not looked at", [name, report.list(input.accounts.remote.value)]) if {
	some name in register.elsewhere(object.keys(_marked), input.accounts.users, input.accounts.remote.value)
}

_marked := register.marked(input.ledger.asset.accounts, input.ledger.asset.third_parties)

# A log-on shell suffices: keys let in without a password. A password suffices
# too: other services than a shell take it.
_usable[name] := parties if {
	some name, parties in _marked
	_open(input.accounts.users[name], object.get(input.accounts.credentials, name, {"state": "missing"}))
}

_open(user, _) if user.log_on_shell

_open(_, credential) if accounts.usable(credential.state)

# An account without an entry in /etc/shadow never expires.
_expiry(name) := object.get(input.accounts.shadow, [name, "expire_day"], -1)

_source(name) := object.get(input.accounts.shadow, [name, "source"], input.accounts.users[name].source)

_end(day) := "never closes" if day < 0

_end(day) := sprintf("closes on %s", [register.day(day)]) if day >= 0

_expected := sprintf("closed within %s, by %s", [
	report.counted(params.register_third_party_max_days, "day", "days"),
	register.day(input.context.today + params.register_third_party_max_days),
])
