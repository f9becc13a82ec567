# METADATA
# title: No password was changed in the future
# description: >-
#   A day that is still to come makes a password look fresh for years. It is
#   either a clock that was wrong or somebody who wanted to get round the
#   ageing.
# custom:
#   id: account-password-future-change
#   controls: ["9.2.3"]
#   aspects: ["9.2.3/ageing"]
#   severity: medium
#   needs:
#     - 'accounts.credentials[*].state'
#     - 'accounts.credentials[*].source'
#     - 'accounts.shadow[*].expire_day'
#     - 'accounts.shadow[*].source'
#     - 'accounts.shadow[*].last_change_day'
#   remediation:
#     text: >-
#       Check the clock, then write down the true day: "chage -d YYYY-MM-DD
#       NAME", or have the password changed: "passwd -e NAME".
#     command: ""
#   references: ["shadow(5)", "pwck(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_password_future_change

import data.lib.accounts
import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s with a password, %d of them out of line", [report.counted(count(_aged), "account", "accounts"), count(_bad)]),
	"/etc/shadow",
) if {
	count(input.accounts.credentials) > 0
}

violations contains report.violation({
	"message": sprintf("the password of %s was changed on day %s, which is still to come", [name, accounts.days(_aged[name].last_change_day)]),
	"resource": accounts.resource(name),
	"observed": accounts.days(_aged[name].last_change_day),
	"expected": sprintf("day %d or before", [input.context.today]),
	"source": _aged[name].source,
}) if {
	some name in _bad
}

_aged := accounts.aged(input.accounts.credentials, input.accounts.shadow, input.context.today)

_bad contains name if {
	some name, entry in _aged
	entry.last_change_day > input.context.today
}
