# METADATA
# title: No account name stands twice
# description: >-
#   Programs take the first entry of a name and overlook the second, which
#   still has its own UID and password. Such a line is a favourite hiding
#   place.
# custom:
#   id: account-duplicate-names
#   controls: ["9.2.1", "9.5.3"]
#   aspects: ["9.2.1/gids-names", "9.5.3/unique-ids"]
#   severity: high
#   needs:
#     - 'accounts.duplicate_names[*].id'
#     - 'accounts.duplicate_names[*].names'
#     - 'accounts.duplicate_names[*].sources'
#     - accounts.users
#   remediation:
#     text: >-
#       Run "vipw" and delete the entry that is not wanted, and its
#       counterpart with "vipw -s". "pwck -r" shows what is left. BusyBox on
#       Alpine has neither: edit /etc/passwd and /etc/shadow with care.
#     command: ""
#   references: ["passwd(5)", "pwck(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_duplicate_names

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s looked at, %d shared", [report.counted(count(input.accounts.users), "account", "accounts"), count(input.accounts.duplicate_names)]),
	"/etc/passwd",
)

violations contains report.violation({
	"message": sprintf("account %s stands for %s: %s", [twice.id, report.counted(count(twice.sources), "entry", "entries"), report.list(twice.names)]),
	"resource": sprintf("account %s", [twice.id]),
	"observed": report.list(twice.names),
	"expected": "one entry",
	"source": twice.sources[0],
}) if {
	some twice in input.accounts.duplicate_names
}
