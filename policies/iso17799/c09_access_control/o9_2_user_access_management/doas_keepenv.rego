# METADATA
# title: Doas starts commands with a clean environment
# description: >-
#   With the caller's environment a program can be made to load other libraries and settings as
#   root.
# custom:
#   id: doas-keepenv
#   controls: ["9.2.2"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: medium
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
#       Replace "keepenv" by "setenv { NAME ... }" with the harmless variables that are needed.
#     command: ""
#   references: ["doas.conf(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.doas_keepenv

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("doas is not installed", input.privilege.doas.present.source) if {
	input.privilege.doas.present.value == false
}

evidence contains report.evidence(report.counted(count(input.privilege.doas.rules), "rule", "rules"), "/etc/doas.conf")

violations contains report.violation({
	"message": sprintf("%s keeps the environment", [rule.identity]),
	"resource": rule.source,
	"observed": concat(" ", array.concat(["keepenv" | rule.keep_env], sort(_loading(rule)))),
	"expected": "a clean environment",
	"source": rule.source,
}) if {
	some rule in _rules
	rule.identity != "root"
	_keeps(rule)
}

_keeps(rule) if rule.keep_env

_keeps(rule) if count(_loading(rule)) > 0

_loading(rule) := {name | some name in rule.set_env; some pattern in params.doas_loading_variables; glob.match(pattern, null, name)}

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
