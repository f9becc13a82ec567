# METADATA
# title: No group name stands twice
# description: >-
#   Which members a doubled group has depends on the program that asks, so
#   nobody can say who holds its rights.
# custom:
#   id: account-duplicate-groups
#   controls: ["9.2.1"]
#   aspects: ["9.2.1/gids-names"]
#   severity: medium
#   needs:
#     - 'accounts.duplicate_groups[*].id'
#     - 'accounts.duplicate_groups[*].names'
#     - 'accounts.duplicate_groups[*].sources'
#     - accounts.groups
#   remediation:
#     text: >-
#       Run "vigr" and join the two entries into one, likewise with "vigr -s"
#       for /etc/gshadow. "grpck -r" shows what is left.
#     command: ""
#   references: ["group(5)", "grpck(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_duplicate_groups

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s looked at, %d shared", [report.counted(count(input.accounts.groups), "group", "groups"), count(input.accounts.duplicate_groups)]),
	"/etc/group",
)

violations contains report.violation({
	"message": sprintf("group %s stands for %s: %s", [twice.id, report.counted(count(twice.sources), "entry", "entries"), report.list(twice.names)]),
	"resource": sprintf("group %s", [twice.id]),
	"observed": report.list(twice.names),
	"expected": "one entry",
	"source": twice.sources[0],
}) if {
	some twice in input.accounts.duplicate_groups
}
