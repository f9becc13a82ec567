# METADATA
# title: No rule of polkit gives root without a password
# description: >-
#   The right to any action, or to run programs as root with pkexec, or to manage every unit, is
#   root. Without a password it goes to whoever finds the session open.
# custom:
#   id: polkit-root
#   controls: ["9.2.2"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: high
#   scope:
#     - 'privilege.polkit.present'
#   needs:
#     - 'privilege.polkit.present'
#     - 'privilege.polkit.rules[*].users'
#     - 'privilege.polkit.rules[*].groups'
#     - 'privilege.polkit.rules[*].actions'
#     - 'privilege.polkit.rules[*].everyone'
#     - 'privilege.polkit.rules[*].any_action'
#     - 'privilege.polkit.rules[*].at_console'
#     - 'privilege.polkit.rules[*].told'
#     - 'privilege.polkit.rules[*].vendor'
#     - 'privilege.polkit.rules[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Return polkit.Result.AUTH_ADMIN_KEEP instead of YES, and name the single actions that
#       are needed.
#     command: ""
#   references: ["polkit(8)", "pkexec(1)"]
package iso17799.c09_access_control.o9_2_user_access_management.polkit_root

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("polkit is not installed", input.privilege.polkit.present.source) if {
	input.privilege.polkit.present.value == false
}

evidence contains report.evidence(
	sprintf("%s YES", [report.counted(count(input.privilege.polkit.rules), "rule answers", "rules answer")]),
	input.privilege.polkit.present.source,
)

violations contains report.violation({
	"message": sprintf("%s may become root through polkit without a password", [_who(rule)]),
	"resource": rule.source,
	"observed": _what(rule),
	"expected": "AUTH_ADMIN, or single harmless actions",
	"source": rule.source,
}) if {
	some rule in input.privilege.polkit.rules
	rule.told
	count(_strong(rule)) > 0
}

unknown contains sprintf("%s: the conditions of the rule cannot be told", [rule.source]) if {
	some rule in input.privilege.polkit.rules
	not rule.told
	not rule.vendor
}

_strong(rule) := {"any action"} if rule.any_action

_strong(rule) := {action | some action in rule.actions; some pattern in params.polkit_root_actions; glob.match(pattern, null, action)} if {
	not rule.any_action
}

_what(rule) := concat(", ", sort(_strong(rule)))

_who(rule) := "everybody" if rule.everyone

_who(rule) := concat(", ", array.concat(rule.users, [sprintf("the group %s", [group]) | some group in rule.groups])) if not rule.everyone
