# METADATA
# title: Few people are administrators
# description: >-
#   Each administrator is a way to root. The fewer there are, and the better
#   known, the sooner one too many is seen.
# custom:
#   id: account-admin-groups
#   controls: ["9.2.2", "9.2.4"]
#   aspects: ["9.2.2/admin-groups", "9.2.4/privileged-members"]
#   severity: medium
#   needs:
#     - 'accounts.groups[*].members'
#     - 'accounts.groups[*].primary_members'
#     - 'accounts.groups[*].source'
#   remediation:
#     text: >-
#       Take people out who need no root any more: "gpasswd -d NAME GROUP"
#       ("delgroup NAME GROUP" on Alpine). Who may stay can be listed in
#       account_administrators_allowed; then everybody else is reported. The
#       group is sudo on Debian, wheel on Red Hat, SUSE and Alpine.
#     command: ""
#   references: ["group(5)", "sudoers(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_admin_groups

import data.lib.accounts
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s%s", [
		report.counted(count(_members), "administrator", "administrators"),
		concat("", [sprintf(": %s", [report.list(sort(_members))]) | count(_members) > 0]),
	]),
	"/etc/group",
) if {
	count(input.accounts.groups) > 0
}

violations contains report.violation({
	"message": report.counted(count(_members), "person is an administrator", "people are administrators"),
	"resource": "administrators",
	"observed": report.list(sort(_members)),
	"expected": sprintf("at most %d", [params.account_max_administrators]),
	"source": "/etc/group",
}) if {
	count(_allowed) == 0
	count(_members) > params.account_max_administrators
}

violations contains report.violation({
	"message": sprintf("%s is an administrator and not on the list", [name]),
	"resource": accounts.resource(name),
	"observed": sprintf("member of %s", [report.list(sort(groups))]),
	"expected": "on account_administrators_allowed",
	"source": "/etc/group",
}) if {
	count(_allowed) > 0
	some name in _members
	not name in _allowed
	groups := {group | some group, _ in _groups; name in _in(group)}
}

_allowed := {name | some name in params.account_administrators_allowed}

_groups[name] := group if {
	some name in params.account_admin_groups
	group := input.accounts.groups[name]
}

_in(group) := {name | some name in input.accounts.groups[group].members} | {name | some name in input.accounts.groups[group].primary_members}

_members := {name | some group, _ in _groups; some name in _in(group)} - {"root"}
