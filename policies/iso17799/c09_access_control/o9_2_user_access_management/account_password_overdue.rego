# METADATA
# title: No password is long overdue
# description: >-
#   A password that ran out and was never renewed belongs to an account that
#   nobody uses, and that nobody watches either.
# custom:
#   id: account-password-overdue
#   controls: ["9.2.4", "9.2.3"]
#   aspects: ["9.2.4/expired-but-enabled", "9.2.3/ageing"]
#   severity: medium
#   needs:
#     - 'accounts.credentials[*].state'
#     - 'accounts.credentials[*].source'
#     - 'accounts.shadow[*].expire_day'
#     - 'accounts.shadow[*].source'
#     - 'accounts.shadow[*].last_change_day'
#     - 'accounts.shadow[*].max_days'
#     - 'accounts.shadow[*].inactive_days'
#   remediation:
#     text: >-
#       Ask whose account it is. Lock it with "usermod -L -e 1 NAME" when
#       nobody needs it, or have the password changed.
#     command: ""
#   references: ["shadow(5)", "chage(1)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_password_overdue

import data.lib.accounts
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s with a password, %d of them out of line", [report.counted(count(_aged), "account", "accounts"), count(_bad)]),
	"/etc/shadow",
) if {
	count(input.accounts.credentials) > 0
}

violations contains report.violation({
	"message": sprintf("the password of %s ran out and was not renewed; it may be kept for %s", [name, accounts.period(_aged[name].max_days)]),
	"resource": accounts.resource(name),
	"observed": accounts.days(_aged[name].max_days),
	"expected": sprintf("renewed within %s", [report.counted(params.account_max_overdue_days, "day", "days")]),
	"source": _aged[name].source,
}) if {
	some name in _bad
}

_aged := accounts.aged(input.accounts.credentials, input.accounts.shadow, input.context.today)

_bad contains name if {
	some name, entry in _aged
	_overdue(entry) > params.account_max_overdue_days
}

# Days since the password ran out; nothing when it closes the account by itself.
_overdue(entry) := (input.context.today - entry.last_change_day) - entry.max_days if {
	entry.last_change_day > 0
	entry.max_days >= 0
	not _closed_by_now(entry)
}

_closed_by_now(entry) if {
	entry.inactive_days >= 0
	(input.context.today - entry.last_change_day) - entry.max_days > entry.inactive_days
}
