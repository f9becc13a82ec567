# METADATA
# title: No rule of polkit is for everybody
# description: >-
#   A rule that answers YES without asking who it is gives its actions to every account of the
#   host, service accounts too.
# custom:
#   id: polkit-everyone
#   controls: ["9.2.2"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: critical
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
#       Ask for a group (subject.isInGroup) and an active session at the host (subject.local &&
#       subject.active) in the function, or delete the file; for .pkla files, Identity= and
#       ResultAny=no.
#     command: ""
#   references: ["polkit(8)", "pklocalauthority(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.polkit_everyone

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("polkit is not installed", input.privilege.polkit.present.source) if {
	input.privilege.polkit.present.value == false
}

evidence contains report.evidence(
	sprintf("%s YES", [report.counted(count(input.privilege.polkit.rules), "rule answers", "rules answer")]),
	input.privilege.polkit.present.source,
)

violations contains report.violation({
	"message": "a rule lets everybody act without a password",
	"resource": rule.source,
	"observed": _what(rule),
	"expected": "a group or account, or a session at the host",
	"source": rule.source,
}) if {
	some rule in input.privilege.polkit.rules
	rule.told
	rule.everyone
	_wide(rule)
}

unknown contains sprintf("%s: the conditions of the rule cannot be told", [rule.source]) if {
	some rule in input.privilege.polkit.rules
	not rule.told
	not rule.vendor
}

_wide(rule) if not rule.at_console

_wide(rule) if rule.any_action

_what(rule) := "any action" if rule.any_action

_what(rule) := concat(", ", rule.actions) if not rule.any_action
