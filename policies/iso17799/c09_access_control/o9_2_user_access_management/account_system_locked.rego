# METADATA
# title: System accounts have no password
# description: >-
#   An account that belongs to a program needs no password. One that has it
#   can be logged on to, by people who then act in the name of the program.
# custom:
#   id: account-system-locked
#   controls: ["9.2.3", "9.2.1"]
#   aspects: ["9.2.3/locked-system-accounts"]
#   severity: high
#   needs:
#     - 'accounts.credentials[*].state'
#     - 'accounts.credentials[*].source'
#     - 'accounts.kinds[*]'
#   remediation:
#     text: >-
#       Lock the password: "passwd -l NAME". When a person uses the account,
#       give that person one of their own.
#     command: ""
#   references: ["shadow(5)", "passwd(1)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_system_locked

import data.lib.accounts
import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s, %d of them with a password", [report.counted(count(_system), "system account", "system accounts"), count(_open)]),
	"/etc/shadow",
) if {
	count(input.accounts.kinds) > 0
}

violations contains report.violation({
	"message": sprintf("the system account %s has a password", [name]),
	"resource": accounts.resource(name),
	"observed": sprintf("password %s", [input.accounts.credentials[name].state]),
	"expected": "locked",
	"source": input.accounts.credentials[name].source,
}) if {
	some name in _open
}

_system := {name | some name, kind in input.accounts.kinds; kind == "system"}

_open := {name | some name in _system; accounts.usable(input.accounts.credentials[name].state)}
