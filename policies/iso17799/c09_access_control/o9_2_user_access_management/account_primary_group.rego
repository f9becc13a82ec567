# METADATA
# title: Each account's primary group exists
# description: >-
#   Files of such an account belong to a number. Whoever gets a new group with that number
#   later gets at them, and nobody had decided that.
# custom:
#   id: account-primary-group
#   controls: ["9.2.1", "9.6.1"]
#   aspects: ["9.2.1/gids-names"]
#   severity: low
#   needs:
#     - accounts.users
#     - 'accounts.users[*].gid'
#     - 'accounts.users[*].source'
#     - accounts.groups
#     - 'accounts.groups[*].gid'
#   remediation:
#     text: >-
#       Make the group with "groupadd -g GID NAME", or give the account one that is there with
#       "usermod -g GROUP NAME"; "pwck" and "grpck" show the rest.
#     command: ""
#   references: ["passwd(5)", "pwck(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_primary_group

import data.lib.report
import future.keywords.not

_gids := {group.gid | some group in input.accounts.groups}

_lost := {name: user | some name, user in input.accounts.users; not user.gid in _gids}

evidence contains report.evidence(
	sprintf("%s, %d of them with a primary group that is not there", [report.counted(count(input.accounts.users), "account", "accounts"), count(_lost)]),
	"/etc/passwd",
)

violations contains report.violation({
	"message": sprintf("the primary group of %s, %d, is not there", [name, user.gid]),
	"resource": name,
	"observed": sprintf("GID %d", [user.gid]),
	"expected": "a group of /etc/group",
	"source": user.source,
}) if {
	some name, user in _lost
}
