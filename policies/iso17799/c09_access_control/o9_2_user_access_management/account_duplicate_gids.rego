# METADATA
# title: No two groups share a GID
# description: >-
#   Files belong to a number, not to a name: members of one of the groups get
#   at the files of the other, though no list of members says so.
# custom:
#   id: account-duplicate-gids
#   controls: ["9.2.1"]
#   aspects: ["9.2.1/gids-names"]
#   severity: medium
#   needs:
#     - 'accounts.duplicate_gids[*].id'
#     - 'accounts.duplicate_gids[*].names'
#     - 'accounts.duplicate_gids[*].sources'
#     - accounts.groups
#   remediation:
#     text: >-
#       Give each group a GID of its own with "groupmod -g GID NAME", then
#       correct the files of the old one: "find / -xdev -gid OLDGID" lists
#       them.
#     command: ""
#   references: ["group(5)", "grpck(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_duplicate_gids

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s looked at, %d shared", [report.counted(count(input.accounts.groups), "group", "groups"), count(input.accounts.duplicate_gids)]),
	"/etc/group",
)

violations contains report.violation({
	"message": sprintf("GID %s stands for %s: %s", [twice.id, report.counted(count(twice.sources), "entry", "entries"), report.list(twice.names)]),
	"resource": sprintf("GID %s", [twice.id]),
	"observed": report.list(twice.names),
	"expected": "one entry",
	"source": twice.sources[0],
}) if {
	some twice in input.accounts.duplicate_gids
}
