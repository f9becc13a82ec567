# METADATA
# title: Accounts of third parties may not run everything as root
# description: >-
#   A sudo rule for every command makes the outsider root. Rules for the commands that their work
#   needs can be reviewed, and show in the log what was done. An account is a third party's when its
#   owner or purpose in the register names one of the entry's third parties.
# custom:
#   id: register-third-party-sudo
#   controls: ["4.2.1"]
#   aspects: ["4.2.1/privileged"]
#   severity: high
#   scope:
#     - ledger.asset.accounts[*].owner
#     - ledger.asset.accounts[*].purpose
#     - ledger.asset.third_parties[*].name
#     - ledger.asset.source
#     - sudo.present
#   needs:
#     - sudo.grants[*].all
#     - sudo.grants[*].maybe
#     - sudo.grants[*].via
#     - sudo.grants[*].sources
#     - accounts.users
#     - accounts.remote.value
#   partial: convict
#   remediation:
#     text: >-
#       Replace ALL in the account's sudo rule by the commands that the third party needs, each with its
#       full path, or take the account out of the group of the rule. Edit with visudo.
#     command: ""
#   references: ["sudoers(5)", "visudo(8)"]
package iso17799.c04_organizational_security.o4_2_security_of_third_party_access.register_third_party_sudo

import data.lib.accounts
import data.lib.register
import data.lib.report
import future.keywords.not

not_applicable contains e if some e in register.none(input.ledger.asset)

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

evidence contains report.evidence(sprintf("%s (%s) %s", [name, report.list(sort(parties)), _may(name)]), input.ledger.asset.source) if {
	some name, parties in _marked
}

_may(name) := "may run every command as root" if {
	input.sudo.grants[name].all
} else := "may run some commands through sudo" if {
	input.sudo.grants[name]
} else := "is in no sudo rule"

violations contains report.violation({
	"message": sprintf("%s, an account of %s, may run every command as root", [name, report.list(sort(parties))]),
	"resource": accounts.resource(name),
	"observed": sprintf("every command, through %s", [report.list(grant.via)]),
	"expected": "named commands, or none",
	"source": grant.sources[count(grant.sources) - 1],
}) if {
	some name, parties in _marked
	grant := input.sudo.grants[name]
	grant.all
	not grant.maybe
}

unknown contains sprintf("%s may run every command if a netgroup, an address or a plugin says so", [name]) if {
	some name, _ in _marked
	input.sudo.grants[name].all
	input.sudo.grants[name].maybe
}

unknown contains sprintf("%s is no local account and may come from %s, which was not looked at", [name, report.list(input.accounts.remote.value)]) if {
	some name in register.elsewhere(object.keys(_marked), input.accounts.users, input.accounts.remote.value)
}

_marked := register.marked(input.ledger.asset.accounts, input.ledger.asset.third_parties)
