# METADATA
# title: Only the administrators' groups may run every command
# description: >-
#   Everything as root is given through one group whose members are reviewed, not to single accounts
#   or through an alias that hides ALL. A rule for one person outlives the reason for it.
# custom:
#   id: sudo-all-commands
#   controls: ["9.2.2", "8.1.4"]
#   aspects: ["9.2.2/sudoers-rules", "9.2.2/admin-groups", "8.1.4/sudo-rules-let-one-account"]
#   severity: high
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.grants[*].uid'
#     - 'sudo.grants[*].all'
#     - 'sudo.grants[*].via'
#     - 'sudo.grants[*].sources'
#   partial: convict
#   remediation:
#     text: >-
#       Put administrators into the group that the distribution means for it (sudo on Debian and
#       Ubuntu, wheel on RHEL, SUSE and Alpine) and give everybody else named commands. Other groups
#       belong into sudo_admin_groups.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_all_commands

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

evidence contains report.evidence(
	sprintf("%s may run everything: %s", [report.counted(count(_all), "account", "accounts"), report.list(sort([name | some name, _ in _all]))]),
	input.sudo.present.source,
)

_all[name] := grant if {
	some name, grant in input.sudo.grants
	grant.uid != 0
	grant.all
}

# The rules that name somebody in another way than as a member of such a group.
_other(grant) := [via | some via in grant.via; not _administrators(via)]

_administrators(via) if {
	some group in params.sudo_admin_groups
	via == sprintf("%%%s", [group])
}

violations contains report.violation({
	"message": sprintf("%s may run every command as root, through %s", [name, report.list(grant.via)]),
	"resource": name,
	"observed": report.list(grant.via),
	"expected": sprintf("through a group of administrators: %s", [report.list(params.sudo_admin_groups)]),
	"source": grant.sources[count(grant.sources) - 1],
}) if {
	some name, grant in _all
	count(_other(grant)) == count(grant.via)
}
