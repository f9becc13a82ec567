# METADATA
# title: Only the administrators' group may run everything through doas
# description: >-
#   Everything as root is given through one group whose members are reviewed, not to single
#   accounts.
# custom:
#   id: doas-everything
#   controls: ["9.2.2"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: high
#   scope:
#     - 'privilege.doas.present'
#   needs:
#     - 'privilege.doas.present'
#     - 'privilege.doas.rules[*].permit'
#     - 'privilege.doas.rules[*].identity'
#     - 'privilege.doas.rules[*].target'
#     - 'privilege.doas.rules[*].command'
#     - 'privilege.doas.rules[*].arguments'
#     - 'privilege.doas.rules[*].no_pass'
#     - 'privilege.doas.rules[*].keep_env'
#     - 'privilege.doas.rules[*].set_env'
#     - 'privilege.doas.rules[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Name the command: "permit NAME as root cmd /path/to/command", or put the account into
#       the administrators' group.
#     command: ""
#   references: ["doas.conf(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.doas_everything

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("doas is not installed", input.privilege.doas.present.source) if {
	input.privilege.doas.present.value == false
}

evidence contains report.evidence(report.counted(count(input.privilege.doas.rules), "rule", "rules"), "/etc/doas.conf")

violations contains report.violation({
	"message": sprintf("%s may run every command", [rule.identity]),
	"resource": rule.source,
	"observed": concat(" ", ["permit", rule.identity, rule.target]),
	"expected": "a command, or the administrators' group",
	"source": rule.source,
}) if {
	some rule in _rules
	rule.command == ""
	rule.target in {"", "root"}
	not rule.identity in params.doas_administrators
}

# The last rule that matches decides: one that a later rule for the same people,
# target and command takes back does not count.
_rules := [rule |
	some i, rule in input.privilege.doas.rules
	rule.permit
	count([j | some j, later in input.privilege.doas.rules; j > i; _same(rule, later)]) == 0
]

_same(a, b) if {
	a.identity == b.identity
	b.target in {"", a.target}
	b.command in {"", a.command}
	not b.arguments
}
