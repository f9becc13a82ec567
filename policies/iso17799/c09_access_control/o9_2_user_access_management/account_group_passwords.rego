# METADATA
# title: No group has a password
# description: >-
#   A group password is known to many and changed by nobody. Whoever learns
#   it takes the rights of the group with newgrp.
# custom:
#   id: account-group-passwords
#   controls: ["9.2.2", "9.5.4"]
#   aspects: ["9.2.2/admin-groups"]
#   severity: medium
#   needs: ["accounts.groups[*].password", "accounts.groups[*].source"]
#   partial: convict
#   remediation:
#     text: >-
#       Remove the password with "gpasswd -r GROUP" and make those who need
#       the group members of it: "gpasswd -a NAME GROUP" ("addgroup NAME
#       GROUP" on Alpine).
#     command: ""
#   references: ["gshadow(5)", "newgrp(1)", "gpasswd(1)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_group_passwords

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s looked at, %d with a password", [report.counted(count(input.accounts.groups), "group", "groups"), count(_with)]),
	"/etc/group",
) if {
	count(input.accounts.groups) > 0
}

violations contains report.violation({
	"message": sprintf("the group %s has a password", [name]),
	"resource": sprintf("group %s", [name]),
	"observed": "a password is set",
	"expected": "none",
	"source": input.accounts.groups[name].source,
}) if {
	some name in _with
}

_with := {name | some name, group in input.accounts.groups; group.password == "set"}
