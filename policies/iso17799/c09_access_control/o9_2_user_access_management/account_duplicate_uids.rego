# METADATA
# title: No two accounts share a UID
# description: >-
#   To the system two names with one UID are one person: their files,
#   processes and log entries cannot be told apart, and what one did the
#   other answers for.
# custom:
#   id: account-duplicate-uids
#   controls: ["9.2.1", "9.5.3"]
#   aspects: ["9.2.1/duplicate-uids", "9.5.3/unique-ids"]
#   severity: high
#   needs:
#     - 'accounts.duplicate_uids[*].id'
#     - 'accounts.duplicate_uids[*].names'
#     - 'accounts.duplicate_uids[*].sources'
#     - accounts.users
#   remediation:
#     text: >-
#       Give each account a UID of its own with "usermod -u UID NAME" (on
#       Alpine install the package shadow first), then hand its files over:
#       "find / -xdev -user OLDUID" lists them. Delete accounts that nobody
#       needs.
#     command: ""
#   references: ["passwd(5)", "pwck(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_duplicate_uids

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s looked at, %d shared", [report.counted(count(input.accounts.users), "account", "accounts"), count(input.accounts.duplicate_uids)]),
	"/etc/passwd",
)

violations contains report.violation({
	"message": sprintf("UID %s stands for %s: %s", [twice.id, report.counted(count(twice.sources), "entry", "entries"), report.list(twice.names)]),
	"resource": sprintf("UID %s", [twice.id]),
	"observed": report.list(twice.names),
	"expected": "one entry",
	"source": twice.sources[0],
}) if {
	some twice in input.accounts.duplicate_uids
}
