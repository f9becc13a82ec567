# METADATA
# title: Nobody is spared the password
# description: >-
#   A line that lets the members of a group in without a password makes that
#   group as good as an open door: a forgotten member, or one who can add
#   himself, is in.
# custom:
#   id: pam-conditional-access
#   controls: ["9.5.3"]
#   aspects: ["9.5.3/pam-stack-sane"]
#   severity: medium
#   needs:
#     - passwords.pam.source
#     - 'passwords.open[*].service'
#     - 'passwords.open[*].module'
#     - 'passwords.open[*].source'
#     - 'passwords.open[*].condition'
#     - passwords.open
#     - 'accounts.groups[*].members'
#     - 'accounts.groups[*].primary_members'
#   remediation:
#     text: >-
#       Delete the line from the auth stack, or empty the group: "gpasswd -d
#       NAME GROUP" ("delgroup NAME GROUP" on Alpine). For su take "trust"
#       away from pam_wheel.so.
#     command: ""
#   references: ["pam_succeed_if(8)", "pam_wheel(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.pam_conditional_access

import data.lib.pam
import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s no password is asked, %d of them met by somebody", [report.counted(count(_ways), "condition under which", "conditions under which"), count(_met)]),
	input.passwords.pam.source,
) if {
	count(input.accounts.groups) > 0
}

violations contains report.violation({
	"message": sprintf("%s asks no password when %s says yes to: %s", [way.service, way.module, way.condition]),
	"resource": pam.resource(way.service),
	"observed": way.condition,
	"expected": "a password for everybody",
	"source": way.source,
}) if {
	some way in _met
}

_ways := [way | some way in input.passwords.open; way.condition != ""]

# A condition on a group that is empty, or does not exist, is met by nobody.
_met := [way | some way in _ways; not _nobody(way)]

_nobody(way) if {
	is_string(way.group)
	not input.accounts.groups[way.group]
}

_nobody(way) if {
	group := input.accounts.groups[way.group]
	count(group.members) == 0
	count(group.primary_members) == 0
}
