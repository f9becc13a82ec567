# METADATA
# title: Sudo rules name single programs and exact arguments
# description: >-
#   A star in the arguments also takes blanks and further options, and a pattern or folder for the
#   command takes in programs that nobody thought of.
# custom:
#   id: sudo-wildcards
#   controls: ["9.2.2"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: medium
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.rules[*].users'
#     - 'sudo.rules[*].applies'
#     - 'sudo.rules[*].negated'
#     - 'sudo.rules[*].as_root'
#     - 'sudo.rules[*].all'
#     - 'sudo.rules[*].wildcard'
#     - 'sudo.rules[*].command'
#     - 'sudo.rules[*].arguments'
#     - 'sudo.rules[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Write one rule for each command with its arguments, or an anchored regular expression (sudo
#       1.9.10 and later) that lets through just the values that are meant.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_wildcards

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
	not r.all
	r.users != ["root"]
]

evidence contains report.evidence(sprintf("%s granted as root, without ALL", [report.counted(count(_granting), "command", "commands")]), input.sudo.present.source)

_loose(r) := "the command is a pattern or folder" if r.wildcard

_loose(r) := "the arguments are a pattern" if {
	not r.wildcard
	r.arguments == "pattern"
}

violations contains report.violation({
	"message": sprintf("%s may run %s as root: %s", [report.list(r.users), r.command, _loose(r)]),
	"resource": r.command,
	"observed": _loose(r),
	"expected": "one program with exact arguments",
	"source": r.source,
}) if {
	some r in _granting
}
