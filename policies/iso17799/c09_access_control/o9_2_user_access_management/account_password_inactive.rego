# METADATA
# title: An account closes when its password has long run out
# description: >-
#   An old password that still opens the account, if only to be changed, is
#   an invitation: nobody misses the account when a stranger takes it.
# custom:
#   id: account-password-inactive
#   controls: ["9.2.3"]
#   aspects: ["9.2.3/ageing"]
#   severity: low
#   needs:
#     - 'accounts.credentials[*].state'
#     - 'accounts.credentials[*].source'
#     - 'accounts.shadow[*].expire_day'
#     - 'accounts.shadow[*].source'
#     - 'accounts.shadow[*].inactive_days'
#   remediation:
#     text: >-
#       Set the period: "chage -I 30 NAME", and "useradd -D -f 30" for
#       accounts to come (INACTIVE in /etc/default/useradd).
#     command: ""
#   references: ["shadow(5)", "chage(1)", "useradd(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_password_inactive

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
	"message": sprintf("the account %s stays open for %s after its password has run out", [name, accounts.period(_aged[name].inactive_days)]),
	"resource": accounts.resource(name),
	"observed": accounts.days(_aged[name].inactive_days),
	"expected": sprintf("%s or less", [report.counted(params.password_max_inactive_days, "day", "days")]),
	"source": _aged[name].source,
}) if {
	some name in _bad
}

_aged := accounts.aged(input.accounts.credentials, input.accounts.shadow, input.context.today)

_bad contains name if {
	some name, entry in _aged
	entry.inactive_days < 0
}

_bad contains name if {
	some name, entry in _aged
	entry.inactive_days > params.password_max_inactive_days
}
