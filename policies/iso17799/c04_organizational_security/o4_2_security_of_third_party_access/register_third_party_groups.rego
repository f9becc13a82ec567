# METADATA
# title: Accounts of third parties are in no group of administrators
# description: >-
#   Outsiders get what their work needs and no more. An account of theirs with user id 0, or in a
#   group that amounts to root, can do and hide everything. An account is a third party's when its
#   owner or purpose in the register names one of the entry's third parties.
# custom:
#   id: register-third-party-groups
#   controls: ["4.2.1"]
#   aspects: ["4.2.1/privileged"]
#   severity: high
#   scope:
#     - ledger.asset.accounts[*].owner
#     - ledger.asset.accounts[*].purpose
#     - ledger.asset.third_parties[*].name
#     - ledger.asset.source
#   needs:
#     - accounts.users[*].uid
#     - accounts.users[*].source
#     - accounts.groups[*].members
#     - accounts.groups[*].primary_members
#     - accounts.groups[*].source
#     - accounts.remote.value
#   partial: convict
#   remediation:
#     text: >-
#       Take the account out of the group: "gpasswd -d NAME GROUP" ("delgroup NAME GROUP" on Alpine), and
#       give the third party the single commands that they need through sudo. Give another user id to an
#       account that has 0.
#     command: ""
#   references: ["group(5)", "gpasswd(1)"]
package iso17799.c04_organizational_security.o4_2_security_of_third_party_access.register_third_party_groups

import data.lib.accounts
import data.lib.register
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains e if some e in register.none(input.ledger.asset)

evidence contains report.evidence(
	sprintf("%s (%s): user id %d, privileged groups: %s", [name, report.list(sort(parties)), user.uid, _shown(_in[name])]),
	user.source,
) if {
	some name, parties in _marked
	user := input.accounts.users[name]
}

evidence contains report.evidence(
	sprintf("accounts of third parties in the entry: %s", [report.list(sort(object.keys(_marked)))]),
	input.ledger.asset.source,
)

violations contains report.violation({
	"message": sprintf("%s, an account of %s, is in the group %s", [name, report.list(sort(parties)), group]),
	"resource": accounts.resource(name),
	"observed": sprintf("member of %s", [group]),
	"expected": "no group of administrators",
	"source": input.accounts.groups[group].source,
}) if {
	some name, parties in _marked
	input.accounts.users[name]
	some group in _in[name]
}

violations contains report.violation({
	"message": sprintf("%s, an account of %s, is root by its user id", [name, report.list(sort(parties))]),
	"resource": accounts.resource(name),
	"observed": "user id 0",
	"expected": "another user id",
	"source": input.accounts.users[name].source,
}) if {
	some name, parties in _marked
	input.accounts.users[name].uid == 0
}

unknown contains sprintf("%s is no local account and may come from %s, which was not looked at", [name, report.list(input.accounts.remote.value)]) if {
	some name in register.elsewhere(object.keys(_marked), input.accounts.users, input.accounts.remote.value)
}

_marked := register.marked(input.ledger.asset.accounts, input.ledger.asset.third_parties)

_privileged := {group | some group in params.account_admin_groups} | {group | some group in params.account_root_equivalent_groups}

# The privileged groups of each marked account.
_in[name] := groups if {
	some name, _ in _marked
	groups := {group |
		some group in _privileged
		name in _members(input.accounts.groups[group])
	}
}

_members(group) := array.concat(group.members, group.primary_members)

_shown(groups) := "none" if count(groups) == 0

_shown(groups) := report.list(sort(groups)) if count(groups) > 0
