# METADATA
# title: Polkit asks administrators only
# description: >-
#   polkit lets whoever counts as an administrator act as root with his own password. It is one
#   more list of administrators beside that of sudo, and must not be longer.
# custom:
#   id: polkit-admins
#   controls: ["9.2.2"]
#   aspects: ["9.2.2/admin-groups"]
#   severity: medium
#   scope:
#     - 'privilege.polkit.present'
#   needs:
#     - 'privilege.polkit.present'
#     - 'privilege.polkit.admins[*].identities'
#     - 'privilege.polkit.admins[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Return only unix-group:sudo (Debian) or unix-group:wheel (RHEL, SUSE, Alpine) in
#       addAdminRule, in /etc/polkit-1/rules.d/40-admin.rules.
#     command: ""
#   references: ["polkit(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.polkit_admins

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("polkit is not installed", input.privilege.polkit.present.source) if {
	input.privilege.polkit.present.value == false
}

evidence contains report.evidence(sprintf("administrators: %s", [report.list(sort(_identities))]), input.privilege.polkit.present.source)

violations contains report.violation({
	"message": sprintf("%s counts as an administrator", [identity]),
	"resource": identity,
	"observed": identity,
	"expected": concat(", ", params.polkit_admins_allowed),
	"source": admins.source,
}) if {
	some admins in input.privilege.polkit.admins
	some identity in admins.identities
	not identity in params.polkit_admins_allowed
}

_identities := {identity | some admins in input.privilege.polkit.admins; some identity in admins.identities}
