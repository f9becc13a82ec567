# METADATA
# title: Only root has UID 0
# description: >-
#   Whoever has UID 0 is root under another name: no rule stops them and no
#   log tells them from root. A second such account is the classic back door.
# custom:
#   id: account-uid-zero
#   controls: ["9.2.2", "9.5.3"]
#   aspects: ["9.2.2/uid-0-accounts", "9.5.3/unique-ids"]
#   severity: critical
#   needs: ["accounts.uid_zero[*].name", "accounts.uid_zero[*].source"]
#   remediation:
#     text: >-
#       Find out who made the account and why. Then delete it with "userdel
#       -f NAME", or give it a UID of its own in /etc/passwd with "vipw";
#       people become root with sudo. If the name is wanted, put it into
#       account_uid_zero_allowed.
#     command: ""
#   references: ["passwd(5)", "credentials(7)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_uid_zero

import data.lib.accounts
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(sprintf("%s has UID 0", [zero.name]), zero.source) if some zero in input.accounts.uid_zero

unknown contains "no account has UID 0, not even root" if count(input.accounts.uid_zero) == 0

violations contains report.violation({
	"message": sprintf("%s is root under another name: its UID is 0", [zero.name]),
	"resource": accounts.resource(zero.name),
	"observed": "UID 0",
	"expected": "a UID of its own",
	"source": zero.source,
}) if {
	some zero in input.accounts.uid_zero
	not zero.name in {name | some name in params.account_uid_zero_allowed}
}
