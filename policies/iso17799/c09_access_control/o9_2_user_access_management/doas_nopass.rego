# METADATA
# title: Doas asks for a password
# description: >-
#   Without one, whoever takes over such an account, or finds its session open, is root at once.
# custom:
#   id: doas-nopass
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
#       Take "nopass" out of the rule in /etc/doas.conf ("persist" asks once in a while); "doas
#       -C /etc/doas.conf" checks the file.
#     command: ""
#   references: ["doas.conf(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.doas_nopass

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("doas is not installed", input.privilege.doas.present.source) if {
	input.privilege.doas.present.value == false
}

evidence contains report.evidence(report.counted(count(input.privilege.doas.rules), "rule", "rules"), "/etc/doas.conf")

violations contains report.violation({
	"message": sprintf("%s may act without a password", [rule.identity]),
	"resource": rule.source,
	"observed": concat(" ", ["permit nopass", rule.identity, rule.command]),
	"expected": "a password is asked for",
	"source": rule.source,
}) if {
	some rule in _rules
	rule.no_pass
	rule.identity != "root"
	not rule.command in params.doas_nopass_commands
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
