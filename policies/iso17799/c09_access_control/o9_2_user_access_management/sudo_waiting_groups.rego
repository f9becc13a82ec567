# METADATA
# title: No empty group waits to be given everything through sudo
# description: >-
#   A rule for a group counts from the moment when somebody joins it. A group that nobody is in
#   today, and whose next member runs every command without a password, is a way to root that no
#   list of people shows. The same holds, with a password, for groups that are not the administrators'.
# custom:
#   id: sudo-waiting-groups
#   controls: ["9.2.2", "8.1.4"]
#   aspects: ["9.2.2/sudoers-rules", "8.1.4/sudo-rules-let-one-account"]
#   severity: high
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.waiting[*].all'
#     - 'sudo.waiting[*].all_no_password'
#     - 'sudo.waiting[*].sources'
#   partial: convict
#   remediation:
#     text: >-
#       With "visudo -f FILE" remove NOPASSWD from the rule that the finding names, replace ALL by the
#       few commands that are needed, or remove the rule when nobody is meant to use it.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_waiting_groups

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

evidence contains report.evidence(
	sprintf("%s; %d of them would run everything without a password", [
		report.counted(count(input.sudo.waiting), "group without a member has sudo rules", "groups without a member have sudo rules"),
		count(_open),
	]),
	input.sudo.present.source,
)

_open[name] := grant if {
	some name, grant in input.sudo.waiting
	grant.all_no_password
}

violations contains report.violation({
	"message": sprintf("whoever joins the group %s runs every command as root without a password", [name]),
	"resource": sprintf("%%%s", [name]),
	"observed": "ALL without a password",
	"expected": "a password, or named commands",
	"source": grant.sources[count(grant.sources) - 1],
}) if {
	some name, grant in _open
}

violations contains report.violation({
	"message": sprintf("whoever joins the group %s may run every command as root", [name]),
	"resource": sprintf("%%%s", [name]),
	"observed": "ALL",
	"expected": sprintf("through a group of administrators: %s", [report.list(params.sudo_admin_groups)]),
	"source": grant.sources[count(grant.sources) - 1],
}) if {
	some name, grant in input.sudo.waiting
	grant.all
	not grant.all_no_password
	not name in params.sudo_admin_groups
}
