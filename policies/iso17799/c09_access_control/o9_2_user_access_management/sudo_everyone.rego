# METADATA
# title: No sudo rule is for every account
# description: >-
#   A rule whose user is ALL gives its commands to service accounts, to guests and to whoever gets
#   an account tomorrow.
# custom:
#   id: sudo-everyone
#   controls: ["9.2.2"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: high
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.rules[*].users'
#     - 'sudo.rules[*].applies'
#     - 'sudo.rules[*].negated'
#     - 'sudo.rules[*].as_root'
#     - 'sudo.rules[*].command'
#     - 'sudo.rules[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Replace ALL before the host by a group, with visudo. Where "Defaults targetpw" comes with
#       "ALL ALL=(ALL) ALL", as on a fresh SUSE, remove both and use %wheel.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_everyone

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

_granting := [r |
	some r in input.sudo.rules
	r.applies != "no"
	not r.negated
	r.as_root
]

evidence contains report.evidence(sprintf("%s granted as root", [report.counted(count(_granting), "command", "commands")]), input.sudo.present.source)

violations contains report.violation({
	"message": sprintf("every account may run %s as root", [r.command]),
	"resource": r.command,
	"observed": report.list(r.users),
	"expected": "named users or groups",
	"source": r.source,
}) if {
	some r in _granting
	"ALL" in r.users
}
