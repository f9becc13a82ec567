# METADATA
# title: Few accounts can do everything through sudo
# description: >-
#   Every further administrator can act, and undo the traces of it. Duties can be kept apart only
#   when the circle of those who can do everything is small.
# custom:
#   id: sudo-full-accounts
#   controls: ["8.1.4", "9.2.2"]
#   aspects: ["8.1.4/sudo-rules-let-one-account", "9.2.2/admin-groups"]
#   severity: low
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.grants[*].uid'
#     - 'sudo.grants[*].all'
#   partial: convict
#   remediation:
#     text: >-
#       Take accounts out of the administrators' group (gpasswd -d NAME sudo, or wheel) and give
#       them the commands of their own duty; raise sudo_max_full_accounts when the circle is as
#       large on purpose.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c08_communications_and_operations_management.o8_1_operational_procedures_and_responsibilities.sudo_full_accounts

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

_full := sort([name |
	some name, grant in input.sudo.grants
	grant.uid != 0
	grant.all
])

evidence contains report.evidence(sprintf("%s may run everything", [report.counted(count(_full), "account", "accounts")]), input.sudo.present.source)

violations contains report.violation({
	"message": sprintf("%s may run everything: %s", [report.counted(count(_full), "account", "accounts"), report.list(_full)]),
	"resource": "sudo",
	"observed": count(_full),
	"expected": sprintf("at most %d", [params.sudo_max_full_accounts]),
	"source": input.sudo.present.source,
}) if {
	count(_full) > params.sudo_max_full_accounts
}
